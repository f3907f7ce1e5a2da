import type { ActionFunctionArgs } from "@remix-run/node";
import { expect, test } from "vitest";
import { startSession } from "../../../app/domain/accounts/sessions.server.ts";
import { isTimeZone } from "../../../app/domain/accounts/time-zone.ts";
import { viewerOf } from "../../../app/domain/accounts/viewer.server.ts";
import { action as choose } from "../../../app/routes/preferences.tsx";
import { makeViewer } from "../../factories.ts";

const requestOf = (id: string, Cookie: string) =>
  new Request("http://localhost/threads/1", { headers: { "X-Request-Id": id, Cookie } });

const cookieOf = async (accountId: number) => (await startSession(accountId, "Test")).split(";")[0] ?? "";

test("the parts of one request share one look at its session; another request, or another's cookie, gets its own", async () => {
  const [vera, kenji] = [await makeViewer(), await makeViewer()];
  const cookie = await cookieOf(vera.id);
  const first = viewerOf(requestOf("a-1", cookie));
  expect(viewerOf(requestOf("a-1", cookie))).toBe(first);
  expect(viewerOf(requestOf("a-2", cookie))).not.toBe(first);
  expect((await first).id).toBe(vera.id);
  expect((await viewerOf(requestOf("a-1", await cookieOf(kenji.id)))).id).toBe(kenji.id);
  expect((await viewerOf(requestOf("a-1", ""))).kind).toBe("visitor");
});

test("a language chosen at a page's foot is the account's from then on, and a visitor's in their browser", async () => {
  const vera = await makeViewer();
  const chosen = async (Cookie: string) => {
    const init = { method: "POST", body: new URLSearchParams({ locale: "de", redirectTo: "/cases" }) };
    const request = new Request("http://localhost/preferences", {
      ...init,
      headers: { Cookie, Origin: "http://localhost" },
    });
    return choose({ request, params: {}, context: {} } as ActionFunctionArgs) as Promise<Response>;
  };
  const cookie = await cookieOf(vera.id);
  expect((await chosen(cookie)).headers.get("Location")).toBe("/cases");
  expect((await viewerOf(requestOf("b-1", cookie))).locale).toBe("de");
  const mark = (await chosen("")).headers.get("Set-Cookie") ?? "";
  expect((await viewerOf(requestOf("b-2", mark.split(";")[0] ?? ""))).locale).toBe("de");
});

test("a time zone is taken by any name that browsers give it, and nothing else is", () => {
  for (const name of [
    "UTC",
    "Etc/UTC",
    "Europe/Berlin",
    "Asia/Kolkata",
    "Asia/Calcutta",
    "Europe/Kyiv",
    "America/Argentina/Ushuaia",
  ])
    expect(isTimeZone(name), name).toBe(true);
  for (const name of ["", "Mars/Olympus", "+05:00", "Europe/Berlin; x", "../etc/passwd"])
    expect(isTimeZone(name), name).toBe(false);
});
