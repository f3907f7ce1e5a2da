import { prisma, read, type Tx, transaction } from "../../platform/db.server.ts";
import { actsFor } from "../accounts/acting.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize, isDesk } from "../permissions.ts";
import { identifiersIn } from "../private-values/identifier.ts";
import { siteDetection } from "../private-values/identifiers.server.ts";
import { placeOf } from "../private-values/keep-values.server.ts";
import { foldedValue, maskOf } from "../private-values/private-value.ts";
import { open } from "../private-values/seal.server.ts";
import type { WithPrivateValues } from "../private-values/settle-form.server.ts";
import { siteSettings } from "../settings/settings.server.ts";
import type { DeskTicket } from "./desk.ts";
import { type Candidate, type EarlierCase, latest, likely } from "./earlier.ts";
import { lockTicket } from "./tickets.server.ts";

const DAY_MS = 86_400_000;
/** Among so many of their own cases, the latest, the likely ones are looked for. */
const CANDIDATES = 30;
const VALUES_OPENED = 200;

const CASES = `SELECT ticket.id AS number, ticket.subject, ticket.state, ticket."updatedAt" AS at, ticket."categoryId",
    left(coalesce(statement.text, ''), 4000) AS text,
    ARRAY(SELECT value FROM "TicketFact" WHERE "ticketId" = ticket.id AND fact = 'model' AND "replacedAt" IS NULL) AS models
  FROM "Ticket" ticket
  LEFT JOIN LATERAL (SELECT text FROM "Statement" WHERE "ticketId" = ticket.id ORDER BY number DESC LIMIT 1) statement ON true
  WHERE ticket."requesterId" = $1 AND ticket."correctsAnswerId" IS NULL AND ticket.state NOT IN ('draft', 'joined', 'spam')
    AND (ticket.state <> 'closed' OR coalesce(ticket."closedAt", ticket."stateSince") > $2)
  ORDER BY ticket."updatedAt" DESC, ticket.id DESC LIMIT ${CANDIDATES}`;

/** What is being written in a contact form, and for whom: the number of the grant, or nothing for oneself. */
export interface Writing extends WithPrivateValues {
  text: string;
  categoryId?: number;
  grant?: FormDataEntryValue | null;
}

/**
 * The cases of whoever it is written for that it seems to belong to: open, or closed so lately that they can be continued. Nobody
 * else's, ever; for another only by a grant that says that one may write for them.
 */
export async function earlierCases(viewer: Viewer, writing: Writing): Promise<EarlierCase[]> {
  const ownerId = writtenFor(viewer, writing.grant);
  if (ownerId === null || writing.text.trim() === "") return [];
  const cases = await casesOf(ownerId);
  if (cases.length === 0) return [];
  const numbers = await numbersIn(viewer, ownerId, writing);
  const given = numbers.size > 0 ? await numbersOf(ownerId, cases) : null;
  const candidates = cases.map((one) => ({ ...one, numbers: given?.get(one.number) ?? [] }));
  return likely({ ...writing, numbers }, candidates);
}

/** The latest cases of whoever a form is for, before anything is written in it. */
export async function latestCases(viewer: Viewer, grant: string | null): Promise<EarlierCase[]> {
  const ownerId = writtenFor(viewer, grant);
  return ownerId === null ? [] : latest(await casesOf(ownerId));
}

/** Other cases of a ticket's requester that it seems to belong to, for whoever works it. */
export async function earlierThan(viewer: Viewer, { number, requester, category, subject, statement }: Opened) {
  if (!isDesk(viewer)) return [];
  const cases = (await casesOf(requester.id)).filter((one) => one.number !== number);
  if (cases.length === 0) return [];
  const text = `${subject}\n${statement.text}`;
  const given = await numbersOf(requester.id, [...cases, { number, text }]);
  const numbers = new Map(given.get(number)?.map((value) => [foldedValue(value), maskOf("number", value)]));
  const candidates = cases.map((one) => ({ ...one, numbers: given.get(one.number) ?? [] }));
  return likely({ text, categoryId: category.id, numbers }, candidates);
}

type Opened = Pick<DeskTicket, "number" | "requester" | "category" | "subject" | "statement">;

/** Whose it will be; null for whoever has no cases, and for a grant that is none. */
function writtenFor(viewer: Viewer, grant: Writing["grant"]): number | null {
  if (viewer.kind !== "member" && viewer.kind !== "staff") return null;
  if (!grant) return viewer.id;
  const acting = viewer.actsFor.find(({ id, scopes }) => String(id) === String(grant) && scopes.includes("write"));
  return acting && !viewer.isSuspended ? acting.principalId : null;
}

