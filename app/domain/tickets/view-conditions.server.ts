import type { Viewer } from "../accounts/viewer.ts";
import { DUE_HOURS, LIVE_STATES, statesOfTurn, type ViewFilter } from "./view.ts";

/** A parameter of a statement that grows: its name in the text. */
export type Bind = (value: unknown) => string;

const listed = (words: readonly string[]) => words.map((word) => `'${word}'`).join(", ");

// Word for word the condition of the index "Ticket_desk_live".
const LIVE = `ticket.state IN (${listed(LIVE_STATES)})`;

/** What somebody has put away and what has not come back yet. */
export const IS_SNOOZED = (me: string) =>
  `EXISTS (SELECT FROM "Snooze" away WHERE away."accountId" = ${me} AND away."ticketId" = ticket.id
     AND away."wokenAt" IS NULL AND (away.until IS NULL OR away.until > now()))`;

/** The tickets of a view, in SQL over `ticket`. Only fixed words stand in the text; what somebody chose is bound. */
export function conditionOf(filter: ViewFilter, viewer: Viewer, bind: Bind): string {
  const me = () => `${bind(viewer.id)}::int`;
  return [LIVE, ...facts(filter, bind), ...assigned(filter, bind, me), ...looked(filter, me)].join(" AND ");
}

function facts({ states, priorities, categoryId, waitingOn, due }: ViewFilter, bind: Bind): string[] {
  return [
    states.length > 0 && `ticket.state IN (${listed(states)})`,
    priorities.length > 0 && `ticket.priority IN (${listed(priorities)})`,
    waitingOn !== "any" && `ticket.state IN (${listed(statesOfTurn(waitingOn))})`,
    categoryId !== null && `ticket."categoryId" = ${bind(categoryId)}::int`,
    due === "none" && `ticket."dueAt" IS NULL`,
    due !== "any" && due !== "none" && `ticket."dueAt" <= now() + interval '${DUE_HOURS[due]} hours'`,
  ].filter((condition) => condition !== false);
}

function assigned({ assignee, level }: ViewFilter, bind: Bind, me: () => string): string[] {
  const roles = level === "1" ? "'agent_1'" : "'agent_2', 'lead', 'manager'";
  const ofLevel = `ticket."assigneeId" = ANY (ARRAY(SELECT id FROM "Account" WHERE role IN (${roles})))`;
  const byLevel = level === "any" ? [] : [ofLevel];
  if (assignee === "anyone") return byLevel;
  if (assignee === "nobody") return [`ticket."assigneeId" IS NULL`, ...byLevel];
  if (assignee !== "me") return [`ticket."assigneeId" = ${bind(assignee)}::int`, ...byLevel];
  return [`ticket."assigneeId" = ${me()}`, `NOT ${IS_SNOOZED(me())}`, ...byLevel];
}

function looked({ unread }: ViewFilter, me: () => string): string[] {
  if (unread === "all") return [];
  const look = `SELECT FROM "TicketLook" look WHERE look."accountId" = ${me()} AND look."ticketId" = ticket.id`;
  return unread === "new" ? [`NOT EXISTS (${look})`] : [`EXISTS (${look} AND look.version < ticket.version)`];
}
