import type { Ticket } from "../../generated/prisma/client.ts";
import type { SupervisorOutcome } from "../../generated/prisma/enums.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { keepWords } from "../private-values/keep-in-lane.server.ts";
import { meetAppeals, meetSupervision, refuseUncalled, refuseUnwanted } from "./appeals.server.ts";
import { refuseUnreadBrief } from "./briefs.server.ts";
import { awaiting, createDuty, dutyChange, soonestDuty } from "./duties.server.ts";
import { refuseKnown } from "./facts.server.ts";
import { refuseAskingFirst } from "./give-first.server.ts";
import type { QuestionInput, ResponseInput } from "./input.ts";
import { promiseIn } from "./make-promise.server.ts";
import type { ReadingTerms } from "./reading.ts";
import { putForReading, wasLetGo, wasPutBefore } from "./readings.server.ts";
import { earlierResponse, FREE, type MessageRule, type Sent, writeResponse } from "./responses.server.ts";
import type { SupervisionInput } from "./rights-input.ts";
import { takeUp } from "./take-up.server.ts";
import {
  changeTicket,
  lockDeskTicket,
  recordTicket,
  refuseClosed,
  refuseUnseen,
  type TicketChange,
} from "./tickets.server.ts";

/**
 * Staff answers the requester. Nobody answers over a message they have not seen: an older version is refused. What a
 * second person has to read first is kept, and nothing is sent yet: `id` is null.
 */
export async function respond(
  viewer: Viewer,
  ticketId: number,
  input: ResponseInput,
  rule?: MessageRule,
): Promise<Pick<Said, "id">> {
  const { id } = await transaction((tx) => respondIn(tx, viewer, ticketId, input, rule));
  return { id };
}

/** The same within a transaction. */
export const respondIn = (tx: Tx, viewer: Viewer, ticketId: number, input: ResponseInput, rule?: MessageRule) =>
  say(tx, viewer, ticketId, input, { rule, question: null });

/** The same, and then it is the requester's turn: what we need from them, and by when. */
export function askRequester(
  viewer: Viewer,
  ticketId: number,
  input: QuestionInput,
  rule?: MessageRule,
): Promise<Said> {
  return transaction((tx) => askIn(tx, viewer, ticketId, input, rule));
}

/** The same within a transaction; says whether this form has not said it before. */
export function askIn(
  tx: Tx,
  viewer: Viewer,
  ticketId: number,
  input: QuestionInput & ToTry,
  rule?: MessageRule,
): Promise<Said> {
  return say(tx, viewer, ticketId, input, { rule, question: input });
}

/**
 * A supervisor answers who asked for one and says what came of it, within a transaction: it goes the way of every response,
 * and what came of it counts once it is sent. In a company without a supervisor, whoever has the ticket answers.
 */
export const superviseIn = (
  tx: Tx,
  viewer: Viewer,
  ticketId: number,
  { outcome, ...input }: SupervisionInput,
  rule?: MessageRule,
): Promise<Said> => say(tx, viewer, ticketId, input, { rule, question: null, outcome });

interface Said {
  /** Of the response; null while it waits for a second person. */
  id: number | null;
  isNew: boolean;
}

type Promises = NonNullable<ResponseInput["promises"]>;
/** Something to try is given as much as it is asked. */
interface ToTry {
  isToTry?: boolean;
}
type Question = Pick<QuestionInput, "waitingFor" | "waitingUntil" | "duty"> & ToTry;

interface Then {
  rule?: MessageRule;
  /** What the requester is asked for, if they are. */
  question: Question | null;
  /** What came of asking for a supervisor, where one answers. */
  outcome?: SupervisorOutcome;
}

async function say(
  tx: Tx,
  viewer: Viewer,
  ticketId: number,
  typed: ResponseInput,
  { rule, question: asked, outcome }: Then,
): Promise<Said> {
  const locked = await lockDeskTicket(tx, viewer, ticketId);
  const earlier = await earlierResponse(tx, viewer, typed);
  if (earlier || (await wasPutBefore(tx, viewer, typed))) return { id: earlier?.id ?? null, isNew: false };
  refuseUnseen(locked, typed.seenVersion);
  refuseClosed(locked);
  await refuseUnwanted(tx, ticketId, viewer.id);
  await refuseUnreadBrief(tx, viewer, locked);
  if (outcome) await refuseUncalled(tx, viewer, ticketId);
  if (asked && !asked.isToTry) await refuseAskingFirst(tx, ticketId);
  const ticket = await takeUp(tx, viewer, locked);
  const { input, question } = await keepSaid(tx, viewer, ticket, typed, asked);
  const { body: message, again = "" } = input;
  const waitingFor = question?.waitingFor ?? "";
  const isAgain = await refuseKnown(tx, ticketId, { message, waitingFor, again, field: "again" });
  const ruling = rule ? await rule(tx, viewer, ticket, { message, beside: `${waitingFor}\n${again}` }) : FREE;
  const whole = again ? { ...input, body: `${message}\n\n${again}` } : input;
  const kind = outcome ? "supervise" : question ? "ask" : "respond";
  const what = { kind, input: whole, terms: termsOf({ question, outcome }, isAgain, input.promises), ruling } as const;
  if (ruling.because.length > 0 && !(await wasLetGo(tx, viewer, ticket, what))) {
    await putForReading(tx, viewer, ticket, what);
    return { id: null, isNew: true };
  }
  const id = await sendResponse(tx, viewer, ticket, { ...whole, question, outcome, isAgain, sent: ruling.sent });
  return { id, isNew: true };
}

