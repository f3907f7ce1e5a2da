import { beforeAll, describe, expect, test } from "vitest";
import { type Viewer, visitor } from "../../../app/domain/accounts/viewer.ts";
import { addIdentifier } from "../../../app/domain/private-values/change-identifiers.server.ts";
import { forgetDetection } from "../../../app/domain/private-values/identifiers.server.ts";
import { keepPrivateValues } from "../../../app/domain/private-values/keep-values.server.ts";
import {
  listOwnPrivateValues,
  privateFieldsOf,
  requirePrivateValue,
} from "../../../app/domain/private-values/private-values.server.ts";
import { erasePrivateValue, revealPrivateValue } from "../../../app/domain/private-values/reveal-value.server.ts";
import { forgetKeys } from "../../../app/domain/private-values/seal.server.ts";
import { keyOf } from "../../../app/domain/private-values/settle.server.ts";
import { settleForm, settleNote, settleResponse } from "../../../app/domain/private-values/settle-form.server.ts";
import { askThread } from "../../../app/domain/threads/ask-thread.server.ts";
import { addNote } from "../../../app/domain/tickets/add-note.server.ts";
import { askForStep } from "../../../app/domain/tickets/ask-for-step.server.ts";
import { confirmStatement } from "../../../app/domain/tickets/confirm-statement.server.ts";
import { correctStatement } from "../../../app/domain/tickets/correct-statement.server.ts";
import { requireDeskTicket } from "../../../app/domain/tickets/desk.server.ts";
import { escalateThread } from "../../../app/domain/tickets/escalate-thread.server.ts";
import { stateFact } from "../../../app/domain/tickets/facts.server.ts";
import { makePromise } from "../../../app/domain/tickets/make-promise.server.ts";
import { numbersGiven } from "../../../app/domain/tickets/numbers-given.server.ts";
import { giveAgain } from "../../../app/domain/tickets/offered-values.server.ts";
import { replyToRequest } from "../../../app/domain/tickets/reply-to-request.server.ts";
import { requireRequest } from "../../../app/domain/tickets/requests.server.ts";
import { resolveTicket } from "../../../app/domain/tickets/resolve-ticket.server.ts";
import { askRequester, respond } from "../../../app/domain/tickets/respond.server.ts";
import { settlePromise } from "../../../app/domain/tickets/settle-promise.server.ts";
import { settleTicket } from "../../../app/domain/tickets/settle-ticket.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import {
  closing,
  escalation,
  hashOf,
  makeCase,
  makeThread,
  makeViewer,
  seen,
  versionOf,
} from "../../factories/tickets.ts";
import { makeCategory, makeReply } from "../../factories.ts";

const CARD = "4111 1111 1111 1111";
const PHONE = "+49 30 1234567";

let owner: Viewer;
let agent: Viewer;
let ticketId: number;

/** A question that has moved a card already, escalated by its asker. */
beforeAll(async () => {
  forgetKeys();
  [owner, agent] = await Promise.all([makeViewer(), makeViewer("agent_1")]);
  const { id: categoryId } = await makeCategory();
  const { id } = await askThread(owner, {
    ...{ title: "Charged twice", body: "It was [private: card 1].", categoryId },
    ...{ expected: "", tried: "", desiredOutcome: "", tags: [] },
    privateValues: [{ kind: "card", number: 1, value: CARD }],
  });
  ticketId = (await escalateThread(owner, id, { ...escalation, isAccountSpecific: true })).id;
});

const move = (kind: "card" | "phone" | "iban", value: string) => ({ [`settle.${keyOf(kind, value)}`]: "move" });

