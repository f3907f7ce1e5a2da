import { env } from "./env.server.ts";

const isHttps = env.ORIGIN.startsWith("https:");

/** What every answer carries, whatever it is. */
export const commonHeaders: readonly (readonly [string, string])[] = [
  ["X-Content-Type-Options", "nosniff"],
  ["Referrer-Policy", "same-origin"], // addresses may hold secrets: other sites learn none
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["X-Frame-Options", "DENY"],
  ["Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"],
  ...(isHttps ? ([["Strict-Transport-Security", "max-age=31536000; includeSubDomains"]] as const) : []),
];

const development = env.NODE_ENV === "development";

const policy = (scripts: string) =>
  [
    "default-src 'self'",
    `script-src ${scripts}`,
    `style-src 'self'${development ? " 'unsafe-inline'" : ""}`, // Vite adds styles by script
    `connect-src 'self'${development ? " ws:" : ""}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "object-src 'none'",
    "frame-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(isHttps ? ["upgrade-insecure-requests"] : []),
  ].join("; ");

/** For pages without inline scripts: the same for everybody, so they can be cached. */
export const pagePolicy = policy(development ? "'self' 'unsafe-inline'" : "'self'");

/** For pages that React takes over in the browser: its inline scripts carry this request's nonce. */
export const hydratedPagePolicy = (nonce: string) => policy(`'self' 'nonce-${nonce}'`);

/** For answers that are no pages: nothing may come of opening one. */
export const dataPolicy = "default-src 'none'; frame-ancestors 'none'";