/** The words of a message, and those that go with it, once what was moved out of them is in fields of the ticket. */
async function keepSaid(tx: Tx, viewer: Viewer, ticket: Ticket, input: ResponseInput, question: Question | null) {
  const { promises = [], again = "", privateValues } = input;
  const promised = Object.fromEntries(promises.map((promise, index) => [`promise ${index}`, promise.body]));
  const typed = { body: input.body, again, waitingFor: question?.waitingFor ?? "", ...promised };
  const texts: Record<string, string> & typeof typed = await keepWords(tx, viewer, ticket, typed, privateValues);
  const { body, waitingFor } = texts;
  const kept = promises.map((promise, index) => ({ ...promise, body: texts[`promise ${index}`] ?? promise.body }));
  const said = { ...input, body, again: texts.again, promises: kept, privateValues: [] };
  return { input: said, question: question && { ...question, waitingFor } };
}

const termsOf = ({ question, outcome }: Then, isAgain: boolean, promises: Promises = []): ReadingTerms => ({
  ...(outcome ? { outcome } : {}),
  ...(question ? { waitingFor: question.waitingFor, waitingUntil: question.waitingUntil.toISOString() } : {}),
  ...(question?.duty ? { duty: question.duty } : {}),
  ...(isAgain ? { isAgain: "yes" } : {}),
  ...(promises.length > 0 ? { promises: promises.map(({ body, dueAt }) => [body, dueAt.toISOString()]) } : {}),
});

interface Sending extends Omit<ResponseInput, "seenVersion" | "again"> {
  question: Question | null;
  outcome?: SupervisorOutcome;
  /** Something confirmed is asked for again. */
  isAgain: boolean;
  sent: Sent | null;
}

/** Sends what nothing holds back any more, on a ticket that the caller has locked. Gives the response's id. */
export async function sendResponse(
  tx: Tx,
  author: Viewer,
  ticket: Ticket,
  { question, outcome, isAgain, sent, promises = [], ...input }: Sending,
): Promise<number> {
  await meetAppeals(tx, author, ticket.id);
  const appealId = outcome ? await meetSupervision(tx, author, ticket.id, outcome) : null;
  const { id } = await writeResponse(tx, author, ticket, input, sent);
  const duty = await dutyIn(tx, author, ticket, question);
  const answered = await changeTicket(tx, ticket, {
    ...answeredNow(ticket),
    ...(await turnAfter(tx, ticket, question)),
  });
  await recordTicket(tx, author, "ticket.responded", [ticket, answered], {
    responseId: id,
    ...(isAgain ? { isAgain } : {}),
  });
  if (appealId !== null)
    await recordTicket(tx, author, "ticket.supervised", [answered, answered], { appealId, outcome });
  if (duty) await recordTicket(tx, author, "duty.asked", [answered, answered], { dutyId: duty.id });
  for (const promise of promises) await promiseIn(tx, author, answered, { ...promise, responseId: id });
  return id;
}

/** What a question asks them to do, if it is more than to answer. */
async function dutyIn(tx: Tx, author: Viewer, ticket: Ticket, question: Question | null) {
  if (!question?.duty) return null;
  const { duty: kind, waitingFor: text, waitingUntil: dueAt } = question;
  return createDuty(tx, author, ticket, { kind, text, dueAt });
}

/** Asked for something, it is their turn; so it is, answered, while there is something to do for them. */
async function turnAfter(tx: Tx, ticket: Ticket, question: Question | null): Promise<TicketChange> {
  const duties = await dutyChange(tx, ticket);
  if (question) return { ...duties, ...awaiting({ text: question.waitingFor, dueAt: question.waitingUntil }) };
  const next = ticket.state === "open" ? await soonestDuty(tx, ticket.id) : null;
  return { ...duties, ...(next ? awaiting(next) : {}) };
}

/** What every response settles: the requester waits no longer, and the first word has been said. */
export function answeredNow(ticket: Ticket, now = new Date()) {
  return { requesterWaitingSince: null, lastRespondedAt: now, firstRespondedAt: ticket.firstRespondedAt ?? now };
}
