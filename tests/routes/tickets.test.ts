import type { ActionFunctionArgs } from "@remix-run/node";
import { describe, expect, test } from "vitest";
import { startSession } from "../../app/domain/accounts/sessions.server.ts";
import type { Viewer } from "../../app/domain/accounts/viewer.ts";
import { visitor } from "../../app/domain/accounts/viewer.ts";
import { addNote } from "../../app/domain/tickets/add-note.server.ts";
import { laneOf } from "../../app/domain/tickets/lane.server.ts";
import { linkThread } from "../../app/domain/tickets/link-thread.server.ts";
import { markSpam } from "../../app/domain/tickets/mark-spam.server.ts";
import { respond } from "../../app/domain/tickets/respond.server.ts";
import { prisma } from "../../app/platform/db.server.ts";
import * as requests from "../../app/routes/requests._index.tsx";
import * as request from "../../app/routes/requests.$number._index/route.tsx";
import * as confirmation from "../../app/routes/requests.$number.confirmation.tsx";
import * as responses from "../../app/routes/requests.$number.responses.tsx";
import * as verdict from "../../app/routes/requests.$number.verdict.tsx";
import * as inbox from "../../app/routes/staff._index/route.tsx";
import * as undoing from "../../app/routes/staff.deeds.$id.undoing.tsx";
import * as ticketPage from "../../app/routes/staff.tickets.$number._index/route.tsx";
import * as assignment from "../../app/routes/staff.tickets.$number.assignment.tsx";
import * as deskResponses from "../../app/routes/staff.tickets.$number.responses.tsx";
import * as returning from "../../app/routes/staff.tickets.$number.return.tsx";
import * as staff from "../../app/routes/staff.tsx";
import * as escalationRoute from "../../app/routes/threads.$number.escalation.tsx";
import { hashOf, makeCase, makeThread, makeViewer, seen, ticketOf, versionOf } from "../factories/tickets.ts";

const ORIGIN = "http://forum.example";

/** What Remix hands to a route for such a request. */
async function args(viewer: Viewer | null, path: string, init: RequestInit = {}): Promise<ActionFunctionArgs> {
  const cookie = viewer ? ((await startSession(viewer.id, "Test")).split(";")[0] ?? "") : "";
  const headers = { Cookie: cookie, Origin: ORIGIN, ...init.headers };
  const context = { nonce: "", requestId: "test", clientAddress: "192.0.2.7" };
  const params = { number: /\d+/.exec(path)?.[0] };
  return {
    request: new Request(ORIGIN + path, { ...init, headers }),
    context,
    params,
  } as unknown as ActionFunctionArgs;
}

const post = (viewer: Viewer | null, path: string, fields: Record<string, string | number>) => {
  const pairs = Object.entries(fields).map(([name, value]) => [name, String(value)]);
  return args(viewer, path, { method: "POST", body: new URLSearchParams(pairs) });
};

/** What a route answered: where it sends, the problem with its status, or what it loaded. */
async function answerOf(running: Promise<unknown>) {
  const answer = await running.catch((thrown: unknown) => thrown);
  if (answer instanceof Response) return { status: answer.status, to: answer.headers.get("Location") };
  const { data, init } = answer as { data?: { problem?: object; typed?: object; code?: string }; init?: ResponseInit };
  return { status: init?.status, ...data };
}

describe("escalating", () => {
  test("leads the asker to the read-back, staff to the ticket, and a visitor to sign in", async () => {
    const [asker, agent] = [await makeViewer(), await makeViewer("agent_1")];
    const [mine, theirs] = [await makeThread(asker), await makeThread(asker)];
    const send = (viewer: Viewer | null, id: number) =>
      post(viewer, `/threads/${id}/escalation`, {}).then((args) => answerOf(escalationRoute.action(args)));
    const own = await send(asker, mine.id);
    const { ticketId } = await prisma.ticketThread.findFirstOrThrow({ where: { threadId: mine.id } });
    expect(own).toEqual({ status: 303, to: `/requests/${ticketId}` });
    expect((await send(agent, theirs.id)).to).toMatch(/^\/staff\/tickets\/\d+$/);
    expect(await send(null, theirs.id)).toEqual({ status: 302, to: "/login?redirectTo=%2F" });
  });

  test("too early answers with the thread's page; an account-specific matter goes at once", async () => {
    const asker = await makeViewer();
    const { id } = await makeThread(asker, { createdAt: new Date() });
    const path = `/threads/${id}/escalation`;
    const early = await post(asker, path, {});
    expect(await answerOf(escalationRoute.action(early))).toMatchObject({
      status: 409,
      problem: { code: "too_early_to_escalate" },
    });
    const { status } = await answerOf(escalationRoute.action(await post(asker, path, { isAccountSpecific: "yes" })));
    expect(status).toBe(303);
  });
});

