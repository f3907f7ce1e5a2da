import { beforeEach, describe, expect, test } from "vitest";
import { NOBODY, type Viewer, visitor } from "../../../app/domain/accounts/viewer.ts";
import { askForDetails } from "../../../app/domain/threads/ask-for-details.server.ts";
import { editPost } from "../../../app/domain/threads/edit-post.server.ts";
import { markSolution } from "../../../app/domain/threads/mark-solution.server.ts";
import { replyToThread } from "../../../app/domain/threads/reply-to-thread.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { Conflict, Forbidden, NotFound } from "../../../app/platform/errors.ts";
import { makeCategory, makeReply, makeThread, makeViewer } from "../../factories.ts";

let asker: Viewer;
let peer: Viewer;
let threadId: number;

beforeEach(async () => {
  [asker, peer] = await Promise.all([makeViewer(), makeViewer()]);
  threadId = (await makeThread(asker)).id;
});

const thread = () => prisma.thread.findUniqueOrThrow({ where: { id: threadId } });
const jobs = (task: string) =>
  prisma.$queryRaw<{ key: string }[]>`SELECT key FROM graphile_worker.jobs WHERE task_identifier = ${task}`;

describe("asking", () => {
  test("twice with the same form makes one thread, also at the same moment", async () => {
    const categoryId = String((await makeCategory()).id);
    const form = { categoryId, submissionKey: "form-0001" };
    const threads = await Promise.all(Array.from({ length: 6 }, () => makeThread(asker, form)));
    expect(new Set(threads.map(({ id }) => id)).size).toBe(1);
  });

  test("with the same form by two people makes two threads", async () => {
    const form = { submissionKey: "form-0002" };
    expect((await makeThread(asker, form)).id).not.toBe((await makeThread(peer, form)).id);
  });

  test("in a category one may not read is refused as if it were not there", async () => {
    const categoryId = String((await makeCategory({ readableBy: "staff" })).id);
    await expect(makeThread(asker, { categoryId })).rejects.toMatchObject({ fields: { categoryId: "required" } });
    await expect(makeThread(await makeViewer("agent_1"), { categoryId })).resolves.toHaveProperty("id");
  });

  test("starts the clock of silence and makes its author follow it", async () => {
    const { state, waitingSince, escalateAt } = await thread();
    expect(state).toBe("needs_attention");
    expect(waitingSince).toBeInstanceOf(Date);
    expect(escalateAt?.getTime()).toBeGreaterThan(Date.now());
    expect(await prisma.watch.count({ where: { threadId, accountId: asker.id, reason: "asked" } })).toBe(1);
  });
});

describe("whose turn it is", () => {
  test("another's reply ends the wait, the asker's next word begins a new one", async () => {
    await makeReply(peer, threadId);
    expect(await thread()).toMatchObject({ state: "responded", waitingSince: null, escalateAt: null, replyCount: 1 });
    await makeReply(asker, threadId, "That did nothing.");
    expect(await thread()).toMatchObject({ state: "needs_attention", replyCount: 2 });
    expect((await thread()).escalateAt).toBeInstanceOf(Date);
  });

  test("a second word of the asker's does not start the wait anew", async () => {
    const { waitingSince } = await thread();
    await makeReply(asker, threadId, "Anybody?");
    expect((await thread()).waitingSince).toEqual(waitingSince);
  });

  test("a reply to a solved thread leaves it solved", async () => {
    const reply = await makeReply(peer, threadId);
    await markSolution(asker, reply.id);
    await makeReply(asker, threadId, "Thanks!");
    expect(await thread()).toMatchObject({ state: "solved", escalateAt: null, replyCount: 2 });
  });

  test("an imported thread that is solved without saying by what stays solved", async () => {
    await prisma.thread.update({ where: { id: threadId }, data: { state: "solved", solvedAt: new Date(0) } });
    await makeReply(peer, threadId);
    expect(await thread()).toMatchObject({ state: "solved", solvedAt: new Date(0) });
  });
});

describe("asking for details", () => {
  test("stops the clock until the asker comes back, whatever others say meanwhile", async () => {
    await askForDetails(await makeViewer("expert"), threadId, { body: "Which firmware?" });
    expect(await thread()).toMatchObject({ state: "needs_info", escalateAt: null, replyCount: 1 });
    await makeReply(peer, threadId, "I have it too.");
    expect((await thread()).state).toBe("needs_info");
    await makeReply(asker, threadId, "4.12");
    expect((await thread()).state).toBe("needs_attention");
  });

  test("is for staff and experts, and not for the asker", async () => {
    await expect(askForDetails(peer, threadId, { body: "Which?" })).rejects.toThrow(Forbidden);
    await expect(askForDetails(asker, threadId, { body: "Which?" })).rejects.toThrow(Forbidden);
    expect((await thread()).replyCount).toBe(0);
  });

  test("is too late once the thread is solved", async () => {
    const reply = await makeReply(peer, threadId);
    await markSolution(asker, reply.id);
    await expect(askForDetails(await makeViewer("agent_1"), threadId, { body: "Which?" })).rejects.toThrow(Conflict);
  });
});

