import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSession } from "../../app/domain/accounts/sessions.server.ts";
import { prisma } from "../../app/platform/db.server.ts";
import { databaseUrl } from "../../app/platform/env.server.ts";
import { makeThread, makeViewer } from "../factories.ts";
import { sample, sharedLines, sharedRows } from "../fixtures/hostile.ts";
import { startServer, type TestServer } from "../support/server.ts";

/** What people have in their address bar: a proxy stands before the server, and may name another Host. */
const ORIGIN = "https://forum.example.com";

let server: TestServer;
let cookie: string;
let threadId: number;

beforeAll(async () => {
  const viewer = await makeViewer("agent_1");
  threadId = (await makeThread(viewer, { title: "A thread for everybody" })).id;
  server = await startServer({ databaseUrl: databaseUrl(), env: { DEMO: "1", ORIGIN } });
  cookie = (await startSession(viewer.id, "hostile")).split(";")[0] ?? "";
});
afterAll(() => server?.stop());

const FORM = "application/x-www-form-urlencoded";

async function post(url: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  const sent = { Origin: ORIGIN, Cookie: cookie, "Content-Type": FORM, ...headers };
  const body = new URLSearchParams(fields);
  return (await fetch(server.origin + url, { method: "POST", body, redirect: "manual", headers: sent })).status;
}

/** Sends lines as they are, which no client would, and gives what comes back. */
function raw(lines: string[]): Promise<string> {
  const { hostname, port } = new URL(server.origin);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let said = "";
    socket.setTimeout(20_000, () => socket.destroy());
    socket.on("data", (chunk) => (said += chunk.toString("latin1")));
    socket.on("error", () => resolve(said));
    socket.on("close", () => resolve(said));
    socket.write(Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"));
  });
}

const rawGet = (path: string, headers: string[] = []) =>
  raw([`GET ${path} HTTP/1.1`, `Host: ${new URL(server.origin).host}`, "Connection: close", ...headers]);
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0);
const headOf = (answer: string) => answer.split("\r\n\r\n", 1)[0] ?? "";

const OWN_PATHS = [
  "/../../../../etc/passwd",
  "/assets/../../../../etc/passwd",
  "/assets/..%2f..%2f..%2fpackage.json",
  "/assets/%2e%2e/%2e%2e/.env",
  "/assets/....//....//package.json",
  "/assets/..%5c..%5cpackage.json",
  "/assets/%00",
  "/assets/%c0%ae%c0%ae/",
  "/..;/admin/jobs",
  "//evil.example/",
  "/\\evil.example",
  "http://evil.example/",
  "/%2f%2fevil.example",
  "/.git/config",
  "/.env",
  "/build/server/index.js",
  "/assets",
  "/assets/",
  "/%",
  "/%%%",
  "/?%",
  "*",
  "/./",
  "/threads/1/../../staff",
  `/${"a/".repeat(4000)}`,
];

