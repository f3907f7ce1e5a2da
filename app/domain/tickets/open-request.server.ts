import { randomUUID } from "node:crypto";
import type { Ticket } from "../../generated/prisma/client.ts";
import { prisma, type Tx, transaction } from "../../platform/db.server.ts";
import { Invalid, NotFound } from "../../platform/errors.ts";
import { asThemselves, forWhom, holdGrant, type Speaker, speakerIn } from "../accounts/acting.server.ts";
import { SYSTEM, type Viewer } from "../accounts/viewer.ts";
import { filesIn, keptFiles } from "../attachments/attachment.ts";
import { hangAttachments } from "../attachments/hang-attachments.server.ts";
import { record } from "../events/record.server.ts";
import { authorize } from "../permissions.ts";
import { keepInLane } from "../private-values/keep-in-lane.server.ts";
import { placeholdersIn } from "../private-values/private-value.ts";
import { isOn, type Policy } from "../settings/policy.ts";
import { categoryFor } from "../threads/ask-thread.server.ts";
import { wordIn } from "../threads/escalation.ts";
import { policyOf } from "../threads/policies.server.ts";
import { titleFrom } from "../threads/title-from.ts";
import { recordDeclined, shownOf } from "./earlier-cases.server.ts";
import type { ContinuationInput, DirectInput } from "./input.ts";
import { passInSilence } from "./pass-unconfirmed.server.ts";
import { refuseTooMany } from "./refuse-escalation.server.ts";
import { submissionOf, writeResponse } from "./responses.server.ts";
import { draftStatement } from "./statement.ts";
import { stateTicket } from "./statements.server.ts";

/** Opens a ticket that has no thread, for what is the customer's alone; they read its statement back. The same form sent twice is one. */
export async function openRequest(viewer: Viewer, input: DirectInput): Promise<{ id: number }> {
  return transaction((tx) => openOnce(tx, viewer, input, asThemselves(viewer)));
}

/** The same for somebody who has granted it: whose request it is says the grant, and nothing that was sent. */
export async function openRequestFor(
  viewer: Viewer,
  delegationId: number,
  input: DirectInput,
): Promise<{ id: number }> {
  const acting = viewer.actsFor.find(({ id }) => id === delegationId);
  if (!acting || viewer.isSuspended) throw new NotFound();
  return transaction(async (tx) => openOnce(tx, viewer, input, await holdGrant(tx, acting, "write")));
}

/**
 * What follows a ticket that was closed too long ago to go on with: its requester's words are a new one's, which knows what was
 * known then. What it was about in public stays with the former.
 */
export async function openFollowUp(tx: Tx, viewer: Viewer, former: Ticket, input: ContinuationInput) {
  const speaker = await speakerIn(tx, viewer, former.requesterId);
  // Closed to them since, it would refuse every word of theirs: then staff puts it where it belongs.
  const categoryId = (await categoryFor(tx, viewer, former))?.id ?? null;
  const opened = await openOnce(tx, viewer, { ...input, desiredOutcome: "", categoryId }, speaker, former.id);
  if (opened.isNew) await copyFacts(tx, former, opened.id);
  return { id: opened.id };
}

/** What is in a private field stays in that lane: its owner gives it again by one press. */
async function copyFacts(tx: Tx, { id }: Ticket, ticketId: number) {
  const facts = await tx.ticketFact.findMany({ where: { ticketId: id, replacedAt: null }, orderBy: { id: "asc" } });
  const rows = facts.filter(({ value }) => placeholdersIn(value).length === 0);
  await tx.ticketFact.createMany({ data: rows.map(({ id: _id, ...fact }) => ({ ...fact, ticketId })) });
}

async function openOnce(
  tx: Tx,
  viewer: Viewer,
  input: DirectInput,
  { authorId: requesterId }: Speaker,
  followsId: number | null = null,
): Promise<{ id: number; isNew: boolean }> {
  const submissionKey = submissionOf(viewer, { submissionKey: input.submissionKey ?? randomUUID() });
  const twin = submissionKey && (await claimForm(tx, submissionKey));
  if (twin) return { ...twin, isNew: false };
  const category = await categoryFor(tx, viewer, input);
  if (!category) throw new Invalid("invalid_form", { categoryId: "required" });
  authorize(viewer, "ticket.open", category);
  const policy = await policyOf(tx, category.id);
  const trigger = isUrgent(policy, input) ? "urgent_words" : "asker";
  // As in a thread: what cannot wait is not counted against whoever says it.
  if (trigger === "asker") await refuseTooMany(tx, viewer, requesterId, policy);
  const { body, desiredOutcome } = input;
  const opened = await tx.ticket.create({
    data: {
      ...{ subject: titleFrom(body), state: "draft", trigger, requesterId, submissionKey, desiredOutcome, followsId },
      categoryId: category.id,
      priority: trigger === "urgent_words" ? "urgent" : "normal",
    },
  });
  // A new lane has no numbers that are taken: the placeholders stay as they are.
  await keepInLane(tx, viewer, opened, input, ["body", "desiredOutcome"]);
  const declined = await shownOf(tx, requesterId, input.earlier);
  await recordDeclined(tx, viewer, { requesterId, offered: declined, form: "direct" });
  const files = await filesOf(tx, viewer, opened, input);
  const data = { version: 1, to: "draft", trigger, ...forWhom(viewer, requesterId), declined, ...files };
  await record(tx, viewer, "ticket.opened", { ticketId: opened.id, data });
  const stated = await stateTicket(tx, SYSTEM, opened, await draftOf(tx, requesterId, input));
  if (trigger === "urgent_words") await passInSilence(tx, stated);
  return { id: opened.id, isNew: true };
}

/** Its words are those of danger, lost data, an outage or the law: the same that take a thread to staff at once. */
const isUrgent = (policy: Policy, { body, desiredOutcome }: DirectInput) =>
  isOn(policy, "urgent_words") && wordIn(`${body}\n${desiredOutcome}`, policy.urgentWords) !== null;

/** A statement holds no files: they are the first thing the requester says beside it. */
async function filesOf(tx: Tx, viewer: Viewer, opened: Ticket, { attachments = "", body }: DirectInput) {
  if (keptFiles(attachments).length === 0 && filesIn(body).length === 0) return {};
  const { id } = await writeResponse(tx, viewer, opened, { body: "", attachments });
  await hangAttachments(tx, viewer, { responseId: id }, { body });
  return { responseId: id };
}

/** What they would like is beside it, as in every request. */
async function draftOf(tx: Tx, requesterId: number, { body }: DirectInput) {
  const { locale } = await tx.account.findUniqueOrThrow({ where: { id: requesterId }, select: { locale: true } });
  const nothingPublic = { expected: "", tried: "", steps: [], affectedCount: 0 };
  return draftStatement({ title: titleFrom(body), happened: body, ...nothingPublic }, locale);
}

/** Waits for a twin of this form that is being written right now, then says whether it opened a ticket. */
async function claimForm(tx: Tx, submissionKey: string) {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`request ${submissionKey}`}, 0))`;
  return tx.ticket.findUnique({ where: { submissionKey }, select: { id: true } });
}

/** Whether this very form has opened one already: then there is nothing to look at before it is sent. */
export async function isOpened(viewer: Viewer, input: DirectInput): Promise<boolean> {
  const submissionKey = submissionOf(viewer, input);
  return submissionKey !== undefined && (await prisma.ticket.count({ where: { submissionKey } })) > 0;
}