describe("the request's page", () => {
  test("is the requester's, and the desk's without the buttons; for others it is not there", async () => {
    const { requester, agent, ticketId } = await makeCase("open");
    const path = `/requests/${ticketId}`;
    expect(await request.loader(await args(requester, path))).toMatchObject({ request: { seenBy: "requester" } });
    expect(await request.loader(await args(agent, path))).toMatchObject({ request: { seenBy: "staff" } });
    for (const role of ["customer", "expert", "technician", "admin"] as const) {
      const answer = await answerOf(request.loader(await args(await makeViewer(role), path)));
      expect(answer, role).toMatchObject({ status: 404 });
    }
    const login = `/login?redirectTo=${encodeURIComponent(path)}`;
    expect(await answerOf(request.loader(await args(null, path)))).toEqual({ status: 302, to: login });
  });

  test("holds no note, nobody else's thread, and of the desk only names", async () => {
    const { requester, agent, ticketId } = await makeCase("open");
    const other = await makeThread(await makeViewer(), { title: "kanarithread" });
    await linkThread(agent, ticketId, { threadId: other.id, ...(await seen(ticketId)) });
    await addNote(agent, ticketId, { body: "kanarinote" });
    const loaded = JSON.stringify(await request.loader(await args(requester, `/requests/${ticketId}`)));
    expect(loaded).not.toMatch(/kanari|@example\.com/);
    const atDesk = JSON.stringify(await ticketPage.loader(await args(agent, `/staff/tickets/${ticketId}`)));
    expect(atDesk).toContain("kanarinote");
    expect(atDesk).toContain("kanarithread");
  });

  test("confirming goes back to the page the lane stands on, and never to another site", async () => {
    const { requester, ticketId, threadId } = await makeCase("read_back");
    const path = `/requests/${ticketId}/confirmation`;
    const hash = await hashOf(ticketId);
    const sent = await post(requester, path, { hash, back: `/threads/${threadId}` });
    expect(await answerOf(confirmation.action(sent))).toEqual({ status: 303, to: `/threads/${threadId}#request` });
    const away = await post(requester, path, { hash, back: "//evil.example" });
    expect(await answerOf(confirmation.action(away))).toEqual({ status: 303, to: `/requests/${ticketId}#request` });
  });

  test("a form of another site is refused", async () => {
    const { requester, ticketId } = await makeCase("read_back");
    const body = new URLSearchParams({ hash: await hashOf(ticketId) });
    const init = { method: "POST", body, headers: { Origin: "https://evil.example" } };
    const forged = await args(requester, `/requests/${ticketId}/confirmation`, init);
    expect(await answerOf(confirmation.action(forged))).toMatchObject({ status: 403 });
    expect((await ticketOf(ticketId)).state).toBe("read_back");
  });

  test("a message sent while it was being resolved is kept, and the verdict asked for", async () => {
    const { requester, ticketId } = await makeCase("resolved");
    const sent = await post(requester, `/requests/${ticketId}/responses`, { body: "One more thing" });
    expect(await answerOf(responses.action(sent))).toMatchObject({
      status: 409,
      problem: { code: "say_if_solved" },
      typed: { body: "One more thing" },
    });
  });

  test("not solved needs a word, solved needs none", async () => {
    const { requester, ticketId } = await makeCase("resolved");
    const path = `/requests/${ticketId}/verdict`;
    const silent = await post(requester, path, { is: "not_solved", body: "" });
    expect(await answerOf(verdict.action(silent))).toMatchObject({
      status: 422,
      problem: { fields: { body: "required" } },
    });
    expect((await answerOf(verdict.action(await post(requester, path, { is: "solved", body: "" })))).status).toBe(303);
    expect((await ticketOf(ticketId)).state).toBe("closed");
  });
});

