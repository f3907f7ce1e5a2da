import type { Reading, Ticket } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, Forbidden } from "../../platform/errors.ts";
import { refuseOwnText, standingTo } from "../accounts/second-person.server.ts";
import { READER_ROLES, type Viewer, viewerFrom } from "../accounts/viewer.ts";
import { moveAttachments } from "../attachments/hang-attachments.server.ts";
import { authorize } from "../permissions.ts";
import { keepAmongStaff } from "../private-values/keep-in-lane.server.ts";
import { siteSettings } from "../settings/settings.server.ts";
import { DUTY_KINDS } from "./duty.ts";
import { handOn, whyNotSentBy } from "./hand-on-reading.server.ts";
import { type ReadingPassInput, type ReadingReturnInput, resolutionInput } from "./input.ts";
import type { ReadingTerms } from "./reading.ts";
import { readingHash, requireWaiting } from "./readings.server.ts";
import { closeWith } from "./resolve-ticket.server.ts";
import { sendResponse } from "./respond.server.ts";
import { changeTicket, lockDeskTicket, recordTicket, refuseClosed, refuseUnseen } from "./tickets.server.ts";

/**
 * A second person lets a response go: exactly the text they have read is sent, by its author, or goes to who sends it in
 * their place. They have seen what came in since, or it is refused. Whoever is alone waits and reads again.
 */
export async function passReading(viewer: Viewer, ticketId: number, input: ReadingPassInput): Promise<void> {
  const { selfReviewMinutes: waitMinutes } = await siteSettings();
  await transaction(async (tx) => {
    const ticket = await lockDeskTicket(tx, viewer, ticketId);
    const reading = await requireWaiting(tx, ticket, input.readingId);
    const standing = await standingTo(tx, viewer, new Set([reading.authorId]), READER_ROLES);
    if (standing === "yes") authorize(viewer, "reading.pass", null);
    refuseUnseen(ticket, input.seenVersion);
    refuseClosed(ticket);
    refuseOtherWords(reading, input.hash);
    const { createdAt: submittedAt } = reading;
    refuseOwnText({ standing, submittedAt, waitMinutes, hasReread: input.hasReread === "on" });
    const author = viewerFrom(await tx.account.findUniqueOrThrow({ where: { id: reading.authorId } }));
    const because = await whyNotSentBy(tx, author, ticket, reading);
    if (because) return handOn(tx, viewer, ticket, reading, because);
    await recordTicket(tx, viewer, "ticket.reading_passed", [ticket, ticket], { readingId: reading.id });
    const responseId = await sendAs(tx, author, ticket, reading);
    await moveAttachments(tx, reading.id, { responseId });
    const data = { state: "passed", readerId: viewer.id, decidedAt: new Date(), responseId } as const;
    await tx.reading.update({ where: { id: reading.id }, data });
  });
}

/** What is stored is what was shown: anything else is no text that was read. */
function refuseOtherWords({ kind, markdown, terms, hash }: Reading, read: string) {
  if (hash !== read || readingHash(kind, markdown, terms as ReadingTerms) !== read) throw new Conflict("reading_over");
}

/** Sends it in its author's name, as their form had it. */
function sendAs(tx: Tx, author: Viewer, ticket: Ticket, reading: Reading): Promise<number> {
  const { markdown: body, kind, macroId, macroVersion } = reading;
  const terms = reading.terms as ReadingTerms;
  const sent = macroId && macroVersion ? { macroId, macroVersion } : null;
  const isAgain = terms.isAgain === "yes";
  const { outcome } = terms;
  const said = { body, sent, isAgain, outcome, question: questionIn(terms), promises: promisesOf(terms) };
  if (kind !== "resolve") return sendResponse(tx, author, ticket, said);
  const { publish, outcomeVerdict, outcomeReason } = resolutionInput.parse({ ...terms, body, seenVersion: 1 });
  return closeWith(tx, author, ticket, { body, sent, publish, outcomeVerdict, outcomeReason });
}

/** A date that has passed meanwhile can't be asked for. */
function questionIn({ waitingFor, waitingUntil, duty: asked }: ReadingTerms) {
  if (!waitingFor || !waitingUntil) return null;
  const duty = DUTY_KINDS.find((kind) => kind === asked);
  const until = new Date(waitingUntil);
  if (until <= new Date()) throw new Conflict("reading_date_over");
  return { waitingFor, waitingUntil: until, duty };
}

/** Nor promised. */
function promisesOf({ promises = [] }: ReadingTerms) {
  const dated = promises.map(([body, dueAt]) => ({ body, dueAt: new Date(dueAt) }));
  if (dated.some(({ dueAt }) => dueAt <= new Date())) throw new Conflict("reading_date_over");
  return dated;
}

/** The reader gives it back to its author and says why. */
export async function returnReading(viewer: Viewer, ticketId: number, input: ReadingReturnInput): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockDeskTicket(tx, viewer, ticketId);
    const reading = await requireWaiting(tx, ticket, input.readingId);
    if (reading.authorId === viewer.id) throw new Forbidden("review_own_text");
    authorize(viewer, "reading.pass", null);
    const { reason } = await keepAmongStaff(tx, viewer, ticket, input, ["reason"]);
    await giveBack(tx, viewer, ticket, reading, { state: "returned", reason });
  });
}

/** Its author takes it back to go on with it. */
export async function withdrawReading(viewer: Viewer, ticketId: number, readingId: number): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockDeskTicket(tx, viewer, ticketId);
    const reading = await requireWaiting(tx, ticket, readingId);
    if (reading.authorId !== viewer.id) throw new Forbidden();
    await giveBack(tx, viewer, ticket, reading, { state: "withdrawn", reason: "" });
  });
}

type Decision = { state: "returned" | "withdrawn"; reason: string };

async function giveBack(tx: Tx, viewer: Viewer, ticket: Ticket, { id }: Reading, decision: Decision) {
  const decidedAt = new Date();
  await tx.reading.update({ where: { id }, data: { ...decision, readerId: viewer.id, decidedAt } });
  await moveAttachments(tx, id, { createdAt: decidedAt });
  const kind = decision.state === "returned" ? "ticket.reading_returned" : "ticket.reading_withdrawn";
  await recordTicket(tx, viewer, kind, [ticket, await changeTicket(tx, ticket, {})], { readingId: id });
}
