import type { ActionFunctionArgs } from "@remix-run/node";
import { describe, expect, test } from "vitest";
import { startSession } from "../../app/domain/accounts/sessions.server.ts";
import type { Viewer } from "../../app/domain/accounts/viewer.ts";
import { retractAnswer } from "../../app/domain/answers/retract-answer.server.ts";
import type { InboxGroup } from "../../app/domain/notifications/inbox.ts";
import { prisma } from "../../app/platform/db.server.ts";
import * as list from "../../app/routes/answers._index.tsx";
import * as page from "../../app/routes/answers.$slug._index/route.tsx";
import * as outcome from "../../app/routes/answers.$slug.outcome.tsx";
import * as version from "../../app/routes/answers.$slug.versions.$version.tsx";
import * as notifications from "../../app/routes/notifications._index/route.tsx";
import * as desk from "../../app/routes/staff.answers._index.tsx";
import * as editor from "../../app/routes/staff.answers.$id._index/route.tsx";
import * as publication from "../../app/routes/staff.answers.$id.publication.tsx";
import * as submission from "../../app/routes/staff.answers.$id.submission.tsx";
import { answerOf, makeAnswer, makeDraftInReview, revisionOf, runJobs } from "../factories/answers.ts";
import { makeCase, makeViewer } from "../factories/tickets.ts";

const ORIGIN = "http://forum.example";

interface Sent {
  params?: Record<string, string>;
  fields?: Record<string, string | number>;
  origin?: string;
}

/** What Remix hands to a route for such a request; with `fields` it is a form. */
async function args(viewer: Viewer | null, path: string, { params = {}, fields, origin = ORIGIN }: Sent = {}) {
  const cookie = viewer ? ((await startSession(viewer.id, "Test")).split(";")[0] ?? "") : "";
  const pairs = Object.entries(fields ?? {}).map(([name, value]) => [name, String(value)]);
  const init = fields ? { method: "POST", body: new URLSearchParams(pairs) } : {};
  const request = new Request(ORIGIN + path, { ...init, headers: { Cookie: cookie, Origin: origin } });
  return {
    request,
    params,
    context: { nonce: "", requestId: "test", clientAddress: "192.0.2.7" },
  } as unknown as ActionFunctionArgs;
}

/** What a route answered: where it sends, the problem with its status, or what it loaded. */
async function answered(running: Promise<unknown>) {
  const answer = await running.catch((thrown: unknown) => thrown);
  if (answer instanceof Response) return { status: answer.status, to: answer.headers.get("Location") };
  const { data, init } = answer as { data?: object; init?: ResponseInit };
  return data ? { status: init?.status ?? 200, ...data } : { status: 200, ...(answer as object) };
}

const judge = async (viewer: Viewer | null, slug: string, fields: Sent["fields"], origin?: string) =>
  answered(outcome.action(await args(viewer, `/answers/${slug}/outcome`, { params: { slug }, fields, origin })));
const open = async (viewer: Viewer | null, slug: string, query = "") =>
  answered(page.loader(await args(viewer, `/answers/${slug}${query}`, { params: { slug } })));

describe("the page of an answer", () => {
  test("opened from a mail's button changes nothing, and offers the button again", async () => {
    const { slug, answerId, requester } = await makeAnswer();
    expect(await open(requester, slug, "?said=didnt")).toMatchObject({ status: 200, said: "didnt", kind: "published" });
    expect(await open(null, slug, "?said=didnt")).toMatchObject({ said: null, asVisitor: { said: null } });
    expect(await answerOf(answerId)).toMatchObject({ workedCount: 0, didntCount: 0 });
  });

  test("takes a verdict from a member and leads back to where the answer stood", async () => {
    const { slug, answerId, threadId } = await makeAnswer();
    const ben = await makeViewer();
    const said = await judge(ben, slug, { verdict: "worked", version: 1, back: `/threads/${threadId}` });
    expect(said).toEqual({ status: 303, to: `/threads/${threadId}` });
    const elsewhere = await judge(ben, slug, { verdict: "worked", version: 1, back: "https://evil.example" });
    expect(elsewhere).toEqual({ status: 303, to: `/answers/${slug}#did-it-work` });
    expect(await answerOf(answerId)).toMatchObject({ workedCount: 1 });
  });

  test("refuses a verdict from another site, of an older version, or of nobody", async () => {
    const { slug, answerId } = await makeAnswer();
    const ben = await makeViewer();
    expect(await judge(ben, slug, { verdict: "worked", version: 1 }, "https://evil.example")).toMatchObject({
      status: 403,
    });
    expect(await judge(ben, slug, { verdict: "worked", version: 9 })).toMatchObject({ status: 409 });
    expect(await judge(ben, slug, { verdict: "maybe", version: 1 })).toMatchObject({ status: 422 });
    expect(await judge(null, slug, { verdict: "worked", version: 9 })).toMatchObject({ status: 409 });
    expect(await answerOf(answerId)).toMatchObject({ workedCount: 0 });
  });

  test("says that it was withdrawn and why, and none of what it said", async () => {
    const { slug, answerId, reviewer, requester } = await makeAnswer();
    await retractAnswer(reviewer, answerId, { reason: "It damages the X200." });
    const gone = await open(requester, slug);
    expect(gone).toMatchObject({ status: 410, kind: "withdrawn", because: "It damages the X200." });
    expect(JSON.stringify(gone)).not.toContain("WPS");
    const old = version.loader(await args(null, `/answers/${slug}/versions/1`, { params: { slug, version: "1" } }));
    expect(await answered(old)).toMatchObject({ status: 404 });
  });

  test("is not there for a draft, whoever asks", async () => {
    const { answerId, agent } = await makeDraftInReview();
    const { slug } = await answerOf(answerId);
    expect(await open(agent, slug)).toMatchObject({ status: 404 });
    const { answers } = (await answered(list.loader(await args(agent, "/answers")))) as unknown as {
      answers: { id: number }[];
    };
    expect(answers.map(({ id }) => id)).not.toContain(answerId);
  });
});

