import { expect, test } from "vitest";
import { type Viewer, visitor } from "../../../app/domain/accounts/viewer.ts";
import {
  addIdentifier,
  changeIdentifier,
  listIdentifiers,
  requireIdentifier,
} from "../../../app/domain/private-values/change-identifiers.server.ts";
import { privateValuesIn } from "../../../app/domain/private-values/detect.server.ts";
import { detectionFor, forgetDetection } from "../../../app/domain/private-values/identifiers.server.ts";
import { keyOf } from "../../../app/domain/private-values/settle.server.ts";
import { settleForm } from "../../../app/domain/private-values/settle-form.server.ts";
import { replyToThread } from "../../../app/domain/threads/reply-to-thread.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { makeThread, makeViewer } from "../../factories.ts";

const described = { name: "Order", pattern: "ORD-#####", check: "none", privacy: "private", sample: "" } as const;

test("a kind of number that is described anew is another version; what the first has found stays its own", async () => {
  const admin = await makeViewer("admin");
  await addIdentifier(admin, described);
  const [{ id } = { id: 0 }] = await listIdentifiers(admin);
  const owner = await makeViewer();
  const form = new FormData();
  form.set(`settle.${keyOf("number", "ORD-12345")}`, "move");
  const said = await settleForm({ viewer: owner, form }, { body: "It is ORD-12345" }, ["body"]);
  const thread = await makeThread(owner);
  const reply = await replyToThread(owner, thread.id, said);

  const next = await changeIdentifier(admin, id, { ...described, pattern: "NW-######" });
  expect((await listIdentifiers(admin)).map(({ pattern }) => pattern)).toEqual(["NW-######"]);
  expect(await kinds(owner, "ORD-12345 and NW-123456")).toEqual(["number"]);
  const kept = await prisma.privateValue.findFirstOrThrow({ where: { postId: reply.id } });
  expect(kept.identifierId).toBe(id);
  expect((await requireIdentifier(admin, next.id)).map(({ pattern, found }) => [pattern, found])).toEqual([
    ["NW-######", 0],
    ["ORD-#####", 1],
  ]);
  // Saved as it is, it is no version; an old one is changed no more, and to others nothing of it is there.
  expect(await changeIdentifier(admin, next.id, { ...described, pattern: "NW-######" })).toEqual(next);
  await expect(changeIdentifier(admin, id, described)).rejects.toMatchObject({ code: "not_found" });
  await expect(requireIdentifier(await makeViewer("manager"), next.id)).rejects.toMatchObject({ code: "not_found" });
  forgetDetection();
});

const kinds = async (viewer: Viewer, text: string) =>
  (await privateValuesIn(text, await detectionFor(viewer))).map(({ kind }) => kind);

test("telephones are known as they are written where their writer is, besides where the site is", async () => {
  const text = "It is 090-1234-5678 now";
  expect(await kinds(visitor("en", "UTC"), text)).toEqual([]);
  expect(await kinds(visitor("en", "Asia/Tokyo"), text)).toEqual(["phone"]);
});
