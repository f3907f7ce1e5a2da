import type { Prisma, Statement, Ticket } from "../../generated/prisma/client.ts";
import { prisma, read } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { renderMany } from "../../platform/markdown/render.server.ts";
import { actingFor, delegatesOf } from "../accounts/acting.server.ts";
import { themAndTheirs } from "../accounts/acting.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { OWN_ATTACHMENTS, viewOf } from "../attachments/attachments.server.ts";
import { placeImages } from "../attachments/place-images.ts";
import { can, visible } from "../permissions.ts";
import { privateValuesOfLane } from "../private-values/private-values.server.ts";
import { siteSettings } from "../settings/settings.server.ts";
import { claimView } from "./claims.server.ts";
import { dutiesOf } from "./duties.server.ts";
import { listFacts } from "./facts.server.ts";
import { goodwillOf } from "./goodwill.server.ts";
import { DETACHED, detachedView, JOINS, joinsOf } from "./joins.server.ts";
import type { RequestSummary, RequestView, ResponseView, StatementStanding, StatementView } from "./lane.ts";
import { offeredValues } from "./offered-values.server.ts";
import { continuableUntil } from "./reopen-ticket.server.ts";
import { rightsOf } from "./rights.server.ts";
import { NO_RIGHTS } from "./rights.ts";
import { requestedSteps } from "./steps.server.ts";
import { turnOf } from "./ticket.ts";
import { undoableUntil } from "./withdraw-escalation.server.ts";

/** More messages than any talk has had; beyond them the newest are shown. */
const RESPONSES_MAX = 500;

const name = { select: { name: true } } as const;

/** Everything of a ticket that its requester may read, and nothing else: there are no notes here. */
const ofRequest = {
  requester: name,
  assignee: name,
  statements: { orderBy: { number: "desc" }, take: 1 },
  responses: {
    orderBy: { id: "desc" },
    take: RESPONSES_MAX,
    include: {
      ...{ author: name, by: name, attachments: OWN_ATTACHMENTS, miss: { select: { reason: true } }, claim: true },
      detachment: DETACHED,
    },
  },
  ...JOINS,
  promises: { orderBy: { id: "asc" }, include: { owner: name } },
  briefs: { orderBy: { id: "desc" }, take: 1, select: { readerId: true, readAt: true } },
  threads: { select: { thread: { select: { id: true, title: true, authorId: true } } }, orderBy: { threadId: "asc" } },
} satisfies Prisma.TicketInclude;

type Row = Prisma.TicketGetPayload<{ include: typeof ofRequest }>;

/** The ticket as its requester sees it, for the requester and for the desk; not found for anybody else. */
export async function requireRequest(viewer: Viewer, ticketId: number): Promise<RequestView> {
  const where = { AND: [{ id: ticketId }, visible.tickets(viewer)] };
  const row = await prisma.ticket.findFirst({ where, include: ofRequest });
  const statement = row?.statements[0];
  if (!row || !statement) throw new NotFound();
  const [statementHtml = "", ...htmls] = await renderMany([
    statement.text,
    ...row.responses.map((response) => response.markdown),
  ]);
  const isOwn = row.requesterId === viewer.id;
  const [settings, delegates, steps, privateValues, rights, offered, facts, goodwill, duties] = await Promise.all([
    siteSettings(),
    delegatesOf(row.requesterId),
    requestedSteps(ticketId),
    privateValuesOfLane(viewer, row),
    can(viewer, "ticket.confirm", row) ? rightsOf(row, viewer) : NO_RIGHTS,
    isOwn && row.state === "waiting_on_requester" ? offeredValues({ ...row, words: askedIn(row) }) : [],
    listFacts(ticketId),
    goodwillOf(viewer, row),
    dutiesOf(ticketId),
  ]);
  const { continueWithinDays, undoEscalationMinutes } = settings;
  const may = { write: can(viewer, "ticket.reply", row), confirm: can(viewer, "ticket.confirm", row) };
  return {
    ...standingOf(row),
    undoableUntil: undoableUntil(row, undoEscalationMinutes),
    seenBy: can(viewer, "ticket.follow", row) ? "requester" : "staff",
    isForAnother: row.requesterId !== viewer.id,
    isShared: delegates.length > 0,
    may,
    continuableUntil: row.state === "closed" ? continuableUntil(row, continueWithinDays) : null,
    statement: statementView(statement, statementHtml),
    responses: row.responses.map((response, index) => responseView(response, htmls[index] ?? "")).reverse(),
    promises: row.promises.map(({ owner, ...promise }) => ({ ...promiseView(promise), ownerName: owner.name })),
    steps,
    facts,
    goodwill,
    duties,
    rights,
    threads: ownThreads(row),
    ...joinsOf(row),
    privateValues,
    offered,
  };
}

/** What staff has said last, and what it waits for. */
const askedIn = ({ waitingFor, responses }: Row) =>
  `${waitingFor}\n${responses.find(({ isFromStaff }) => isFromStaff)?.markdown ?? ""}`;

