import type { SideTalk, Ticket } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, Invalid, NotFound } from "../../platform/errors.ts";
import { isStaffRole, SYSTEM, type Viewer } from "../accounts/viewer.ts";
import { hangAttachments } from "../attachments/hang-attachments.server.ts";
import { targetSeconds } from "../calendars/calendar.ts";
import { currentCalendar } from "../calendars/calendars.server.ts";
import { dueAt } from "../calendars/clock.ts";
import { authorize, can, isDesk } from "../permissions.ts";
import { keepAmongStaff } from "../private-values/keep-in-lane.server.ts";
import { siteSettings } from "../settings/settings.server.ts";
import { writeNote } from "./notes.server.ts";
import { submissionOf } from "./responses.server.ts";
import type { AskInsideInput, TalkAnswerInput } from "./talk-input.ts";
import { changeTicket, lockDeskTicket, lockTicket, recordTicket } from "./tickets.server.ts";

/**
 * Asks a colleague, or whoever has a role, something about a ticket: a note that wants an answer. Like every note it is taken
 * whatever its writer has seen, and nobody but staff reads it.
 */
export async function askInside(viewer: Viewer, ticketId: number, input: AskInsideInput): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockDeskTicket(tx, viewer, ticketId);
    if (await isWritten(tx, viewer, input)) return;
    await refuseNobody(tx, viewer, input.asked);
    const data = { ticketId, askedById: viewer.id, stepAt: await answerBy(tx, new Date()), ...input.asked };
    const talk = await tx.sideTalk.create({ data });
    const { body } = await keepAmongStaff(tx, viewer, ticket, input, ["body"]);
    const note = await writeNote(tx, viewer, ticket, body, submissionOf(viewer, input), talk.id);
    await hangAttachments(tx, viewer, { noteId: note.id }, input);
    const { askedId, askedRole } = input.asked;
    const whom = askedId ? { memberId: askedId } : { askedRole };
    const said = { talkId: talk.id, noteId: note.id, ...whom };
    await recordTicket(tx, viewer, "talk.asked", [ticket, await changeTicket(tx, ticket, {})], said);
  });
}

/** By when a colleague is to answer; null where the calendar never opens. */
export async function answerBy(tx: Tx, askedAt: Date): Promise<Date | null> {
  const [calendar, { insideAnswerHours: hours }] = [await currentCalendar(tx), await siteSettings(tx)];
  return dueAt(calendar, askedAt, targetSeconds(calendar, { hours }), []);
}

const isWritten = async (tx: Tx, viewer: Viewer, input: Pick<AskInsideInput, "submissionKey">) => {
  const submissionKey = submissionOf(viewer, input);
  return submissionKey !== undefined && (await tx.note.count({ where: { submissionKey } })) > 0;
};

async function refuseNobody(tx: Tx, viewer: Viewer, { askedId }: AskInsideInput["asked"]) {
  if (askedId === null) return;
  const account = await tx.account.findUnique({ where: { id: askedId } });
  if (!account || !isStaffRole(account.role) || account.id === viewer.id)
    throw new Invalid("invalid_form", { asked: "invalid_value" });
}

/** An answer, or another word of who asked. The first answer is what is measured, and takes it off the list of who was asked. */
export async function answerTalk(viewer: Viewer, talkId: number, input: TalkAnswerInput): Promise<void> {
  await transaction(async (tx) => {
    const { talk, ticket } = await lockTalk(tx, viewer, talkId);
    authorize(viewer, "talk.answer", talk);
    if (await isWritten(tx, viewer, input)) return;
    if (talk.closedAt) throw new Conflict("talk_closed");
    const { body } = await keepAmongStaff(tx, viewer, keptBy(viewer, ticket, talk), input, ["body"]);
    const note = await writeNote(tx, viewer, ticket, body, submissionOf(viewer, input), talkId);
    if (viewer.id !== talk.askedById && !talk.answeredAt) {
      const answered = { answeredAt: new Date(), answeredById: viewer.id, stepAt: null };
      await tx.sideTalk.update({ where: { id: talkId }, data: answered });
    }
    const data = { talkId, noteId: note.id };
    await recordTicket(tx, viewer, "talk.answered", [ticket, await changeTicket(tx, ticket, {})], data);
  });
}

/** Who may not open the ticket keeps nothing in it: what they move is theirs who asked. */
const keptBy = (viewer: Viewer, { id, requesterId }: Ticket, { askedById }: SideTalk) => ({
  ...{ id, requesterId, ownerId: isDesk(viewer) ? viewer.id : askedById },
});

/** Who asked closes it, and says whether it helped. */
export async function closeTalk(viewer: Viewer, talkId: number, is: "helped" | "didnt"): Promise<void> {
  await transaction(async (tx) => {
    const { talk, ticket } = await lockTalk(tx, viewer, talkId);
    authorize(viewer, "talk.close", talk);
    if (talk.closedAt) return;
    const helped = is === "helped";
    await tx.sideTalk.update({ where: { id: talkId }, data: { closedAt: new Date(), helped, stepAt: null } });
    const data = { talkId, helped };
    await recordTicket(tx, viewer, "talk.closed", [ticket, await changeTicket(tx, ticket, {})], data);
  });
}

/** The ticket is locked for who may not see it: what they answer is written to it all the same. */
async function lockTalk(tx: Tx, viewer: Viewer, id: number) {
  const found: SideTalk | null = await tx.sideTalk.findUnique({ where: { id } });
  if (!found || !can(viewer, "talk.see", found)) throw new NotFound();
  const ticket = await lockTicket(tx, SYSTEM, found.ticketId);
  return { ticket, talk: await tx.sideTalk.findUniqueOrThrow({ where: { id } }) };
}
