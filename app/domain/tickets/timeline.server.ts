import { z } from "zod";
import type { Event, Prisma } from "../../generated/prisma/client.ts";
import { AppealKind, EscalationTrigger, Priority, TicketState } from "../../generated/prisma/enums.ts";
import { prisma } from "../../platform/db.server.ts";
import { renderMany } from "../../platform/markdown/render.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { OWN_ATTACHMENTS, viewOf } from "../attachments/attachments.server.ts";
import { placeImages } from "../attachments/place-images.ts";
import { consequences, type EventKind } from "../events/events.ts";
import { visible } from "../permissions.ts";
import { claimView } from "./claims.server.ts";
import type { DutyTold, TimelineEntry, TimelineMessage } from "./desk.ts";
import { STATED_FACTS } from "./facts.ts";
import { DETACHED, detachedView } from "./joins.server.ts";
import { ASKED_ROLES } from "./talk.ts";
import { RETURN_REASONS } from "./ticket.ts";
import { DUE_CLOCKS } from "./ticket-clock.ts";
import { WARNED_AT } from "./warnings.ts";

/** A ticket has some dozens of events; of an endless one the newest are shown. */
const EVENTS_MAX = 500;

/** What an event of a ticket may say; anything unknown in it is left out. */
const known = z.object({
  version: z.number().nullable().catch(null),
  from: z.enum(TicketState).nullable().catch(null),
  to: z.enum(TicketState).nullable().catch(null),
  assigneeId: z.number().nullable().catch(null),
  memberId: z.number().nullable().catch(null),
  forId: z.number().nullable().catch(null),
  responseId: z.number().nullable().catch(null),
  missedId: z.number().nullable().catch(null),
  fact: z.enum(STATED_FACTS).nullable().catch(null),
  noteId: z.number().nullable().catch(null),
  talkId: z.number().nullable().catch(null),
  askedRole: z.enum(ASKED_ROLES).nullable().catch(null),
  helped: z.boolean().nullable().catch(null),
  promiseId: z.number().nullable().catch(null),
  dutyId: z.number().nullable().catch(null),
  linkedThreadId: z.number().nullable().catch(null),
  priority: z.enum(Priority).nullable().catch(null),
  reasons: z.array(z.enum(RETURN_REASONS)).catch([]),
  wasKept: z.boolean().nullable().catch(null),
  clock: z.enum(DUE_CLOCKS).nullable().catch(null),
  percent: z.literal(WARNED_AT).nullable().catch(null),
  isByRetarget: z.boolean().catch(false),
  factor: z.number().nullable().catch(null),
  trigger: z.enum(EscalationTrigger).nullable().catch(null),
  appeal: z.enum(AppealKind).nullable().catch(null),
  untold: z.array(z.string()).catch([]),
  because: z.enum(["undone", "answered_in_thread"]).nullable().catch(null),
  declined: z.array(z.number()).catch([]),
  otherId: z.number().nullable().catch(null),
});
type Known = z.infer<typeof known>;
type Told = Event & { actor: { name: string } | null; known: Known };

/**
 * What happened to a ticket, in order, with each message in the place of its event: for the desk, notes included.
 * `sinceVersion` leaves out what its reader has seen.
 */
export async function listTimeline(viewer: Viewer, ticketId: number, sinceVersion = 0): Promise<TimelineEntry[]> {
  const rows = await prisma.event.findMany({
    where: { ticketId, kind: { not: "thread.escalated" } },
    orderBy: { id: "desc" },
    take: EVENTS_MAX,
    include: { actor: { select: { name: true } } },
  });
  const told = rows.reverse().map((row) => ({ ...row, known: known.parse(row.data ?? {}) }));
  const fresh = told.filter((event) => (event.known.version ?? 0) > sinceVersion);
  const [names, messages, threads, promises, duties] = await Promise.all([
    namesIn(fresh),
    messagesIn(viewer, ticketId, fresh),
    threadsIn(viewer, fresh),
    promisesIn(ticketId),
    dutiesIn(ticketId),
  ]);
  return fresh.filter(isKnownKind).map((event) => ({
    id: String(event.id),
    kind: event.kind,
    actorName: event.actor?.name ?? null,
    forName: names.get(event.known.forId ?? 0) ?? null,
    isOwn: event.actorId === viewer.id,
    at: event.createdAt,
    version: event.known.version,
    from: event.known.from,
    to: event.known.to,
    personName: names.get(event.known.assigneeId ?? event.known.memberId ?? 0) ?? null,
    reasons: event.known.reasons,
    priority: event.known.priority,
    linkedThread: threads.get(event.known.linkedThreadId ?? 0) ?? null,
    wasKept: event.known.wasKept,
    warned: warnedIn(event.known),
    relaxed: relaxedIn(event.known),
    fact: event.known.fact,
    trigger: event.known.trigger,
    because: event.known.because,
    appeal: event.known.appeal,
    untold: event.known.untold,
    declined: event.known.declined,
    otherId: event.known.otherId,
    promiseText: promises.get(event.known.promiseId ?? 0) ?? null,
    talk: talkIn(event.known),
    duty: duties.get(event.known.dutyId ?? 0) ?? null,
    message: messages.get(messageKey(event.known)) ?? null,
  }));
}

