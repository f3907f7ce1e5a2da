import type { ActionFunctionArgs } from "@remix-run/node";
import { beforeEach, describe, expect, test } from "vitest";
import { startSession } from "../../app/domain/accounts/sessions.server.ts";
import type { Viewer } from "../../app/domain/accounts/viewer.ts";
import { findAskDraft } from "../../app/domain/threads/ask-drafts.server.ts";
import { prisma } from "../../app/platform/db.server.ts";
import * as permalink from "../../app/routes/posts.$id._index.tsx";
import * as edit from "../../app/routes/posts.$id.edit.tsx";
import * as history from "../../app/routes/posts.$id.history.tsx";
import * as outcome from "../../app/routes/posts.$id.outcome.tsx";
import * as solution from "../../app/routes/posts.$id.solution.tsx";
import * as page from "../../app/routes/threads.$number._index/route.tsx";
import * as affected from "../../app/routes/threads.$number.affected.tsx";
import * as details from "../../app/routes/threads.$number.details-request.tsx";
import * as hiding from "../../app/routes/threads.$number.hiding.tsx";
import * as replies from "../../app/routes/threads.$number.replies.tsx";
import * as ask from "../../app/routes/threads.new/route.tsx";
import { makeCategory, makeReply, makeThread, makeViewer } from "../factories.ts";
import { indexEverything } from "../support/indexing.ts";

const ORIGIN = "http://forum.example";
const cookies = new Map<number, string>();

let asker: Viewer;
let peer: Viewer;
let threadId: number;

beforeEach(async () => {
  [asker, peer] = await Promise.all([makeViewer(), makeViewer()]);
  threadId = (await makeThread(asker)).id;
});

async function cookieOf(viewer: Viewer | null) {
  if (!viewer) return "";
  const cookie = cookies.get(viewer.id) ?? (await startSession(viewer.id, "Test")).split(";")[0] ?? "";
  cookies.set(viewer.id, cookie);
  return cookie;
}

/** What Remix hands to a route for such a request. */
async function args(viewer: Viewer | null, path: string, init: RequestInit = {}): Promise<ActionFunctionArgs> {
  const [, noun, key = ""] = path.split(/[/?]/);
  const headers = { Cookie: await cookieOf(viewer), Origin: ORIGIN };
  const request = new Request(ORIGIN + path, { headers, ...init });
  const context = { nonce: "", requestId: "test", clientAddress: "192.0.2.1" };
  return { request, context, params: noun === "threads" ? { number: key } : { id: key } } as ActionFunctionArgs;
}

const post = (viewer: Viewer | null, path: string, fields: Record<string, string>) =>
  args(viewer, path, { method: "POST", body: new URLSearchParams(fields) });

/** What an action answered: where it sends, or the problem with its status. */
async function answerOf(running: Promise<unknown>) {
  const answer = await running.catch((thrown: unknown) => thrown);
  if (answer instanceof Response) return { status: answer.status, to: answer.headers.get("Location") };
  const { data, init } = answer as { data: { problem?: object; typed?: object }; init?: ResponseInit };
  return { status: init?.status, ...data };
}

