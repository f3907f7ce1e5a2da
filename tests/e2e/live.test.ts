import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSession } from "../../app/domain/accounts/sessions.server.ts";
import type { Viewer } from "../../app/domain/accounts/viewer.ts";
import { editPost } from "../../app/domain/threads/edit-post.server.ts";
import { hidePost } from "../../app/domain/threads/hide-post.server.ts";
import { hideThread } from "../../app/domain/threads/hide-thread.server.ts";
import { markSolution } from "../../app/domain/threads/mark-solution.server.ts";
import { resolveTicket } from "../../app/domain/tickets/resolve-ticket.server.ts";
import { askRequester } from "../../app/domain/tickets/respond.server.ts";
import { pool, prisma } from "../../app/platform/db.server.ts";
import { databaseUrl } from "../../app/platform/env.server.ts";
import { runJobs } from "../factories/answers.ts";
import { closing, makeCase, seen } from "../factories/tickets.ts";
import { makeReply, makeThread, makeViewer } from "../factories.ts";
import { expectNoAxeViolations, openPage, takeErrors } from "../support/browser.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { listenTo, type Stream } from "../support/streams.ts";

const env = { DEMO: "0", WORKER: "none", TRUSTED_PROXIES: "1", RATE_LIMIT_FACTOR: "1000" };

let first: TestServer;
let second: TestServer;
let asker: Viewer;
let peer: Viewer;
let desk: Viewer;
const open: Stream[] = [];

beforeAll(async () => {
  [asker, peer, desk] = await Promise.all([makeViewer(), makeViewer(), makeViewer("agent_1")]);
  [first, second] = [
    await startServer({ databaseUrl: databaseUrl(), env }),
    await startServer({ databaseUrl: databaseUrl(), env }),
  ];
});
afterAll(async () => {
  for (const stream of open) stream.close();
  await Promise.all([first?.stop(), second?.stop()]);
});

const cookieOf = async (viewer: Viewer) => (await startSession(viewer.id, "Test")).split(";")[0] ?? "";

async function listen(threadId: number, viewer?: Viewer, server = first, headers: Record<string, string> = {}) {
  const own = viewer ? { Cookie: await cookieOf(viewer) } : undefined;
  const stream = await listenTo(`${server.origin}/threads/${threadId}/live`, { ...own, ...headers });
  open.push(stream);
  return stream;
}

describe("a long thread followed in two browsers on two servers", () => {
  const bar = (page: Page) => page.locator(".live-news button");
  const saysNew = (page: Page, count: number) => bar(page).getByText(`New replies (${count}): show`).waitFor();

  async function openBoth(threadId: number): Promise<[reader: Page, writer: Page]> {
    const [reader, writer] = await Promise.all([openPage(), openPage()]);
    const [name = "", value = ""] = (await cookieOf(asker)).split("=");
    await writer.context().addCookies([{ name, value, url: second.origin }]);
    await reader.goto(`${first.origin}/threads/${threadId}`);
    await writer.goto(`${second.origin}/threads/${threadId}`);
    return [reader, writer];
  }

  test("offers what is new in place, loses no word and no place, and misses nothing when a server is killed", async () => {
    const { id: threadId } = await makeThread(asker);
    for (let index = 0; index < 22; index++)
      await makeReply(peer, threadId, `Advice ${index}. ${"Try it. ".repeat(30)}`);
    const [reader, writer] = await openBoth(threadId);
    await writer.fill("textarea[name=body]", "What I was writing");
    await writer.evaluate(() => window.scrollTo(0, 900));
    const place = await writer.evaluate(() => window.scrollY);
    await makeReply(peer, threadId, "The newest word.");
    await Promise.all([saysNew(reader, 1), saysNew(writer, 1)]);
    expect(await reader.getByText("The newest word.").count()).toBe(0);
    expect(await writer.evaluate(() => window.scrollY)).toBe(place);
    await bar(writer).click();
    await writer.getByText("The newest word.").waitFor();
    expect(await writer.inputValue("textarea[name=body]")).toBe("What I was writing");
    expect(await bar(writer).count()).toBe(0);

    const post = await prisma.post.findFirstOrThrow({ where: { threadId, position: 2 } });
    await markSolution(asker, post.id);
    await reader.locator(".page-lead").getByText("Solved").waitFor();
    await reader.locator(`#post-${post.id}.post-solution`).waitFor();

    const isRead = async () => {
      const told = await prisma.notification.findMany({ where: { accountId: asker.id, threadId, kind: "reply" } });
      return told.length > 0 && told.every(({ readAt }) => readAt !== null);
    };
    await makeReply(peer, threadId, "Not looked at yet.");
    await runJobs();
    await Promise.all([saysNew(reader, 2), saysNew(writer, 1)]);
    expect(await isRead(), "what a script has fetched nobody has read").toBe(false);
    await bar(writer).click();
    await expect.poll(isRead).toBe(true);
    await bar(reader).click();

    await first.kill();
    await makeReply(peer, threadId, "Said in between.");
    await saysNew(writer, 1);
    first = await startServer({ databaseUrl: databaseUrl(), env, port: Number(new URL(first.origin).port) });
    await saysNew(reader, 1);
    await bar(reader).click();
    await reader.getByText("Said in between.").waitFor();
    takeErrors(reader); // that the server was away
  });

  test("shows what is new also where the page could not be had when the stream told of it", async () => {
    const { id: threadId } = await makeThread(asker);
    const [reader] = await openBoth(threadId);
    let refused = 0;
    await reader.route(`${first.origin}/threads/${threadId}`, (route) =>
      refused++ === 0 ? route.abort() : route.fallback(),
    );
    await makeReply(peer, threadId, "Told of once.");
    await saysNew(reader, 1);
    expect(refused).toBeGreaterThan(1);
    takeErrors(reader); // that it could not be had
  });
});