const warnedIn = ({ clock, percent, isByRetarget }: Known) =>
  clock && percent ? { clock, percent, isByRetarget } : null;

const talkIn = ({ talkId, askedRole, helped }: Known) => (talkId ? { id: talkId, askedRole, helped } : null);

const relaxedIn = ({ clock, factor }: Known) => (clock && factor ? { clock, factor } : null);

const isKnownKind = (event: Told): event is Told & { kind: EventKind } => Object.hasOwn(consequences, event.kind);

const messageKey = ({ responseId, noteId }: Known) => (responseId ? `response-${responseId}` : `note-${noteId ?? 0}`);

async function namesIn(events: readonly Told[]): Promise<Map<number, string>> {
  const ids = events.flatMap(({ known: { assigneeId, memberId, forId } }) => [
    assigneeId ?? 0,
    memberId ?? 0,
    forId ?? 0,
  ]);
  const accounts = await prisma.account.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(accounts.map(({ id, name }) => [id, name]));
}

async function messagesIn(viewer: Viewer, ticketId: number, events: readonly Told[]) {
  const responseIds = events.flatMap(({ known: { responseId } }) => responseId ?? []);
  const noteIds = events.flatMap(({ known: { noteId } }) => noteId ?? []);
  const [responses, notes] = await Promise.all([
    prisma.response.findMany({
      where: { ticketId, id: { in: responseIds } },
      include: { ...files, miss: { select: { reason: true } }, claim: true, detachment: DETACHED },
    }),
    prisma.note.findMany({
      where: { AND: [visible.notes(viewer), { ticketId, id: { in: noteIds } }] },
      include: files,
    }),
  ]);
  const htmls = await renderMany([...responses, ...notes].map(({ markdown }) => markdown));
  const messages = new Map<string, TimelineMessage>();
  responses.forEach(({ id, isFromStaff, isThanks, miss: missed, claim, detachment, ...text }, index) => {
    const about = { isFromStaff, isThanks, missed, claim: claimView(claim), detached: detachedView(detachment) };
    messages.set(`response-${id}`, { kind: "response", id, ...about, ...shown(text, htmls[index]) });
  });
  notes.forEach(({ id, ...text }, index) => {
    const html = htmls[responses.length + index];
    messages.set(`note-${id}`, {
      kind: "note",
      id,
      isFromStaff: true,
      missed: null,
      claim: null,
      isThanks: false,
      detached: null,
      ...shown(text, html),
    });
  });
  return messages;
}

const files = { attachments: OWN_ATTACHMENTS } satisfies Prisma.ResponseInclude & Prisma.NoteInclude;
type Text = Pick<Prisma.NoteGetPayload<{ include: typeof files }>, "markdown" | "attachments">;

const shown = ({ markdown, attachments }: Text, html = "") => placeImages(markdown, html, attachments.map(viewOf));

async function threadsIn(viewer: Viewer, events: readonly Told[]) {
  const ids = events.flatMap(({ known: { linkedThreadId } }) => linkedThreadId ?? []);
  const where = { AND: [{ id: { in: ids } }, visible.threads(viewer)] };
  const threads = await prisma.thread.findMany({ where, select: { id: true, title: true } });
  return new Map(threads.map(({ id, title }) => [id, { number: id, title }]));
}

async function dutiesIn(ticketId: number): Promise<Map<number, DutyTold>> {
  const select = {
    id: true,
    text: true,
    dueAt: true,
    settlement: true,
    wantedWords: true,
    refusedBecause: true,
  } as const;
  const duties = await prisma.duty.findMany({ where: { ticketId }, select });
  return new Map(duties.map(({ id, ...duty }) => [id, duty]));
}

async function promisesIn(ticketId: number): Promise<Map<number, string>> {
  const promises = await prisma.ticketPromise.findMany({ where: { ticketId }, select: { id: true, text: true } });
  return new Map(promises.map(({ id, text }) => [id, text]));
}