async function casesOf(ownerId: number): Promise<Candidate[]> {
  const { continueWithinDays } = await siteSettings();
  const since = new Date(Date.now() - continueWithinDays * DAY_MS);
  const rows = await read<Omit<Candidate, "numbers"> & Record<string, unknown>>("cases.earlier", CASES, [
    ownerId,
    since,
  ]);
  return rows.map((row) => ({ ...row, numbers: [] }));
}

/** The company's numbers in what is written. Whoever may not see another's private values is not told that two agree. */
async function numbersIn(viewer: Viewer, ownerId: number, { text, privateValues = [] }: Writing) {
  if (ownerId !== viewer.id && !actsFor(viewer, ownerId, "reveal")) return new Map<string, string>();
  const moved = privateValues.filter(({ kind }) => kind === "number").map(({ value }) => value);
  const standing = await numbersStandingIn(text);
  return new Map([...moved, ...standing].map((value) => [foldedValue(value), maskOf("number", value)]));
}

async function numbersStandingIn(text: string) {
  const { finders } = await siteDetection();
  return identifiersIn(text, finders).map(({ start, end }) => text.slice(start, end));
}

/**
 * The company's numbers that somebody gave in these cases of theirs: in their words, in their private fields and in those of
 * their questions. A case may have questions of others too.
 */
async function numbersOf(ownerId: number, cases: readonly Pick<Candidate, "number" | "text">[]) {
  const found = new Map<number, string[]>();
  for (const { number, text } of cases) found.set(number, await numbersStandingIn(text));
  for (const row of await sealedIn(ownerId, [...found.keys()])) {
    const value = row.sealed && (await open(prisma, placeOf(row), row.sealed));
    if (value) for (const number of ticketsOf(row)) found.get(number)?.push(value);
  }
  return found;
}

function sealedIn(ownerId: number, ticketIds: number[]) {
  const question = { position: 1, thread: { tickets: { some: { ticketId: { in: ticketIds } } } } };
  const threads = { select: { thread: { select: { tickets: { select: { ticketId: true } } } } } };
  return prisma.privateValue.findMany({
    where: {
      ownerId,
      kind: "number",
      sealed: { not: null },
      OR: [{ ticketId: { in: ticketIds } }, { post: question }],
    },
    include: { post: threads },
    orderBy: { id: "desc" },
    take: VALUES_OPENED,
  });
}

const ticketsOf = ({ ticketId, post }: Awaited<ReturnType<typeof sealedIn>>[number]) =>
  ticketId ? [ticketId] : (post?.thread.tickets.map((link) => link.ticketId) ?? []);

/** Which form it was. */
export type ContactForm = "ask" | "direct" | "escalation";

/** Goes on in an earlier case instead of opening another: what was written in the form stands in that case's own. */
export async function pickUp(viewer: Viewer, ticketId: number): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockTicket(tx, viewer, ticketId);
    authorize(viewer, "ticket.reply", ticket);
    await record(tx, viewer, "case.recognised", { accountId: ticket.requesterId, data: { chosenId: ticketId } });
  });
}

/** Of the cases that a form has shown, those of whoever it is for. */
export async function shownOf(tx: Tx, requesterId: number, shown: readonly number[] = []): Promise<number[]> {
  if (shown.length === 0) return [];
  const rows = await tx.ticket.findMany({
    where: { id: { in: [...shown] }, requesterId },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  return rows.map(({ id }) => id);
}

/**
 * "It's something else": kept as how often we thought wrongly. What was opened instead is not named, for it may have been asked
 * without a name; a request says it in its own history.
 */
export async function declineEarlier(viewer: Viewer, shown: readonly number[] | undefined, form: ContactForm) {
  if (!shown?.length) return;
  await transaction(async (tx) => {
    const offered = await shownOf(tx, viewer.id, shown);
    await recordDeclined(tx, viewer, { requesterId: viewer.id, offered, form });
  });
}

interface Declined {
  requesterId: number;
  offered: number[];
  form: ContactForm;
}

/** The same within the transaction of what is opened instead. */
export async function recordDeclined(tx: Tx, viewer: Viewer, { requesterId, offered, form }: Declined): Promise<void> {
  if (offered.length === 0) return;
  await record(tx, viewer, "case.declined", { accountId: requesterId, data: { offered, form } });
}