describe("a private lane, open for its requester and an agent on two servers", () => {
  test("is exchanged in place: words, place, focus and editor stay, and a form that comes new has its editor", async () => {
    const { requester, agent, threadId, ticketId } = await makeCase("open");
    const [own, staff, request] = await Promise.all([openPage(), openPage(), openPage()]);
    const address = `/threads/${threadId}`;
    for (const { page, viewer, server, path } of [
      { page: own, viewer: requester, server: first, path: address },
      { page: staff, viewer: agent, server: second, path: address },
      { page: request, viewer: requester, server: second, path: `/requests/${ticketId}` },
    ]) {
      const [name = "", value = ""] = (await cookieOf(viewer)).split("=");
      await page.context().addCookies([{ name, value, url: server.origin }]);
      await page.goto(`${server.origin}${path}`);
    }
    const words = request.getByRole("region", { name: "Only you and our staff see this" }).getByRole("textbox");
    await words.fill("Begun on the request's own page");
    const lane = own.getByRole("region", { name: "Only you and our staff see this" });
    const box = lane.getByRole("textbox");
    await lane.locator("[data-preview]").waitFor();
    await box.pressSequentially("It is **orange");
    const place = await own.evaluate(() => window.scrollY);
    await staff.fill("#field-body", "A word in public");

    const question = { body: "Which colour?", waitingFor: "The colour", waitingUntil: new Date(Date.now() + 9e8) };
    await askRequester(agent, ticketId, { ...question, ...(await seen(ticketId)) });
    await Promise.all([lane, request].map((page) => page.getByText("Which colour?").waitFor()));
    expect(await words.inputValue()).toBe("Begun on the request's own page");
    expect(await own.evaluate(() => window.scrollY)).toBe(place);
    await own.keyboard.type("** now"); // the cursor is where it was
    expect(await box.inputValue()).toBe("It is **orange** now");
    await lane.locator("[data-preview]").click();
    await lane.locator(".editor-preview strong").getByText("orange").waitFor();
    await lane.locator("[data-preview]").click();

    await box.press("Control+Enter");
    const seenByStaff = staff.getByRole("region", { name: "Requester and staff" });
    await seenByStaff.getByText("orange").waitFor();
    expect(await staff.inputValue("#field-body")).toBe("A word in public");

    await lane.getByText("It is orange now").waitFor();
    await box.fill("And one thing more");
    await resolveTicket(agent, ticketId, { ...closing, ...(await seen(ticketId)) });
    await lane.getByText("A new firmware keeps it.").waitFor();
    expect(await box.inputValue()).toBe("And one thing more");
    await lane.locator("[data-preview]").click();
    await lane.locator(".editor-preview").getByText("And one thing more").waitFor();
  });
});

