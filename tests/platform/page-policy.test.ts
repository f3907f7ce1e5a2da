import type { HttpBindings } from "@hono/node-server";
import type { ServerBuild } from "@remix-run/node";
import { Scripts } from "@remix-run/react";
import { createElement } from "react";
import { describe, expect, test } from "vitest";
import * as entry from "../../app/entry.server.tsx";
import { useNonce } from "../../app/platform/nonce.tsx";
import { createWebApp } from "../../app/platform/web-app.server.ts";

/** A site of one page, which React takes over in the browser or not. */
function siteOf(hydrate: boolean): ServerBuild {
  const Page = () => {
    const nonce = useNonce();
    return createElement(
      "html",
      null,
      createElement("body", null, hydrate ? createElement(Scripts, { nonce }) : "text"),
    );
  };
  const root = {
    id: "root",
    path: "",
    hasAction: false,
    hasLoader: false,
    hasClientAction: false,
    hasClientLoader: false,
    hasErrorBoundary: false,
  };
  return {
    entry: { module: entry },
    routes: { root: { id: "root", path: "", module: { default: Page, handle: { hydrate } } } },
    assets: {
      entry: { imports: [], module: "/entry.js" },
      routes: { root: { ...root, module: "/root.js" } },
      url: "/manifest.js",
      version: "1",
    },
    publicPath: "/",
    assetsBuildDirectory: "build/client",
    future: { v3_singleFetch: true } as ServerBuild["future"],
    isSpaMode: false,
    mode: "production",
    basename: "/",
  };
}

async function pageOf(hydrate: boolean) {
  const bindings = { incoming: { headers: {}, socket: {} } } as HttpBindings;
  const answer = await createWebApp({ build: siteOf(hydrate), checks: {} }).fetch(
    new Request("http://127.0.0.1/"),
    bindings,
  );
  const nonce = /'nonce-([^']+)'/.exec(answer.headers.get("Content-Security-Policy") ?? "")?.[1];
  return { nonce, html: await answer.text(), headers: answer.headers };
}

describe("a page's policy", () => {
  test("lets only scripts with this answer's nonce run on a page that React takes over", async () => {
    const [one, other] = await Promise.all([pageOf(true), pageOf(true)]);
    expect(one.nonce).toMatch(/^[\w+/]{22}==$/);
    expect(one.nonce).not.toBe(other.nonce);
    const scripts = one.html.match(/<script[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toContain(`nonce="${one.nonce}"`);
    expect(one.headers.get("X-Hydrate")).toBeNull();
  });

  test("lets no inline script run on any other", async () => {
    const { nonce, html, headers } = await pageOf(false);
    expect(nonce).toBeUndefined();
    expect(html).not.toContain("<script");
    expect(headers.get("Content-Security-Policy")).toContain("script-src 'self';");
  });
});
