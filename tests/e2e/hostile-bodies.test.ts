import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSession } from "../../app/domain/accounts/sessions.server.ts";
import { databaseUrl } from "../../app/platform/env.server.ts";
import { makeThread, makeViewer } from "../factories.ts";
import { startServer, type TestServer } from "../support/server.ts";

const MB = 1024 * 1024;

let server: TestServer;
let cookie: string;
let threadId: number;

beforeAll(async () => {
  const viewer = await makeViewer("agent_1");
  threadId = (await makeThread(viewer, { title: "A thread for everybody" })).id;
  server = await startServer({ databaseUrl: databaseUrl(), env: { DEMO: "0" } });
  cookie = (await startSession(viewer.id, "hostile")).split(";")[0] ?? "";
});
afterAll(() => server?.stop());

interface Sent {
  headers?: Record<string, string>;
  body?: BodyInit;
}

const post = async (url: string, { headers, body }: Sent) => {
  const init = {
    method: "POST",
    body,
    redirect: "manual",
    headers: { Origin: server.origin, Cookie: cookie, ...headers },
  };
  const response = await fetch(server.origin + url, { ...init, duplex: "half" } as RequestInit);
  return { status: response.status, text: await response.text() };
};

async function memory() {
  const text = await (await fetch(`${server.origin}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1] ?? Number.NaN);
}

const form = "application/x-www-form-urlencoded";
const multipart = (body: string, boundary = "b") => ({
  headers: { "Content-Type": `multipart/form-data; boundary=${boundary}` },
  body,
});
const part = (head: string, text = "x") => `--b\r\n${head}\r\n\r\n${text}\r\n`;

/** Bodies that are not what a form sends. */
const oddBodies: Record<string, Sent> = {
  "no body": {},
  JSON: { headers: { "Content-Type": "application/json" }, body: '{"body":"x","is":"on"}' },
  "broken JSON": { headers: { "Content-Type": "application/json" }, body: '{"body":' },
  "plain text": { headers: { "Content-Type": "text/plain" }, body: "body=x&is=on" },
  XML: {
    headers: { "Content-Type": "text/xml" },
    body: '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
  },
  "no type": { headers: { "Content-Type": "" }, body: new Uint8Array([0, 255, 254]) },
  "a type that is none": { headers: { "Content-Type": "a/b; c=d; charset=utf-99" }, body: "body=x" },
  "another charset": { headers: { "Content-Type": `${form}; charset=utf-16` }, body: "body=x" },
  "bytes that are no UTF-8": {
    headers: { "Content-Type": form },
    body: new Uint8Array([98, 111, 100, 121, 61, 0xff, 0xc0, 0x80]),
  },
  "broken percents": { headers: { "Content-Type": form }, body: "body=%ZZ%&%=%u0000&is=%c3%28" },
  "names only": { headers: { "Content-Type": form }, body: "&&&=&=&&body&is&&=x" },
  "half a million separators": { headers: { "Content-Type": form }, body: "&".repeat(500_000) },
  "a hundred thousand fields": { headers: { "Content-Type": form }, body: "a=1&".repeat(100_000) },
  "a name of half a megabyte": { headers: { "Content-Type": form }, body: `${"[a]".repeat(170_000)}=1` },
  "a text of almost a megabyte": { headers: { "Content-Type": form }, body: `body=${"x".repeat(MB - 100)}` },
  "said to be compressed": { headers: { "Content-Type": form, "Content-Encoding": "gzip" }, body: "body=x" },
  "multipart without boundary": {
    headers: { "Content-Type": "multipart/form-data" },
    body: part('Content-Disposition: form-data; name="body"'),
  },
  "multipart cut off": multipart(part('Content-Disposition: form-data; name="body"')),
  "multipart of another boundary": multipart(
    `${part('Content-Disposition: form-data; name="body"')}--b--\r\n`,
    "other",
  ),
  "multipart without names": multipart(`${part("Content-Disposition: form-data")}--b--\r\n`),
  "multipart with odd heads": multipart(
    `${part("Content-Disposition: attachment; name=\"body\r\nX: y\"; filename*=utf-8''..%2fx")}--b--\r\n`,
  ),
  "multipart of many parts": multipart(`${part('Content-Disposition: form-data; name="a"').repeat(8_000)}--b--\r\n`),
  "multipart with a file for the text": multipart(
    `${part('Content-Disposition: form-data; name="body"; filename="x.html"')}--b--\r\n`,
  ),
};

describe("bodies that are no form's", () => {
  test.each(Object.entries(oddBodies))(
    "%s: refused, or taken for what it says; never an error of ours",
    async (_name, sent) => {
      for (const url of ["/login", "/threads/new", `/threads/${threadId}/replies`, "/preferences"]) {
        const { status } = await post(url, sent);
        expect(status, url).toBeLessThan(500);
      }
    },
  );

  test("more than a megabyte is refused before it is read, said or not said how long it is", async () => {
    const before = await memory();
    const large = "x".repeat(10 * MB);
    const chunks = () => new Blob([`body=${large}`]).stream();
    for (let turn = 0; turn < 8; turn++) {
      for (const body of [`body=${large}`, chunks()]) {
        const answer = await post("/login", { headers: { "Content-Type": form }, body }).catch((error: Error) => error);
        // a server may hang up on whoever goes on talking
        if (!(answer instanceof Error)) expect(answer.status).toBe(413);
      }
    }
    expect((await memory()) - before).toBeLessThan(200 * MB);
    expect((await fetch(`${server.origin}/health`)).status).toBe(200);
  });
});
