import { beforeEach, expect, test } from "vitest";
import { saying, sayings } from "../../../app/domain/macros/say.server.ts";
import { changeSettings } from "../../../app/domain/settings/settings.server.ts";
import { passReading } from "../../../app/domain/tickets/decide-reading.server.ts";
import { sendHeldResponse } from "../../../app/domain/tickets/send-held-response.server.ts";
import { prisma, transaction } from "../../../app/platform/db.server.ts";
import { Invalid } from "../../../app/platform/errors.ts";
import { runJobs } from "../../factories/answers.ts";
import { type Case, makeCase, makeViewer, versionOf } from "../../factories/tickets.ts";

const BODY = "Thank you. We'll call you tomorrow by 3 pm. I will look into the bill.";
let one: Case;

beforeEach(async () => {
  await transaction((tx) => changeSettings(tx, { undoSendSeconds: 15 }));
  one = await makeCase("open");
});

async function press(fields: Record<string, string>, noun: "responses" | "resolution" = "responses") {
  const form = new FormData();
  const all = { body: BODY, seenVersion: String(await versionOf(one.ticketId)), publish: "legal", ...fields };
  for (const [name, value] of Object.entries(all)) form.set(name, value);
  return saying(noun)(one.agent, one.ticketId, form);
}

async function askedFor(fields: Record<string, string> = {}, noun?: "resolution") {
  const refused: unknown = await press(fields, noun).catch((error: unknown) => error);
  if (!(refused instanceof Invalid) || refused.code !== "promises_found") throw refused;
  return refused.promises ?? [];
}

/** Both sentences decided on: the first as said, the second is none. */
async function decided(decision = "make") {
  const [call, bill] = await askedFor();
  if (!call || !bill) throw new Error("nothing was asked");
  return {
    [`promised.${call.key}`]: decision,
    [`promisedBy.${call.key}`]: call.by,
    [`promised.${bill.key}`]: "none",
  };
}

const promised = () => prisma.ticketPromise.findMany({ where: { ticketId: one.ticketId } });
const held = () => prisma.heldResponse.findFirstOrThrow({ where: { ticketId: one.ticketId } });

test("asks of each sentence with its date, and of none twice", async () => {
  const asked = await askedFor();
  expect(asked.map(({ text }) => text)).toEqual(["We'll call you tomorrow by 3 pm.", "I will look into the bill."]);
  expect(asked.map(({ by }) => by.slice(10))).toEqual(["T15:00", ""]);
  expect(await prisma.heldResponse.count({ where: { ticketId: one.ticketId } })).toBe(0);
  const [call, bill] = asked;
  expect(await askedFor({ [`promised.${call?.key}`]: "none" })).toMatchObject([{ key: bill?.key }]);
  const undated = await askedFor({ [`promised.${call?.key}`]: "none", [`promised.${bill?.key}`]: "make" });
  expect(undated).toMatchObject([{ key: bill?.key, problem: "required" }]);
});

test("is made with the response that says it, once, when that goes out and not before", async () => {
  await press(await decided());
  expect(await promised()).toEqual([]);
  const { id } = await held();
  await Promise.all([sendHeldResponse(id, sayings), sendHeldResponse(id, sayings)]);
  await sendHeldResponse(id, sayings);
  const response = await prisma.response.findFirstOrThrow({ where: { ticketId: one.ticketId } });
  const said = { text: "We'll call you tomorrow by 3 pm.", responseId: response.id, ownerId: one.agent.id };
  expect(await promised()).toMatchObject([said]);
  await runJobs();
  const told = await prisma.notification.findMany({ where: { accountId: one.requester.id, ticketId: one.ticketId } });
  expect(
    told.map(({ kind }) => kind),
    "once, by the response",
  ).not.toContain("promise");
  // What stands promised already is not asked again.
  expect(await askedFor()).toMatchObject([{ text: "I will look into the bill." }]);
});

test("sent at once it is one as well, and sent twice by the same form no other", async () => {
  const fields = { ...(await decided()), submissionKey: "respond-1234567890" };
  await transaction((tx) => changeSettings(tx, { undoSendSeconds: 0 }));
  await press(fields);
  await press(fields);
  expect(await promised()).toHaveLength(1);
});

test("none is made of what is none", async () => {
  await press(await decided("none"));
  await sendHeldResponse((await held()).id, sayings);
  expect(await promised()).toEqual([]);
});

test("a closing word is asked as well, and promises nothing", async () => {
  expect(await askedFor({}, "resolution")).toHaveLength(2);
  await expect(press(await decided(), "resolution")).rejects.toMatchObject({ code: "promise_keeps_open" });
});

test("waits with a response that a second person reads, and is made when they let it go", async () => {
  const { ticketId } = one;
  await press({ ...(await decided()), readFirst: "on" });
  await sendHeldResponse((await held()).id, sayings);
  expect(await promised()).toEqual([]);
  const { id: readingId, hash } = await prisma.reading.findFirstOrThrow({ where: { ticketId } });
  const reader = await makeViewer("lead");
  await passReading(reader, ticketId, { readingId, hash, seenVersion: await versionOf(ticketId) });
  const { id: responseId } = await prisma.response.findFirstOrThrow({ where: { ticketId } });
  expect(await promised()).toMatchObject([{ responseId, ownerId: one.agent.id }]);
});