test("my requests say whose turn it is, and are nobody else's", async () => {
  const [open, reading] = [await makeCase("open"), await makeCase("read_back")];
  const me = open.requester;
  const mine = await requests.loader(await args(me, "/requests"));
  expect(mine.requests.map(({ number, isMyTurn }) => [number, isMyTurn])).toEqual([[open.ticketId, false]]);
  const theirs = await requests.loader(await args(reading.requester, "/requests"));
  expect(theirs.requests.map(({ isMyTurn }) => isMyTurn)).toEqual([true]);
});

describe("the desk", () => {
  test("is for staff: members find nothing, visitors sign in, staff without a desk is told so", async () => {
    const { requester, agent } = await makeCase("open");
    expect(await answerOf(staff.loader(await args(requester, "/staff")))).toMatchObject({ status: 404 });
    const { status } = await answerOf(staff.loader(await args(null, "/staff")));
    expect(status).toBe(302);
    expect(await inbox.loader(await args(agent, "/staff?view=mine"))).toMatchObject({ inbox: { view: "mine" } });
    expect(await inbox.loader(await args(await makeViewer("admin"), "/staff"))).toMatchObject({ inbox: null });
  });

  test("without a view asked for, shows the first that has something to do", async () => {
    const fresh = await makeViewer("agent_1");
    const { agent } = await makeCase("open");
    await makeCase("new");
    expect(await inbox.loader(await args(agent, "/staff"))).toMatchObject({ inbox: { view: "mine" } });
    expect(await inbox.loader(await args(fresh, "/staff"))).toMatchObject({ inbox: { view: "unassigned" } });
  });

  test("a ticket's page is the desk's alone: its requester finds nothing there", async () => {
    const { requester, ticketId } = await makeCase("open");
    const path = `/staff/tickets/${ticketId}`;
    for (const viewer of [requester, await makeViewer("technician"), await makeViewer("admin")]) {
      expect(await answerOf(ticketPage.loader(await args(viewer, path)))).toMatchObject({ status: 404 });
      const take = await post(viewer, `${path}/assignment`, { to: "me", seenVersion: await versionOf(ticketId) });
      expect(await answerOf(assignment.action(take))).toMatchObject({ status: 404 });
    }
  });

  test("a response over an unseen message comes back with what was typed, and the page says what is new", async () => {
    const { requester, agent, ticketId } = await makeCase("open");
    const seenVersion = await versionOf(ticketId);
    await responses.action(await post(requester, `/requests/${ticketId}/responses`, { body: "Wait!" }));
    const sent = await post(agent, `/staff/tickets/${ticketId}/responses`, { body: "So it is.", seenVersion });
    expect(await answerOf(deskResponses.action(sent))).toMatchObject({
      status: 409,
      problem: { code: "ticket_changed" },
      typed: { body: "So it is.", seenVersion: String(seenVersion) },
    });
    const { ticket } = await deskResponses.loader(sent);
    const news = ticket.timeline.filter(({ version }) => (version ?? 0) > seenVersion);
    expect(news.map(({ kind }) => kind)).toEqual(["ticket.requester_replied"]);
    expect(news[0]?.message?.html).toContain("Wait!");
  });

  test("a date is on its writer's clock", async () => {
    const { agent, ticketId } = await makeCase("open");
    await prisma.account.update({ where: { id: agent.id }, data: { timeZone: "Asia/Tokyo" } });
    const fields = { next: "ask", body: "Which?", waitingFor: "the model", waitingUntil: "2099-01-02T09:30" };
    const sent = await post(agent, `/staff/tickets/${ticketId}/responses`, {
      ...fields,
      seenVersion: await versionOf(ticketId),
    });
    expect((await answerOf(deskResponses.action(sent))).status).toBe(422);
    const soon = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
    const again = { ...fields, waitingUntil: `${soon}T09:30`, seenVersion: await versionOf(ticketId) };
    const ok = await post(agent, `/staff/tickets/${ticketId}/responses`, again);
    expect((await answerOf(deskResponses.action(ok))).status).toBe(303);
    expect((await ticketOf(ticketId)).waitingUntil?.toISOString()).toBe(`${soon}T00:30:00.000Z`);
  });

  test("returning takes several reasons, and at least one", async () => {
    const { agent, ticketId } = await makeCase("open");
    const path = `/staff/tickets/${ticketId}/return`;
    const none = await post(agent, path, { seenVersion: await versionOf(ticketId) });
    expect(await answerOf(returning.action(none))).toMatchObject({ problem: { fields: { reasons: "required" } } });
    const body = new URLSearchParams([
      ["reasons", "missing_facts"],
      ["reasons", "wrong_category"],
      ["seenVersion", String(await versionOf(ticketId))],
    ]);
    const sent = await args(agent, path, { method: "POST", body });
    expect((await answerOf(returning.action(sent))).status).toBe(303);
    expect((await ticketOf(ticketId)).state).toBe("returned");
  });
});

