import { beforeEach, describe, expect, test } from "vitest";
import type { Viewer } from "../../../app/domain/accounts/viewer.ts";
import { visitor } from "../../../app/domain/accounts/viewer.ts";
import { editPost } from "../../../app/domain/threads/edit-post.server.ts";
import { editQuestion } from "../../../app/domain/threads/edit-question.server.ts";
import { editQuestionInput } from "../../../app/domain/threads/input.ts";
import { readThread } from "../../../app/domain/threads/read-thread.server.ts";
import { listChanges } from "../../../app/domain/threads/revisions.server.ts";
import type { ReadableBy } from "../../../app/generated/prisma/enums.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { makeThread, makeViewer } from "../../factories/tickets.ts";

let asker: Viewer;
let threadId: number;
let questionId: number;
let categoryId: number;

beforeEach(async () => {
  asker = await makeViewer();
  threadId = (await makeThread(asker, { waitingSince: new Date() })).id;
  const thread = await prisma.thread.findUniqueOrThrow({ where: { id: threadId }, include: { posts: true } });
  questionId = thread.posts[0]?.id ?? 0;
  categoryId = thread.categoryId;
});

/** The form as it is filled in when nothing is changed but this. */
const form = (changes: Record<string, string> = {}) =>
  editQuestionInput.parse({
    title: "Printer forgets Wi-Fi",
    body: "The lamp blinks red.",
    expected: "",
    tried: "",
    tags: "",
    categoryId: String(categoryId),
    revision: "1",
    ...changes,
  });

async function makeCategory(slug: string, readableBy: ReadableBy, escalateAfterHours: number | null = null) {
  const category = await prisma.category.upsert({
    where: { slug },
    create: { slug, name: slug, readableBy },
    update: {},
  });
  if (escalateAfterHours !== null) {
    const rules = { nudgeAfterHours: 0, escalateAfterHours };
    await prisma.escalationPolicy.create({ data: { categoryId: category.id, version: 1, rules, isCurrent: true } });
  }
  return category;
}

describe("editing a question", () => {
  test("changes all of it in one step, and keeps what it was", async () => {
    const changes = { title: "Printer loses Wi-Fi", body: "It blinks.", expected: "To print.", tags: "wifi, printer" };
    await editQuestion(asker, threadId, form(changes));
    const thread = await readThread(visitor(), threadId);
    expect(thread).toMatchObject({
      title: "Printer loses Wi-Fi",
      markdown: "It blinks.",
      expected: "To print.",
      revision: 2,
    });
    expect(thread.tags.map(({ slug }) => slug)).toEqual(["printer", "wifi"]);
    await editQuestion(asker, threadId, form({ ...changes, tags: "printer", revision: "2" }));
    const { changes: past } = await listChanges(visitor(), questionId, null);
    expect(past.map(({ before, after, heads }) => [before, after, heads?.before.title, heads?.after.tags])).toEqual([
      ["It blinks.", "It blinks.", "Printer loses Wi-Fi", ["printer"]],
      ["The lamp blinks red.", "It blinks.", "Printer forgets Wi-Fi", ["printer", "wifi"]],
    ]);
  });

  test("with nothing changed leaves it as it is", async () => {
    await editQuestion(asker, threadId, form());
    expect(await prisma.postRevision.count({ where: { postId: questionId } })).toBe(0);
  });

  test("that has changed since it was read is refused; of three at once one gets through", async () => {
    const titles = ["One", "Two", "Three"];
    const results = await Promise.allSettled(titles.map((title) => editQuestion(asker, threadId, form({ title }))));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(editQuestion(asker, threadId, form({ title: "Late" }))).rejects.toMatchObject({
      code: "post_changed",
    });
  });

  test("moves it where its editor may ask, and nowhere else", async () => {
    const office = await makeCategory("edit-office", "staff");
    const move = form({ categoryId: String(office.id) });
    await expect(editQuestion(asker, threadId, move)).rejects.toMatchObject({ fields: { categoryId: "required" } });
    await editQuestion(await makeViewer("agent_1"), threadId, move);
    await expect(readThread(visitor(), threadId)).rejects.toMatchObject({ status: 404 });
    await expect(listChanges(visitor(), questionId, null)).rejects.toMatchObject({ status: 404 });
  });

  test("moved, waits for as long as one does there", async () => {
    const patient = await makeCategory("edit-patient", "everyone", 100);
    const hasty = await makeCategory("edit-hasty", "everyone", 1);
    const dueIn = async (id: number, revision: string) => {
      await editQuestion(asker, threadId, form({ categoryId: String(id), revision }));
      return (await prisma.thread.findUniqueOrThrow({ where: { id: threadId } })).escalateAt?.getTime() ?? 0;
    };
    expect(await dueIn(patient.id, "1")).toBeGreaterThan(await dueIn(hasty.id, "2"));
  });

  test("is for its author and the desk, and not by way of a reply's page", async () => {
    const peer = await makeViewer();
    await expect(editQuestion(peer, threadId, form({ title: "Mine" }))).rejects.toMatchObject({ status: 403 });
    await expect(editPost(asker, questionId, { body: "Mine.", revision: 1 })).rejects.toMatchObject({ status: 404 });
  });
});