describe("replying", () => {
  test("with a quote begins with what is quoted, for whoever may reply, and in its own thread only", async () => {
    const { id } = await makeReply(peer, threadId, "Hold WPS.");
    const quoted = async (viewer: Viewer | null, thread: number) =>
      (await page.loader(await args(viewer, `/threads/${thread}?quote=${id}`))).quoted;
    expect(await quoted(asker, threadId)).toMatchObject({ id, text: "> Hold WPS.\n\n" });
    expect(await quoted(null, threadId)).toBeNull();
    await expect(quoted(asker, (await makeThread(asker)).id)).rejects.toMatchObject({ init: { status: 404 } });
  });

  test("leads to the reply", async () => {
    const path = `/threads/${threadId}/replies`;
    const { status, to } = await answerOf(replies.action(await post(peer, path, { body: "Hold WPS." })));
    const reply = await prisma.post.findFirstOrThrow({ where: { threadId, position: 2 } });
    expect([status, to]).toEqual([303, `/threads/${threadId}#post-${reply.id}`]);
  });

  test("with nothing to say answers with the page, the problem and what was typed", async () => {
    const request = await post(peer, `/threads/${threadId}/replies`, { body: "  ", submissionKey: "reply-0001" });
    expect(await answerOf(replies.action(request))).toMatchObject({
      status: 422,
      problem: { code: "invalid_form", fields: { body: "required" } },
      typed: { body: "  " },
    });
    expect(await replies.loader(request)).toMatchObject({ thread: { id: threadId, replies: 0 } });
  });

  test("after the session has ended keeps the text", async () => {
    const request = await post(null, `/threads/${threadId}/replies`, { body: "Hold WPS." });
    const answer = { status: 409, problem: { code: "signed_out" }, typed: { body: "Hold WPS." } };
    expect(await answerOf(replies.action(request))).toMatchObject(answer);
  });

  test("to a thread one may not see is not found", async () => {
    await prisma.thread.update({ where: { id: threadId }, data: { hiddenAt: new Date() } });
    const path = `/threads/${threadId}/replies`;
    expect(await answerOf(replies.action(await post(peer, path, { body: "Hello" })))).toMatchObject({ status: 404 });
    expect(await answerOf(page.loader(await args(peer, `/threads/${threadId}`)))).toMatchObject({ status: 404 });
    expect(await answerOf(page.loader(await args(null, "/threads/12x")))).toMatchObject({ status: 404 });
  });

  test("from another site's form is refused", async () => {
    const request = await post(peer, `/threads/${threadId}/replies`, { body: "Hello" });
    request.request.headers.set("Origin", "http://elsewhere.example");
    expect(await answerOf(replies.action(request))).toMatchObject({ status: 403 });
    expect(await prisma.post.count({ where: { threadId } })).toBe(1);
  });
});