describe("addresses and heads that no browser sends", () => {
  test("a form of another page is refused with a page that says so, its data too", async () => {
    const refused = [
      "https://evil.example",
      "null",
      "",
      "no address",
      "file://",
      `${ORIGIN}.evil.example`,
      "http://forum.example.com:81",
    ];
    for (const Origin of refused) {
      for (const url of ["/login", `/threads/${threadId}/replies`, "/login.data", "/preferences.data"]) {
        expect(await post(url, { theme: "dark" }, { Origin }), `${url} from ${Origin}`).toBe(403);
      }
    }
    expect(await post("/preferences", { theme: "dark" }, { Origin: server.origin })).toBe(303);
    expect(await post("/preferences", { theme: "dark" })).toBe(303);
  });

  test("no path leads out of what is served, and none is an error of ours", async () => {
    const shared = sharedLines("traversal/traversal.txt");
    const paths = [...OWN_PATHS, ...shared.flatMap((text) => [`/assets/${text}`, `/${text}`])];
    for (const path of paths) {
      const answer = await rawGet(path.replace(/[\s\0]/g, "%20"));
      expect(statusOf(answer), path).toBeLessThan(500);
      expect(answer, path).not.toMatch(/root:x:0|\[fonts\]|"lockfileVersion"|DATABASE_URL=/);
    }
  });

  test("no address or field adds a header to an answer", async () => {
    const texts = [
      "x\r\nSet-Cookie: injected=1",
      "/x%0d%0aSet-Cookie:%20injected=1",
      "/\r\nX-Injected: 1",
      "/%E5%98%8D%E5%98%8ASet-Cookie:injected=1",
      ...sharedRows<{ value: string }>("crlf/header-injection.json").map(({ value }) => value),
    ];
    for (const text of texts) {
      const said = encodeURIComponent(text.toWellFormed());
      const answers = [
        await rawGet(`/login?redirectTo=${said}`, [`Cookie: ${cookie}`]),
        await rawGet(`/search?q=${said}`),
        await rawGet(`/${said}`),
        await rawGet(`/${text.replace(/[\s\0]/g, "%20")}`),
      ];
      for (const answer of answers) {
        expect(statusOf(answer), text).toBeLessThan(500);
        expect(headOf(answer), text).not.toMatch(/^(set-cookie: *injected|x-injected|bcc):/im);
      }
      expect(await post("/preferences", { theme: "dark", redirectTo: text.toWellFormed() }), text).toBe(303);
    }
  });

  test("whatever Host and its like say, links lead here", async () => {
    const own = [
      "X-Forwarded-Host",
      "X-Host",
      "Forwarded",
      "X-Original-URL",
      "X-Rewrite-URL",
      "X-HTTP-Host-Override",
      "X-Forwarded-Scheme",
    ];
    const cases = [
      { header: "Host", value: "evil.example" },
      ...own.map((header) => ({ header, value: header === "Forwarded" ? "host=evil.example" : "evil.example" })),
      ...sharedRows<{ header: string; value: string }>("headers/host-poisoning.json"),
    ];
    for (const [index, { header, value }] of cases.entries()) {
      const host = header.toLowerCase() === "host" ? [] : [`Host: ${new URL(server.origin).host}`];
      const email = `host-${index}@example.com`;
      const body = new URLSearchParams({ name: "Vera", email }).toString();
      const headers = [...host, `${header}: ${value}`, "Connection: close"];
      const page = await raw([`GET /threads/${threadId} HTTP/1.1`, ...headers]);
      expect(page, header).not.toContain("evil.example");
      expect(statusOf(page), header).toBeLessThan(500);
      const signed = await raw([
        "POST /signup HTTP/1.1",
        ...headers,
        `Origin: ${ORIGIN}`,
        `Content-Type: ${FORM}`,
        `Content-Length: ${body.length}`,
        "",
        body,
      ]);
      expect(signed, header).not.toContain("evil.example");
      expect([303, 400], header).toContain(statusOf(signed));
    }
    const mails = await prisma.mail.findMany();
    expect(JSON.stringify(mails)).not.toContain("evil.example");
  });

  test("who asks too often is told so, whatever address they say they have", async () => {
    const own = [
      "X-Forwarded-For",
      "X-Real-IP",
      "Forwarded",
      "True-Client-IP",
      "CF-Connecting-IP",
      "X-Client-IP",
      "X-Cluster-Client-IP",
    ];
    const spoofs = [
      ...own.map((header) => ({ header, value: "{random}" })),
      ...sharedRows<{ header: string; value: string }>("headers/client-ip-spoof.json"),
    ];
    const statuses: number[] = [];
    for (let turn = 0; turn < 70; turn++) {
      const { header, value } = spoofs[turn % spoofs.length] ?? { header: "X-Forwarded-For", value: "{random}" };
      const said = value.replaceAll("{random}", `10.1.${turn}.7`);
      statuses.push(await post("/login/code", { email: `spoof-${turn}@example.com` }, { [header]: said, Cookie: "" }));
    }
    expect(statuses.slice(-20)).toEqual(Array.from({ length: 20 }, () => 429));
  });
});

describe("kept pages", () => {
  const NOT_FOR_FETCH =
    /^(host|connection|content-length|transfer-encoding|expect|upgrade|te|trailer|keep-alive|proxy-.*|cookie2?|authorization)$/i;
  const OWN = [
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
    "X-Original-URL",
    "X-HTTP-Method-Override",
    "X-Forwarded-Prefix",
    "Accept",
    "Range",
  ];

  test("no header that does not belong to a page's name changes what the next visitor gets", async () => {
    const names = [...new Set([...OWN, ...sharedLines("headers/unkeyed-header-names.txt")])].filter(
      (name) => /^[\w-]+$/.test(name) && !NOT_FOR_FETCH.test(name),
    );
    const groups = Array.from({ length: Math.ceil(names.length / 40) }, (_, index) =>
      names.slice(index * 40, index * 40 + 40),
    );
    const alone = [...OWN, ...sample(names, 40)].map((name) => [name]);
    for (const [turn, group] of [...groups, ...alone].entries()) {
      // an address nobody has asked for yet, which the cache takes
      const url = `${server.origin}/?page=${turn}`;
      const headers = Object.fromEntries(group.map((name, index) => [name, `canary${turn}x${index}.evil.example`]));
      const poisoned = await fetch(url, { headers, redirect: "manual" });
      const first = `${[...poisoned.headers].join()}${await poisoned.text()}`;
      const clean = await fetch(url, { redirect: "manual" });
      const second = `${[...clean.headers].join()}${await clean.text()}`;
      expect(clean.status, group.join()).toBe(200);
      expect(clean.headers.get("ETag"), `${group.join()} keeps the page out`).not.toBeNull();
      expect(first.includes("canary"), `${group.join()} is told`).toBe(false);
      expect(second.includes("canary"), `${group.join()} is kept`).toBe(false);
      expect(second).toContain("A thread for everybody");
    }
  });

  test("what somebody signed in gets is kept for nobody", async () => {
    const mine = await (await fetch(`${server.origin}/threads/${threadId}`, { headers: { Cookie: cookie } })).text();
    const odd = [
      `${cookie}; theme=dark`,
      `theme=dark; ${cookie}`,
      `;;${cookie}`,
      ` theme=x;${cookie}`,
      `locale=de;  ${cookie}`,
    ];
    for (const Cookie of odd)
      await (await fetch(`${server.origin}/threads/${threadId}`, { headers: { Cookie } })).text();
    const visitors = await (await fetch(`${server.origin}/threads/${threadId}`)).text();
    const logout = 'action="/logout"';
    expect(mine).toContain(logout);
    expect(visitors).not.toContain(logout);
  });
});
