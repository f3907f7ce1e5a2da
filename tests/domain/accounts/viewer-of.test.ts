import { expect, test } from "vitest";
import { startSession } from "../../../app/domain/accounts/sessions.server.ts";
import { viewerOf } from "../../../app/domain/accounts/viewer.server.ts";
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