describe("what is done to a thread or a post", () => {
  test("leads back to it", async () => {
    const { id } = await makeReply(peer, threadId);
    const on = { is: "on" };
    const done = [
      affected.action(await post(peer, `/threads/${threadId}/affected`, on)),
      solution.action(await post(asker, `/posts/${id}/solution`, on)),
      outcome.action(await post(asker, `/posts/${id}/outcome`, { outcome: "worked" })),
    ];
    const answers = await Promise.all(done.map(answerOf));
    const reply = `/threads/${threadId}#post-${id}`;
    expect(answers).toEqual([`/threads/${threadId}`, reply, reply].map((to) => ({ status: 303, to })));
    expect(await prisma.thread.findUnique({ where: { id: threadId } })).toMatchObject({
      state: "solved",
      affectedCount: 1,
    });
  });

  test("by a visitor leads to signing in", async () => {
    const request = await post(null, `/threads/${threadId}/affected`, { is: "on" });
    expect(await answerOf(affected.action(request))).toMatchObject({ status: 302, to: "/login?redirectTo=%2F" });
  });

  test("by somebody who may not is forbidden", async () => {
    const { id } = await makeReply(peer, threadId);
    // Each is listened to as soon as it runs: one may be refused while the next is being made.
    const answers = await Promise.all([
      answerOf(solution.action(await post(peer, `/posts/${id}/solution`, { is: "on" }))),
      answerOf(hiding.action(await post(peer, `/threads/${threadId}/hiding`, { is: "on" }))),
      answerOf(details.action(await post(peer, `/threads/${threadId}/details-request`, { body: "Which?" }))),
      answerOf(edit.loader(await args(asker, `/posts/${id}/edit`))),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  });

  test("that is refused shows the page of the thread again", async () => {
    const question = await prisma.post.findFirstOrThrow({ where: { threadId, position: 1 } });
    const request = await post(asker, `/posts/${question.id}/solution`, { is: "on" });
    expect(await answerOf(solution.action(request))).toMatchObject({ status: 409, problem: { code: "not_a_reply" } });
    expect(await solution.loader(request)).toMatchObject({ thread: { id: threadId } });
  });
});

describe("the page of a thread", () => {
  test("tells a visitor nothing that is the asker's or staff's", async () => {
    const secret = await makeThread(asker, { desiredOutcome: "A refund of 20 euros." });
    const data = await page.loader(await args(null, `/threads/${secret.id}`));
    expect(JSON.stringify(data)).not.toMatch(/refund|desired|email/i);
    expect(data).toMatchObject({ may: { isVisitor: true, reply: false, hide: false }, submissionKey: "" });
  });

  test("says by when staff takes over, and stops saying so once somebody has answered", async () => {
    const before = await page.loader(await args(peer, `/threads/${threadId}`));
    expect(before.thread.staffTakesOverAt).toBeInstanceOf(Date);
    await makeReply(peer, threadId);
    const after = await page.loader(await args(peer, `/threads/${threadId}`));
    expect(after.thread.staffTakesOverAt).toBeNull();
  });

  test("leads to any post by the post's own address", async () => {
    const ids: number[] = [];
    for (let index = 0; index < 25; index++) ids.push((await makeReply(peer, threadId)).id);
    const { to } = await answerOf(permalink.loader(await args(null, `/posts/${ids[24]}`)));
    const data = await page.loader(await args(null, to?.split("#")[0] ?? ""));
    expect(data.replies.map(({ id }) => id)).toContain(ids[24]);
    expect(data.isFirstPage).toBe(false);
    expect(await answerOf(permalink.loader(await args(null, "/posts/999999")))).toMatchObject({ status: 404 });
  });
});

describe("editing", () => {
  test("of what somebody has changed meanwhile shows what it says now, and takes the second try", async () => {
    const { id } = await makeReply(peer, threadId, "Hold WSP.");
    const path = `/posts/${id}/edit`;
    await edit.action(await post(peer, path, { body: "Hold WPS.", revision: "1" }));
    const late = await post(peer, path, { body: "Press WPS.", revision: "1" });
    expect(await answerOf(edit.action(late))).toMatchObject({ status: 409, typed: { body: "Press WPS." } });
    expect(await edit.loader(late)).toMatchObject({ markdown: "Hold WPS.", revision: 2 });
    await edit.action(await post(peer, path, { body: "Press WPS.", revision: "2" }));
    const { changes } = await history.loader(await args(null, `/posts/${id}/history`));
    expect(changes.map(({ before, after }) => [before, after])).toEqual([
      ["Hold WPS.", "Press WPS."],
      ["Hold WSP.", "Hold WPS."],
    ]);
  });

  test("is read back change by change, page by page", async () => {
    const { id } = await makeReply(peer, threadId, "text 1");
    for (let revision = 1; revision <= 13; revision++) {
      await edit.action(
        await post(peer, `/posts/${id}/edit`, { body: `text ${revision + 1}`, revision: String(revision) }),
      );
    }
    const first = await history.loader(await args(null, `/posts/${id}/history`));
    expect([first.changes.length, first.changes[0]?.after, first.older]).toEqual([10, "text 14", 4]);
    const second = await history.loader(await args(null, `/posts/${id}/history?after=4`));
    expect(second.changes.map(({ before, after }) => [before, after])).toEqual([
      ["text 3", "text 4"],
      ["text 2", "text 3"],
      ["text 1", "text 2"],
    ]);
    expect(second.older).toBeNull();
  });
});

describe("asking", () => {
  let fields: Record<string, string>;
  beforeEach(async () => {
    const categoryId = String((await makeCategory()).id);
    const words = { title: `Oven hums ${categoryId}`, body: "Since the storm.", tried: "Unplugged it." };
    fields = {
      ...words,
      categoryId,
      expected: "",
      desiredOutcome: "A technician.",
      tags: "oven",
      submissionKey: `ask-${categoryId}-key`,
    };
  });

  test("leads to the new thread; twice with the same form, to the same", async () => {
    const first = await answerOf(ask.action(await post(peer, "/threads/new", fields)));
    const second = await answerOf(ask.action(await post(peer, "/threads/new", { ...fields, seen: "yes" })));
    expect(first.to).toMatch(/^\/threads\/\d+$/);
    expect(second).toEqual(first);
  });

  test("needs what happened and no more: it is called by its first sentence, and stands where its like stand", async () => {
    const near = { title: "Cooker hood rattles", body: "The cooker hood rattles when the window is open." };
    const { id } = await makeThread(asker, near);
    await makeThread(asker, { title: "Gramophone skips", body: "On the second side." });
    await indexEverything();
    const body = "Hi! The cooker hood rattles with an open window. Only then.";
    const { to } = await answerOf(ask.action(await post(peer, "/threads/new", { body, seen: "yes" })));
    const number = /^\/threads\/(\d+)\?placed=yes$/.exec(to ?? "")?.[1];
    const [asked, other] = await Promise.all(
      [Number(number), id].map((threadId) => prisma.thread.findUniqueOrThrow({ where: { id: threadId } })),
    );
    expect(asked?.title).toBe("The cooker hood rattles with an open window");
    expect(asked?.categoryId).toBe(other?.categoryId);
  });

  test("with a title that says nothing is shown a better one once, and posted as it is at the second press", async () => {
    const helpless = { ...fields, title: "HELP!!" };
    const { to } = await answerOf(ask.action(await post(peer, "/threads/new", helpless)));
    expect(to).toMatch(/^\/threads\/new\?draft=/);
    const posted = await answerOf(ask.action(await post(peer, "/threads/new", { ...helpless, seen: "yes" })));
    expect(posted.to).toMatch(/^\/threads\/\d+$/);
  });

  test("without being signed in leads there, if that is wanted, and back to what was typed", async () => {
    const wanted = await post(null, "/threads/new", { ...fields, intent: "sign-in" });
    const { status, to } = await answerOf(ask.action(wanted));
    const back = new URL(to ?? "", ORIGIN).searchParams.get("redirectTo") ?? "";
    expect([status, back]).toEqual([303, expect.stringMatching(/^\/threads\/new\?draft=[\w-]{32}$/)]);
    const { data } = await ask.loader(await args(peer, back));
    expect(data.typed).toMatchObject(fields);
    const posted = await post(peer, "/threads/new", { ...fields, draft: data.draftKey ?? "", seen: "yes" });
    expect((await answerOf(ask.action(posted))).to).toMatch(/^\/threads\/\d+$/);
    expect(await findAskDraft(peer, data.draftKey)).toBeNull();
  });

  test("previewed shows what others will read, to its author alone", async () => {
    const { to } = await answerOf(ask.action(await post(peer, "/threads/new", { ...fields, intent: "preview" })));
    const { preview, typed } = (await ask.loader(await args(peer, to ?? ""))).data;
    expect(preview).toMatchObject({ title: fields.title, question: expect.stringContaining("Since the storm.</p>") });
    expect(JSON.stringify(preview)).not.toContain("technician");
    expect(typed.desiredOutcome).toBe("A technician.");
    const { data: stranger } = await ask.loader(await args(asker, to ?? ""));
    expect([stranger.preview, stranger.typed]).toEqual([null, { title: "", categoryId: "" }]);
  });

  test("with something missing keeps what was typed and says what is missing", async () => {
    const request = await post(peer, "/threads/new", { ...fields, body: "\u200b", categoryId: "x" });
    expect(await answerOf(ask.action(request))).toMatchObject({
      status: 422,
      problem: { fields: { body: "required", categoryId: "invalid_value" } },
      typed: { title: fields.title },
    });
  });

  test("keeps even what a database refuses to store", async () => {
    const odd = { ...fields, intent: "preview", tried: "a\u0000b\ud800c" };
    const { to } = await answerOf(ask.action(await post(peer, "/threads/new", odd)));
    expect((await ask.loader(await args(peer, to ?? ""))).data.typed.tried).toBe("ab\ufffdc");
  });
});