describe("answers at the desk", () => {
  const edit = async (viewer: Viewer | null, id: number) =>
    answered(editor.loader(await args(viewer, `/staff/answers/${id}`, { params: { id: String(id) } })));

  test("are begun from a ticket, once however often the button is pressed", async () => {
    const { agent, ticketId } = await makeCase("resolved");
    const press = async () => answered(desk.action(await args(agent, "/staff/answers", { fields: { ticketId } })));
    const [first, second] = [await press(), await press()];
    expect(first).toMatchObject({ status: 303, to: expect.stringMatching(/^\/staff\/answers\/\d+$/) });
    expect(second).toEqual(first);
  });

  test("list what is to be written to every agent, and are not there for customers and technicians", async () => {
    const { requester, ticketId } = await makeCase("resolved");
    const see = async (viewer: Viewer) => answered(desk.loader(await args(viewer, "/staff/answers")));
    const seen = (await see(await makeViewer("agent_1"))) as unknown as { toWrite: { ticketId: number }[] };
    expect(seen.toWrite.map((one) => one.ticketId)).toContain(ticketId);
    for (const viewer of [requester, await makeViewer("technician")])
      expect(await see(viewer)).toMatchObject({ status: 404 });
  });

  test("keep what was typed when a text is submitted unfinished", async () => {
    const { answerId, agent } = await makeDraftInReview();
    const send = async (fields: Sent["fields"]) =>
      answered(
        submission.action(
          await args(agent, `/staff/answers/${answerId}/submission`, { params: { id: String(answerId) }, fields }),
        ),
      );
    expect(await send({ is: "off" })).toMatchObject({ status: 303 });
    const revision = await revisionOf(answerId);
    const refused = await send({ title: "Only a title", body: " ", revision });
    expect(refused).toMatchObject({
      status: 422,
      typed: { title: "Only a title" },
      problem: { fields: { body: "required" } },
    });
  });

  test("refuse publication with the findings by name, and take the reasons by name", async () => {
    const one = await makeCase("resolved");
    const { answerId } = await makeDraftInReview(one, {
      title: "Ask us",
      body: "Write to a@b.example.",
      changeNote: "",
    });
    const lead = await makeViewer("lead");
    const revision = await revisionOf(answerId);
    const send = async (fields: Sent["fields"]) =>
      answered(
        publication.action(
          await args(lead, `/staff/answers/${answerId}/publication`, { params: { id: String(answerId) }, fields }),
        ),
      );
    const refused = (await send({ revision })) as unknown as {
      status: number;
      problem: { fields: Record<string, string> };
    };
    const [name = ""] = Object.keys(refused.problem.fields);
    expect([refused.status, name]).toEqual([422, "settled.markdown-email-9"]);
    expect(await send({ revision, [name]: "It is our own." })).toEqual({ status: 303, to: "/answers/ask-us" });
  });

  test("show a text in review to the desk alone", async () => {
    const { answerId, requester } = await makeDraftInReview();
    expect(await edit(await makeViewer("agent_1"), answerId)).toMatchObject({
      answer: { mayWrite: false, mayReview: false },
    });
    for (const viewer of [null, requester, await makeViewer("technician")]) {
      expect(await edit(viewer, answerId)).toMatchObject({ status: 404 });
    }
  });
});

describe("the page of notifications", () => {
  test("sends a visitor to sign in and shows a member theirs", async () => {
    const { requester } = await makeAnswer();
    await runJobs();
    const see = async (viewer: Viewer | null) => answered(notifications.loader(await args(viewer, "/notifications")));
    expect(await see(null)).toEqual({ status: 302, to: "/login?redirectTo=%2Fnotifications" });
    const { groups } = (await see(requester)) as unknown as { groups: InboxGroup[] };
    const notices = groups.flatMap((group) => group.notices);
    expect(notices[0]).toMatchObject({ kind: "published", title: "Keep the Wi-Fi password" });
    expect(await prisma.notification.count({ where: { accountId: requester.id, readAt: { not: null } } })).toBe(0);
  });
});