describe("the inbox", () => {
  test("is counted live by the bell on any server, read by keys, marked and had back, also without scripts", async () => {
    const member = await makeViewer();
    const cookie = (await cookieOf(member)).split("=");
    const [page, plain] = await Promise.all([openPage(), openPage({ javaScriptEnabled: false })]);
    for (const { context, server } of [
      { context: page.context(), server: second },
      { context: plain.context(), server: first },
    ])
      await context.addCookies([{ name: "session", value: cookie[1] ?? "", url: server.origin }]);
    const bell = (count: string) => page.getByRole("link", { name: `Notifications${count}`, exact: true }).waitFor();
    await page.goto(`${second.origin}/account`);
    await bell("");
    const [loud, still] = [await makeThread(member), await makeThread(member, { title: "Scanner hums" })];
    await makeReply(peer, loud.id);
    await makeReply(peer, loud.id);
    await makeReply(peer, still.id);
    await runJobs();
    await bell(", 3 unread");

    await page.goto(`${second.origin}/notifications`);
    await page.getByText("2 new replies in “Printer forgets Wi-Fi”").waitFor();
    await expectNoAxeViolations(page);
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("e");
    await bell(", 1 unread");
    await page.getByRole("button", { name: "Undo" }).click();
    await bell(", 3 unread");

    await plain.goto(`${first.origin}/notifications?view=unread`);
    await plain.getByRole("button", { name: "Mark all as read" }).click();
    await plain.getByText("All read").waitFor();
    await bell(""); // on the other server
    await plain.getByRole("button", { name: "Undo" }).click();
    await plain.getByText("2 new replies").waitFor();
    await bell(", 3 unread");
  });
});

describe("a stream", () => {
  test("tells nobody of what they may not see", async () => {
    const { threadId, ticketId, requester } = await makeCase("open");
    const reply = await makeReply(peer, threadId);
    await hidePost(desk, reply.id);
    const [stranger, owner, author] = await Promise.all([
      listen(threadId),
      listen(threadId, requester),
      listen(threadId, peer),
    ]);
    await editPost(peer, reply.id, { body: "Changed while hidden.", revision: 1 });
    await author.heard(/event: changed/);
    await prisma.response.create({
      data: { ticketId, authorId: desk.id, isFromStaff: true, markdown: "Between us." },
    });
    await pool.query(`SELECT pg_notify('live', $1)`, [`thread ${threadId}`]);
    await owner.heard(/event: changed/);
    const sure = await makeReply(asker, threadId, "For everybody.");
    await stranger.heard(/event: changed/);
    expect(sure.id).toBeGreaterThan(0);
    expect(stranger.said().match(/event: changed/g)).toHaveLength(1);
    expect(owner.said()).not.toMatch(/Between us|Changed while/);
  });

  test("ends when the thread is not for the listener any more, and does not begin where it never was", async () => {
    const { id } = await makeThread(asker);
    const stream = await listen(id);
    await hideThread(desk, id);
    await stream.heard(/event: over/);
    await stream.ended;
    expect((await listen(id)).status).toBe(404);
  });

  test("tells at once whoever comes back with an older version", async () => {
    const { id } = await makeThread(asker);
    const now = (await (await fetch(`${first.origin}/threads/${id}/live`)).json()) as { version: string };
    await makeReply(peer, id);
    const late = await listen(id, undefined, second, { "Last-Event-ID": now.version });
    await late.heard(/event: changed/);
  });

  test("is given to one account eight times and no more", async () => {
    const { id } = await makeThread(asker);
    const member = await makeViewer();
    const cookie = { Cookie: await cookieOf(member) };
    const streams = await Promise.all(Array.from({ length: 10 }, () => listen(id, undefined, second, cookie)));
    expect(streams.filter(({ status }) => status === 503)).toHaveLength(2);
    for (const stream of streams) stream.close();
  });
});
