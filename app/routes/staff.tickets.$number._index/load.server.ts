import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireMember } from "../../domain/accounts/viewer.server.ts";
import type { Viewer } from "../../domain/accounts/viewer.ts";
import { answersOfTicket } from "../../domain/answers/answers.server.ts";
import { targetSeconds } from "../../domain/calendars/calendar.ts";
import { currentCalendar } from "../../domain/calendars/calendars.server.ts";
import { dueAt } from "../../domain/calendars/clock.ts";
import { macrosFor } from "../../domain/macros/macros.server.ts";
import { modeOf } from "../../domain/macros/modes.server.ts";
import { markSubjectRead } from "../../domain/notifications/mark-read.server.ts";
import { can } from "../../domain/permissions.ts";
import { privateValuesOfRequester } from "../../domain/private-values/private-values.server.ts";
import { listCategories } from "../../domain/threads/categories.server.ts";
import { nudgesOf, openAppealsAt } from "../../domain/tickets/appeals.server.ts";
import { draftBrief, dutiesToTell, stepsToTell } from "../../domain/tickets/brief.ts";
import { latestBrief } from "../../domain/tickets/briefs.server.ts";
import { listAgents, requireDeskTicket } from "../../domain/tickets/desk.server.ts";
import type { DeskTicket } from "../../domain/tickets/desk.ts";
import { deskVersionOf } from "../../domain/tickets/desk-version.server.ts";
import { earlierThan } from "../../domain/tickets/earlier-cases.server.ts";
import { effortOf } from "../../domain/tickets/effort.server.ts";
import { listFacts } from "../../domain/tickets/facts.server.ts";
import { isAskLocked } from "../../domain/tickets/give-first.server.ts";
import { goodwillOf } from "../../domain/tickets/goodwill.server.ts";
import { heldOnTicket } from "../../domain/tickets/held-responses.server.ts";
import { linkedTickets } from "../../domain/tickets/linked-tickets.server.ts";
import { look } from "../../domain/tickets/looks.server.ts";
import { numbersGiven } from "../../domain/tickets/numbers-given.server.ts";
import { returnedReading, waitingReading } from "../../domain/tickets/reading-views.server.ts";
import { snoozeOf } from "../../domain/tickets/snooze-ticket.server.ts";
import { canFollow } from "../../domain/tickets/ticket.ts";
import { unjoinableUntil } from "../../domain/tickets/unjoin-ticket.server.ts";
import { handleLoader, idParam, isFetchedByScript } from "../../platform/http.server.ts";

/** Support days that a requester or a third party is given unless the agent says otherwise. */
const DAYS_TO_ANSWER = 3;

/** The ticket's page, for its own address and for those of what is done to it. */
export const loadTicket = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    const number = idParam(params.number);
    // Before what it is the version of: what comes in between is then told once more.
    const version = await deskVersionOf(viewer, number);
    const ticket = await requireDeskTicket(viewer, number);
    const threadIds = ticket.threads.map(({ number }) => number);
    const requesterId = ticket.requester.id;
    const [agents, answers, macros, mode, privateFields, numbers, held, asked, known] = await Promise.all([
      listAgents(viewer),
      answersOfTicket(viewer, number),
      macrosFor(viewer, ticket.category.id, ticket.requester.locale),
      modeOf(viewer, ticket.category.id),
      privateValuesOfRequester(viewer, { ticketId: number, requesterId, threadIds }),
      numbersGiven({ id: number, requesterId, threadIds, statement: ticket.statement.text }),
      heldOnTicket(viewer, number),
      askedOf(viewer, number),
      knownOf(viewer, ticket),
    ]);
    const visit = await visitOf(request, viewer, ticket);
    const now = new Date();
    const subject = { requesterId, state: ticket.state };
    return {
      ticket,
      version,
      agents,
      answers,
      macros,
      /** How freely this viewer answers here. */
      mode: viewer.role === "agent_1" ? mode : "free",
      isLevel1: viewer.role === "agent_1",
      privateFields,
      numbers,
      ...held,
      ...asked,
      ...visit,
      ...known,
      now,
      me: viewer.id,
      may: {
        work: can(viewer, "ticket.work", subject),
        return: can(viewer, "ticket.return", subject),
        refuseClaim: can(viewer, "promise.refuse", subject),
      },
      soon: await inDays(now, DAYS_TO_ANSWER),
      submissionKey: crypto.randomUUID(),
    };
  });

/** What they had seen before: they have seen this now, and what told them of it is read. And until when it is put away. */
async function visitOf(request: Request, viewer: Viewer, ticket: DeskTicket) {
  const isLooking = !isFetchedByScript(request);
  if (isLooking) await markSubjectRead(viewer, { ticketId: ticket.number });
  const looked = isLooking ? await look(viewer, ticket) : null;
  return { looked, snooze: await snoozeOf(viewer, ticket.number) };
}

/**
 * What is known of the case beside the ticket itself, and what its brief would say were it handed over now; the response
 * that a second person reads, and one that came back to this viewer.
 */
async function knownOf(viewer: Viewer, ticket: DeskTicket) {
  const { number, desiredOutcome, waitingFor, requesterWaitingSince, steps, promises, statement } = ticket;
  const [facts, effort, brief, others, reading, returned, goodwill, earlier, locked] = await Promise.all([
    listFacts(number),
    effortOf(viewer, number),
    latestBrief(viewer, number),
    linkedTickets(viewer, number),
    waitingReading(viewer, number),
    returnedReading(viewer, number),
    goodwillOf(viewer, { id: number, requesterId: ticket.requester.id, state: ticket.state }),
    canFollow(ticket.state, "joined") ? earlierThan(viewer, ticket) : [],
    isAskLocked(number),
  ]);
  const source = {
    ...{ desiredOutcome, facts, waitingFor, requesterWaitingSince, gap: "" },
    promises: promises.filter(({ settledAt }) => settledAt === null),
    isConfirmed: statement.standing === "confirmed",
    steps: stepsToTell(steps),
    duties: dutiesToTell(ticket.duties),
  };
  const undoable = ticket.joinedInto && unjoinableUntil(ticket.joinedInto.at);
  return {
    ...{ facts, effort, brief, others, reading, returned, goodwill, earlier },
    /** Nothing may be asked for yet. */
    isAskLocked: locked,
    unjoinableUntil: undoable && undoable > new Date() ? undoable : null,
    briefDraft: draftBrief(source, viewer),
  };
}

/** What the requester asked for, who may answer it, and where else a ticket can go. */
async function askedOf(viewer: Viewer, number: number) {
  const [appeals, nudges, categories] = await Promise.all([
    openAppealsAt(viewer, number),
    nudgesOf(number),
    listCategories(viewer),
  ]);
  return { appeals, nudges, categories, supervises: can(viewer, "appeal.answer", null) };
}

async function inDays(now: Date, days: number): Promise<Date> {
  const calendar = await currentCalendar();
  return dueAt(calendar, now, targetSeconds(calendar, { days }), []) ?? new Date(now.getTime() + days * 86_400_000);
}

export type TicketPage = Awaited<ReturnType<typeof loadTicket>>;