function standingOf(row: Row) {
  const { id, subject, state, stateSince, createdAt, desiredOutcome, waitingFor, waitingUntil, closedAt } = row;
  const changes = state === "read_back" || state === "resolved" || state === "waiting_on_requester";
  return {
    number: id,
    subject,
    state,
    since: createdAt,
    stateSince,
    requesterName: row.requester.name,
    assigneeName: row.assignee?.name ?? null,
    isRead: row.briefs.some(({ readerId, readAt }) => readAt !== null && readerId === row.assigneeId),
    desiredOutcome,
    verdict: row.outcomeVerdict && { outcome: row.outcomeVerdict, reason: row.outcomeReason },
    nextUpdateBy: owedUpdate(row),
    waitingFor,
    waitingUntil,
    changesByItselfAt: changes ? row.timerAt : null,
    closedAt,
    isUnanswered: row.resolution === "no_answer",
    isAnswerComing: row.willPublish === true,
  };
}

/** What tells by when the requester hears from staff. */
type Promised = Pick<Ticket, "state" | "dueAt" | "apologisedUntil">;

/** When the requester hears from us next; nothing while it is their turn. */
export function owedUpdate({ state, dueAt, apologisedUntil }: Promised): Date | null {
  const turn = turnOf(state);
  if (turn !== "staff" && turn !== "other") return null;
  return dueAt && apologisedUntil && apologisedUntil > dueAt ? apologisedUntil : dueAt;
}

export function statementView(statement: Statement, html: string): StatementView {
  const { number, text, hash, confirmedAt, confirmedName, confirmedByName } = statement;
  const standing = statementStanding(statement);
  return { number, text, html, hash, standing, confirmedAt, confirmedName, confirmedByName };
}

function statementStanding({ confirmedAt, passedUnconfirmedAt }: Statement): StatementStanding {
  if (confirmedAt) return "confirmed";
  return passedUnconfirmedAt ? "unconfirmed" : "awaiting";
}

function responseView(response: Row["responses"][number], html: string): ResponseView {
  const { id, author, by, isFromStaff, createdAt, markdown, attachments, miss: missed, claim, isThanks } = response;
  const shown = placeImages(markdown, html, attachments.map(viewOf));
  return {
    id,
    authorName: author.name,
    byName: by?.name ?? null,
    isFromStaff,
    at: createdAt,
    missed,
    claim: claimView(claim),
    isThanks,
    detached: detachedView(response.detachment),
    ...shown,
  };
}

function promiseView({ id, text, dueAt, settledAt, wasKept, settlement }: Omit<Row["promises"][number], "owner">) {
  return { id, text, dueAt, settledAt, wasKept, settlement };
}

/** Threads of other customers may belong to the same cause: the requester is not told which. */
const ownThreads = (row: Row) =>
  row.threads
    .filter(({ thread }) => thread.authorId === row.requesterId)
    .map(({ thread: { id, title } }) => ({ number: id, title }));

// -- the list ----------------------------------------------------------------------------------------------

const PAGE = 30;

/** Whose turn it is, as a number to sort by: mine, somebody else's, over. */
const RANK = `CASE WHEN state IN ('read_back', 'waiting_on_requester', 'resolved') OR "dutyUntil" IS NOT NULL THEN 0
  WHEN state IN ('closed', 'joined') THEN 2 ELSE 1 END`;

const MINE = `
  SELECT id AS number, subject, state, "waitingFor", "waitingUntil", "dueAt", "apologisedUntil", "updatedAt", ${RANK} AS rank, "requesterId"
  FROM "Ticket"
  WHERE "requesterId" = ANY ($1::int[]) AND state <> 'spam' AND (${RANK}, -id) > ($2::int, $3::int)
  ORDER BY rank, id DESC LIMIT ${PAGE + 1}`;

interface Mine extends Omit<RequestSummary, "nextUpdateBy" | "isMyTurn" | "forName"> {
  dueAt: Date | null;
  apologisedUntil: Date | null;
  rank: number;
  requesterId: number;
}

/** A member's own requests and those of whom they act for, those first that wait for them; `after` is the cursor of an earlier page. */
export async function listRequests(viewer: Viewer, after: string | null) {
  const [, rank = "-1", id = "0"] = /^([0-2])\.(\d{1,9})$/.exec(after ?? "") ?? [];
  const rows = await read<Mine & Record<string, unknown>>("requests_of", MINE, [
    themAndTheirs(viewer),
    Number(rank),
    -Number(id),
  ]);
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  return {
    requests: shown.map((row) => ({
      ...summary(row),
      forName: actingFor(viewer, row.requesterId)?.principalName ?? null,
    })),
    next: rows.length > PAGE && last ? `${last.rank}.${last.number}` : null,
  };
}

function summary(row: Mine): Omit<RequestSummary, "forName"> {
  const { number, subject, state, waitingFor, waitingUntil, updatedAt, rank } = row;
  const nextUpdateBy = owedUpdate(row);
  return { number, subject, state, waitingFor, waitingUntil, updatedAt, nextUpdateBy, isMyTurn: rank === 0 };
}