function formOf(fields: Record<string, string>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

const settled = (body: string, fields: Record<string, string> = {}) =>
  settleForm({ viewer: owner, form: formOf(fields) }, { body }, ["body"]);
const fieldOf = (kind: string) => prisma.privateValue.findFirstOrThrow({ where: { ticketId, kind } });

describe("what the requester writes in the private lane", () => {
  test("is asked about, may be sent as it is, and keeps a placeholder for what is moved", async () => {
    await expect(settled(`Call ${PHONE}`)).rejects.toMatchObject({ code: "private_found" });
    const left = await settled(`Call ${PHONE}`, { [`settle.${keyOf("phone", PHONE)}`]: "leave" });
    expect(left).toMatchObject({ body: `Call ${PHONE}`, privateValues: [] });
  });

  test("a correction keeps the question's field beside its own, under numbers that are free", async () => {
    const said = await settled(`It was [private: card 1]. Call ${PHONE}`, move("phone", PHONE));
    const hash = await hashOf(ticketId);
    await correctStatement(owner, ticketId, { hash, ...said });
    const { statement, privateValues } = await requireRequest(owner, ticketId);
    expect(statement.text).toBe("It was [private: card 1]. Call [private: phone 2]");
    expect(privateValues.map(({ kind, number }) => [kind, number])).toEqual([
      ["card", 1],
      ["phone", 2],
    ]);
  });

  test("a message from two tabs at once never gives one number twice", async () => {
    const say = async (last: string) =>
      replyToRequest(owner, ticketId, { ...(await settled(`${PHONE}${last}`, move("phone", `${PHONE}${last}`))) });
    await Promise.all(["1", "2", "3"].map(say));
    const { responses } = await requireRequest(owner, ticketId);
    expect(responses.map(({ html }) => /\[private: phone (\d)\]/.exec(html)?.[1]).sort()).toEqual(["3", "4", "5"]);
  });

  test("stands in no table but its own, and there encrypted; who publishes is warned of it", async () => {
    const texts = JSON.stringify([await prisma.response.findMany(), await prisma.statement.findMany()]);
    expect(texts).not.toContain("1234567");
    const fields = await prisma.$transaction((tx) => privateFieldsOf(tx, { threadIds: [], ticketIds: [ticketId] }));
    expect(fields).toContain(PHONE);
  });
});

describe("a field of the private lane", () => {
  test("is seen by its owner and the desk, opens for a reason, and lists the look to its owner", async () => {
    const { id, mask } = await fieldOf("phone");
    expect(mask).toBe("••••4567");
    expect(await revealPrivateValue(agent, id, { reason: "to call back" })).toBe(PHONE);
    const { looks, stands } = await requirePrivateValue(owner, id);
    expect(looks).toMatchObject([{ by: agent.name, reason: "to call back" }]);
    expect(stands.href).toBe(`/requests/${ticketId}`);
    await erasePrivateValue(owner, (await prisma.privateValue.findFirstOrThrow({ where: { ticketId, number: 5 } })).id);
  });

  test("is not there for whoever does not read the ticket", async () => {
    const { id } = await fieldOf("phone");
    const others = [visitor(), await makeViewer(), await makeViewer("expert"), await makeViewer("technician")];
    for (const viewer of [...others, await makeViewer("dispatcher"), await makeViewer("admin")])
      await expect(requirePrivateValue(viewer, id)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("what staff writes to the requester", () => {
  const response = (body: string, fields: Record<string, string> = {}) =>
    settleResponse({ viewer: agent, form: formOf(fields) }, { body }, ["body"]);

  test("a card number does not go out, whatever its writer says; it becomes the requester's field", async () => {
    const leave = { [`settle.${keyOf("card", CARD)}`]: "leave" };
    await expect(response(`Yours is ${CARD}`, leave)).rejects.toMatchObject({
      places: [{ kind: "card", mustMove: true }],
    });
    const said = await response(`Yours is ${CARD}`, move("card", CARD));
    await confirmStatement(owner, ticketId, { hash: await hashOf(ticketId) });
    await respond(agent, ticketId, { ...said, seenVersion: await versionOf(ticketId) });
    expect(await fieldOf("card")).toMatchObject({ ownerId: owner.id, mask: "••••1111" });
  });

  test("nor does a key; a bank account does once its writer says that it is ours", async () => {
    const secret = "Your new password: Tr0ub4dor&3x";
    const key = "Tr0ub4dor&3x";
    await expect(response(secret, { [`settle.${keyOf("key", key)}`]: "leave" })).rejects.toMatchObject({
      places: [{ kind: "key", mustMove: true }],
    });
  });

  test("what it asks for and by what reason is looked through, and keeps its words under numbers of this ticket", async () => {
    const { ticketId: other, agent: asking, requester } = await makeCase("open");
    const IBAN = "DE89 3704 0044 0532 0130 00";
    const until = new Date(Date.now() + 86_400_000);
    const typed = { body: `Is ${CARD} yours?`, waitingFor: `whether ${CARD} is yours`, waitingUntil: until };
    const moved = await settleResponse({ viewer: asking, form: formOf(move("card", CARD)) }, typed, [
      "body",
      "waitingFor",
    ]);
    await askRequester(asking, other, { ...moved, ...(await seen(other)) });
    const step = { body: `Pay to ${IBAN} again`, reason: "It came back.", waitingUntil: until };
    const asked = await settleResponse({ viewer: asking, form: formOf(move("iban", IBAN)) }, step, ["body", "reason"]);
    await askForStep(asking, other, { ...asked, ...(await seen(other)) });
    const { responses, steps, waitingFor, privateValues } = await requireRequest(requester, other);
    expect(responses.map(({ html }) => html).join("")).toMatch(
      /private: card 1.*private: iban 2|private: iban 2.*private: card 1/s,
    );
    expect([steps[0]?.text, waitingFor]).toEqual(["Pay to [private: iban 2] again", "Pay to [private: iban 2] again"]);
    expect(privateValues).toMatchObject([{ kind: "card", mask: "••••1111" }, { kind: "iban" }]);
  });

  test("a note offers a place for everything, asks about what is never harmless alone, and may keep it", async () => {
    const { ticketId: other, agent: writing, requester } = await makeCase("open");
    const note = (body: string, fields: Record<string, string> = {}) =>
      settleNote({ viewer: writing, form: formOf(fields) }, { body }, ["body"]);
    expect((await note(`Called her on ${PHONE}`)).body).toContain(PHONE);
    await expect(note(`Paid with ${CARD}`)).rejects.toMatchObject({ places: [{ kind: "card", mustMove: false }] });
    expect((await note(`Paid with ${CARD}`, { [`settle.${keyOf("card", CARD)}`]: "leave" })).body).toContain(CARD);
    await addNote(writing, other, await note(`Paid with ${CARD}`, move("card", CARD)));
    expect((await prisma.note.findFirstOrThrow({ where: { ticketId: other } })).markdown).toBe(
      "Paid with [private: card 1]",
    );
    const field = await prisma.privateValue.findFirstOrThrow({ where: { ticketId: other } });
    expect(await revealPrivateValue(writing, field.id, { reason: "to find the payment" })).toBe(CARD);
    expect((await requireDeskTicket(writing, other)).privateValues).toMatchObject([{ id: field.id }]);
    expect(await listOwnPrivateValues(requester)).toEqual([]);
    expect((await requireRequest(requester, other)).privateValues).toEqual([]);
    await expect(requirePrivateValue(requester, field.id)).rejects.toMatchObject({ code: "not_found" });
    // Their own come under another number, and what they type of it moves nothing of ours.
    await replyToRequest(requester, other, {
      ...{ body: "[private: card 1] or [private: phone 1]" },
      privateValues: [{ kind: "phone", number: 1, value: PHONE }],
    });
    expect(await listOwnPrivateValues(requester)).toMatchObject([{ kind: "phone" }]);
    expect((await requireRequest(requester, other)).privateValues).toMatchObject([{ kind: "phone", number: 2 }]);
  });

  test("facts, promises and the words of a rating keep placeholders too", async () => {
    const one = await makeCase("open");
    const form = formOf(move("card", CARD));
    const promise = { body: `Refund to ${CARD}`, dueAt: new Date(Date.now() + 86_400_000) };
    const promised = await settleResponse({ viewer: one.agent, form }, promise, ["body"]);
    const { id: promiseId } = await makePromise(one.agent, one.ticketId, {
      ...promised,
      ...(await seen(one.ticketId)),
    });
    const fact = await settleResponse(
      { viewer: one.agent, form },
      { fact: "message" as const, value: `Says ${CARD}` },
      ["value"],
    );
    await stateFact(one.agent, one.ticketId, fact);
    await settlePromise(one.agent, one.ticketId, {
      promiseId,
      outcome: "kept",
      body: "",
      ...(await seen(one.ticketId)),
    });
    await resolveTicket(one.agent, one.ticketId, { ...closing, ...(await seen(one.ticketId)) });
    const said = await settleForm({ viewer: one.requester, form }, { body: "", words: `You lost ${CARD}` }, [
      "body",
      "words",
    ]);
    await settleTicket(one.requester, one.ticketId, said);
    const { promises, facts } = await requireRequest(one.requester, one.ticketId);
    const { words } = await prisma.rating.findFirstOrThrow({ where: { ticketId: one.ticketId } });
    expect([promises[0]?.text, facts[0]?.value, words]).toEqual([
      "Refund to [private: card 1]",
      "Says [private: card 2]",
      "You lost [private: card 3]",
    ]);
  });

  test("the company's own telephone and bank account do", async () => {
    expect(await response("Call us at +49 30 1234567.")).toMatchObject({ body: "Call us at +49 30 1234567." });
    const iban = "DE89 3704 0044 0532 0130 00";
    const ours = await response(`Pay to ${iban}`, { [`settle.${keyOf("iban", iban)}`]: "leave" });
    expect(ours.body).toContain(iban);
  });
});

describe("what was given before and is asked for again", () => {
  test("is offered to its owner alone, given with one press, and listed as a field of this request", async () => {
    const { requester, agent: asking, ticketId: other } = await makeCase("open");
    const waiting = { waitingFor: "your telephone number", waitingUntil: new Date(Date.now() + 86_400_000) };
    await askRequester(asking, other, { body: "How can we call you?", ...waiting, ...(await seen(other)) });
    const thread = await makeThread(requester, {});
    const { id: postId } = await prisma.post.findFirstOrThrow({ where: { threadId: thread.id } });
    const moved = { kind: "phone", number: 1, value: PHONE } as const;
    const kinds = [moved, { kind: "card", number: 2, value: CARD } as const];
    await prisma.$transaction((tx) => keepPrivateValues(tx, requester, { postId, ownerId: requester.id }, kinds));
    const { offered } = await requireRequest(requester, other);
    expect(offered).toMatchObject([{ kind: "phone", mask: "••••4567" }]);
    expect((await requireRequest(agent, other)).offered).toEqual([]);
    const [{ id: valueId } = { id: 0 }] = offered;
    await expect(giveAgain(owner, other, { valueId })).rejects.toMatchObject({ code: "not_found" });
    await expect(giveAgain(requester, other, { valueId: (await fieldOf("phone")).id })).rejects.toMatchObject({
      code: "not_found",
    });
    const pressed = { valueId, submissionKey: "given-again-1" };
    await Promise.all([giveAgain(requester, other, pressed), giveAgain(requester, other, pressed)]);
    const after = await requireRequest(requester, other);
    expect(after).toMatchObject({ state: "open", offered: [], privateValues: [{ kind: "phone", mask: "••••4567" }] });
    const own = after.responses.filter(({ isFromStaff }) => !isFromStaff);
    expect(own.map(({ html }) => html)).toEqual([expect.stringContaining("[private: phone 1]")]);
    const copy = await prisma.privateValue.findFirstOrThrow({ where: { ticketId: other } });
    expect(await revealPrivateValue(agent, copy.id, { reason: "to call" })).toBe(PHONE);
  });
});

test("the company's numbers that the requester gave stand on the ticket, each once; staff's and others' do not", async () => {
  const admin = await makeViewer("admin");
  await addIdentifier(admin, { name: "Order", pattern: "ORD-#######", check: "luhn", privacy: "open", sample: "" });
  forgetDetection();
  const asker = await makeViewer();
  const { id: threadId } = await makeThread(asker, { body: "My order ORD-1234566 is late" });
  await makeReply(await makeViewer(), threadId, "Mine is ORD-2345676");
  const { id } = await escalateThread(asker, threadId, { ...escalation, isAccountSpecific: true });
  await replyToRequest(asker, id, { body: "As I said, ORD 1234566; not ORD-1234567." });
  const ticket = { id, requesterId: asker.id, threadIds: [threadId], statement: "" };
  expect(await numbersGiven(ticket)).toEqual([
    { name: "Order", value: "ORD 1234566", isRight: true },
    { name: "Order", value: "ORD-1234567", isRight: false },
  ]);
  forgetDetection();
});