describe("the lane beside a thread", () => {
  test("is private for requester and desk, a sentence for everybody else, and none without a ticket", async () => {
    const { requester, agent, threadId, ticketId } = await makeCase("open");
    expect(await laneOf(requester, threadId)).toMatchObject({ kind: "private", request: { number: ticketId } });
    expect(await laneOf(agent, threadId)).toMatchObject({ kind: "private", request: { seenBy: "staff" } });
    const others = await Promise.all([laneOf(visitor(), threadId), laneOf(await makeViewer(), threadId)]);
    for (const lane of others) {
      expect(Object.keys(lane).sort()).toEqual(["kind", "nextUpdateBy", "since"]);
      expect(lane).toMatchObject({ kind: "public", nextUpdateBy: expect.any(Date) });
    }
    const bare = await makeThread(requester);
    expect(await laneOf(visitor(), bare.id)).toEqual({ kind: "none", offer: null });
    expect(await laneOf(requester, bare.id)).toEqual({ kind: "none", offer: { by: "asker", from: null } });
    expect(await laneOf(agent, bare.id)).toEqual({ kind: "none", offer: { by: "staff", from: null } });
  });

  test("promises no update while it is the requester's turn", async () => {
    const { threadId } = await makeCase("read_back");
    expect(await laneOf(visitor(), threadId)).toMatchObject({ kind: "public", nextUpdateBy: null });
  });

  test("of a linked thread shows its asker that staff has it, and nothing of the ticket", async () => {
    const { agent, ticketId } = await makeCase("open");
    const other = await makeViewer();
    const { id } = await makeThread(other);
    await linkThread(agent, ticketId, { threadId: id, ...(await seen(ticketId)) });
    await respond(agent, ticketId, { body: "kanariresponse", ...(await seen(ticketId)) });
    const lane = await laneOf(other, id);
    expect(lane.kind).toBe("public");
    expect(JSON.stringify(lane)).not.toContain("kanari");
  });

  test("after spam is as if there had never been one", async () => {
    const { agent, requester, threadId, ticketId } = await makeCase("new");
    await markSpam(agent, ticketId, await seen(ticketId));
    expect(await laneOf(requester, threadId)).toEqual({ kind: "none", offer: { by: "asker", from: null } });
  });

  test("of a hidden thread shows nothing to those who may not see it", async () => {
    const { threadId } = await makeCase("open", { hiddenAt: undefined });
    await prisma.thread.update({ where: { id: threadId }, data: { hiddenAt: new Date() } });
    expect(await laneOf(await makeViewer(), threadId)).toEqual({ kind: "none", offer: null });
  });
});

test("a deed done to many has a page for who did it, and for nobody else; neither has one that never was", async () => {
  const [doer, other] = [await makeViewer("agent_1"), await makeViewer("lead")];
  const data = { accountId: doer.id, kind: "put_back", value: "", done: [], refused: [] };
  const { id } = await prisma.bulkDeed.create({ data });
  const page = async (viewer: Viewer, of: number) =>
    undoing.loader({ ...(await args(viewer, `/staff/deeds/${of}/undoing`)), params: { id: String(of) } });
  expect(await page(doer, id)).toMatchObject({ deed: { id } });
  expect(await answerOf(page(other, id))).toMatchObject({ status: 404 });
  expect(await answerOf(page(doer, id + 1))).toMatchObject({ status: 404 });
});