describe("replying", () => {
  test("twice with the same form makes one reply, also at the same moment", async () => {
    const input = { body: "Hold WPS.", submissionKey: "reply-001" };
    const replies = await Promise.all(Array.from({ length: 6 }, () => replyToThread(peer, threadId, input)));
    expect(new Set(replies.map(({ id }) => id)).size).toBe(1);
    expect((await thread()).replyCount).toBe(1);
  });

  test("at once gives every reply a place and loses none of the count", async () => {
    const people = await Promise.all(Array.from({ length: 12 }, () => makeViewer()));
    await Promise.all(people.map((one) => makeReply(one, threadId)));
    const posts = await prisma.post.findMany({ where: { threadId }, orderBy: { position: "asc" } });
    expect(posts.map(({ position }) => position)).toEqual(Array.from({ length: 13 }, (_, index) => index + 1));
    expect((await thread()).replyCount).toBe(12);
  });

  test("is for whoever is signed in and not suspended", async () => {
    await expect(makeReply(visitor(), threadId)).rejects.toMatchObject({ code: "sign_in_first" });
    await expect(makeReply({ ...peer, isSuspended: true }, threadId)).rejects.toMatchObject({ code: "suspended" });
    expect(visitor().id).toBe(NOBODY);
  });

  test("to a thread one may not see is refused as if it were not there", async () => {
    await prisma.thread.update({ where: { id: threadId }, data: { hiddenAt: new Date() } });
    await expect(makeReply(peer, threadId)).rejects.toThrow(NotFound);
    await expect(makeReply(asker, threadId)).rejects.toThrow(Forbidden);
  });

  test("makes one follow the thread, but not one who muted it", async () => {
    await makeReply(peer, threadId);
    const key = { threadId_accountId: { threadId, accountId: peer.id } };
    expect(await prisma.watch.findUnique({ where: key })).toMatchObject({ reason: "replied", level: "watching" });
    await prisma.watch.update({ where: key, data: { level: "muted" } });
    await makeReply(peer, threadId);
    expect(await prisma.watch.findUnique({ where: key })).toMatchObject({ level: "muted" });
  });

  test("queues its consequences in the same commit", async () => {
    await makeReply(peer, threadId);
    expect((await jobs("index")).map(({ key }) => key)).toContain(`index:thread:${threadId}`);
  });
});

describe("editing", () => {
  let postId: number;
  beforeEach(async () => {
    postId = (await makeReply(peer, threadId, "Hold WSP.")).id;
  });

  test("keeps what it said before, and by whom it was changed", async () => {
    await editPost(peer, postId, { body: "Hold WPS.", revision: 1 });
    const agent = await makeViewer("agent_1");
    await editPost(agent, postId, { body: "Hold WPS for five seconds.", revision: 2 });
    expect(await prisma.post.findUnique({ where: { id: postId } })).toMatchObject({
      markdown: "Hold WPS for five seconds.",
      revision: 3,
    });
    const past = await prisma.postRevision.findMany({ where: { postId }, orderBy: { revision: "asc" } });
    expect(past.map(({ markdown, editorId }) => [markdown, editorId])).toEqual([
      ["Hold WSP.", peer.id],
      ["Hold WPS.", agent.id],
    ]);
  });

  test("of a text that has changed since it was read is refused, and changes nothing", async () => {
    await editPost(peer, postId, { body: "Hold WPS.", revision: 1 });
    const late = editPost(await makeViewer("agent_1"), postId, { body: "Press WPS.", revision: 1 });
    await expect(late).rejects.toMatchObject({ code: "post_changed" });
    expect((await prisma.post.findUniqueOrThrow({ where: { id: postId } })).markdown).toBe("Hold WPS.");
  });

  test("at the same moment lets one through", async () => {
    const results = await Promise.allSettled(
      ["a", "b", "c"].map((body) => editPost(peer, postId, { body, revision: 1 })),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await prisma.postRevision.count({ where: { postId } })).toBe(1);
  });

  test("a slip soon after posting, before anybody has spoken, makes no mark; later, or after others, it does", async () => {
    const edit = async (revision: number, body: string, viewer = peer) => {
      await editPost(viewer, postId, { body, revision });
      return (await prisma.post.findUniqueOrThrow({ where: { id: postId } })).editedAt;
    };
    expect(await edit(1, "Hold WPS.")).toBeNull();
    expect(await prisma.postRevision.count({ where: { postId } })).toBe(1);
    await makeReply(asker, threadId, "How long?");
    expect(await edit(2, "Hold WPS for five seconds.")).toBeInstanceOf(Date);

    postId = (await makeReply(peer, threadId, "Or resett it.")).id;
    expect(await edit(1, "Or reset it!", await makeViewer("agent_1"))).toBeInstanceOf(Date);
    postId = (await makeReply(peer, threadId, "Sorry for thhis.")).id;
    await prisma.post.update({ where: { id: postId }, data: { createdAt: new Date(Date.now() - 6 * 60_000) } });
    await prisma.thread.update({ where: { id: threadId }, data: { lastPostAt: new Date(Date.now() - 6 * 60_000) } });
    expect(await edit(1, "Sorry for this.")).toBeInstanceOf(Date);
  });

  test("with the same text changes nothing", async () => {
    await editPost(peer, postId, { body: "Hold WSP.", revision: 1 });
    expect((await prisma.post.findUniqueOrThrow({ where: { id: postId } })).editedAt).toBeNull();
  });

  test("is for its author and the desk", async () => {
    await expect(editPost(asker, postId, { body: "Mine.", revision: 1 })).rejects.toThrow(Forbidden);
    await expect(editPost(visitor(), postId, { body: "Mine.", revision: 1 })).rejects.toThrow(Forbidden);
  });
});
