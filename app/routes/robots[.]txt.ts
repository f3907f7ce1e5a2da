import { env } from "../platform/env.server.ts";

/** Places of one person, of staff, and of the machine; results of searches; and what is done to a thing, below its own address. */
const CLOSED = [
  "/account",
  "/admin",
  "/answers/*/outcome",
  "/asked",
  "/categories/*/feed",
  "/dev",
  "/login",
  "/logout",
  "/metrics",
  "/notifications",
  "/posts/*/",
  "/preferences",
  "/requests",
  "/search",
  "/signup",
  "/staff",
  "/tags/*/feed",
  "/threads/*/",
  "/threads/new",
];
/** Pictures for whoever shows what a shared address leads to; robots take the longest rule that fits. */
const OPEN = ["/answers/*/preview.png", "/threads/*/preview.png"];

/** Where robots have nothing to look for, and where everything they may read is listed. */
export function loader() {
  const lines = [
    "User-agent: *",
    ...CLOSED.map((path) => `Disallow: ${path}`),
    ...OPEN.map((path) => `Allow: ${path}`),
    "",
    `Sitemap: ${new URL("/sitemap.xml", env.ORIGIN).href}`,
  ];
  return new Response(`${lines.join("\n")}\n`, { headers: { "Content-Type": "text/plain; charset=utf-8" } });
}
