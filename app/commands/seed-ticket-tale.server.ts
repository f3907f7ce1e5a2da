import type { EventKind } from "../domain/events/events.ts";
import { clocksOf, setAlarm, warningsLeft } from "../domain/tickets/clocks.server.ts";
import { statementHash } from "../domain/tickets/statements.server.ts";
import type { AskedRole } from "../domain/tickets/talk.ts";
import { canFollow, type ReturnReason } from "../domain/tickets/ticket.ts";
import type { Account, Duty, Prisma, Ticket } from "../generated/prisma/client.ts";
import type { EscalationTrigger, TicketState } from "../generated/prisma/enums.ts";
import type { Tx } from "../platform/db.server.ts";
import type { SeedEvents } from "./seed-events.server.ts";
import { answerRow, dutyRow, noRow, noteRow, questionRow, type Row, responseRow } from "./seed-ticket-rows.server.ts";

type Facts = Omit<Prisma.TicketUncheckedCreateInput, "id" | "dueAt" | "dueClock" | "timerAt"> & {
  state: TicketState;
  version: number;
  stateSince: Date;
};
type Change = Partial<Facts>;
type Verdict = Pick<Ticket, "outcomeVerdict" | "outcomeReason"> & Partial<Pick<Ticket, "notPublishedBecause">>;

interface Opening {
  subject: string;
  requesterId: number;
  categoryId: number;
  desiredOutcome: string;
  priority: Ticket["priority"];
  trigger: EscalationTrigger;
}

/**
 * A ticket's past, told step by step and then written at once with the dates of the story: the verbs know only now, and
 * messages and events can't be dated afterwards. Each step does what the verb of its name does.
 */
export class TicketTale {
  private facts: Facts;
  private statement = 0;
  private readonly writes: ((tx: Tx, ticketId: number) => Promise<void>)[] = [];

  constructor(
    private readonly events: SeedEvents,
    opening: Opening,
    by: Account | null,
    at: Date,
  ) {
    this.facts = { ...opening, state: "draft", version: 1, createdAt: at, updatedAt: at, stateSince: at };
    this.tell("ticket.opened", by, at, { version: 1, to: "draft", trigger: opening.trigger });
  }

  /** Puts a text before the requester. */
  state(by: Account | null, at: Date, text: string) {
    const number = ++this.statement;
    this.step("ticket.stated", by, at, { state: "read_back" }, { statement: number }, async (tx, ticketId) => {
      const row = { ticketId, number, text, hash: statementHash(text), authorId: by?.id ?? null, createdAt: at };
      await tx.statement.create({ data: row });
      return {};
    });
  }

  correct(by: Account, at: Date, text: string) {
    this.step("ticket.corrected", by, at, { state: "draft" }, { statement: this.statement });
    this.state(by, at, text);
  }

  confirm(by: Account, at: Date) {
    this.accept("ticket.confirmed", by, at, { confirmedAt: at, confirmedName: by.name });
  }

  /** The time to read it back is over. */
  pass(at: Date) {
    this.accept("ticket.passed_unconfirmed", null, at, { passedUnconfirmedAt: at });
  }

  assign(by: Account, at: Date, assignee: Account) {
    const data = { assigneeId: assignee.id, formerId: this.facts.assigneeId ?? null };
    const state = this.facts.state === "new" ? "open" : this.facts.state;
    this.step("ticket.assigned", by, at, { assigneeId: assignee.id, state }, data);
  }

  note(by: Account, at: Date, text: string) {
    this.step("ticket.noted", by, at, {}, {}, noteRow(by, at, text));
  }

  respond(by: Account, at: Date, text: string) {
    this.step("ticket.responded", by, at, this.answered(at), {}, responseRow(by, at, text, true));
  }

  ask(by: Account, at: Date, text: string, waitingFor: string, waitingUntil: Date) {
    const change: Change = { ...this.answered(at), state: "waiting_on_requester", waitingFor, waitingUntil };
    this.step("ticket.responded", by, at, change, {}, responseRow(by, at, text, true));
  }

  /** Something to do by a date, which is reminded of at half its time. */
  duty(by: Account, at: Date, text: string, duty: Pick<Duty, "kind" | "text" | "dueAt">) {
    this.ask(by, at, text, duty.text, duty.dueAt);
    this.facts = { ...this.facts, dutyUntil: duty.dueAt };
    this.tell("duty.asked", by, at, { version: this.facts.version }, dutyRow(by, at, duty));
  }

  /** A note that asks whoever has a role. */
  askInside(by: Account, at: Date, askedRole: AskedRole, text: string) {
    this.step("talk.asked", by, at, {}, { askedRole }, questionRow(by, at, askedRole, text));
  }

  /** Answers what was asked last. */
  answerInside(by: Account, at: Date, text: string) {
    this.step("talk.answered", by, at, {}, {}, answerRow(by, at, text));
  }

  /** Something to do, and why again where it was done before. */
  askForStep(by: Account, at: Date, text: string, reason: string, until: Date) {
    this.ask(by, at, reason ? `${text}\n\n${reason}` : text, text, until);
    this.writes.push(async (tx, ticketId) => {
      await tx.ticketStep.create({ data: { ticketId, text, reason, askedById: by.id, createdAt: at } });
    });
  }

  reply(by: Account, at: Date, text: string) {
    const isAwaited = this.facts.state === "waiting_on_requester";
    const back: Change = isAwaited ? { state: "open", waitingFor: "", waitingUntil: null } : {};
    const change = { requesterWaitingSince: this.facts.requesterWaitingSince ?? at, ...back };
    this.step("ticket.requester_replied", by, at, change, {}, responseRow(by, at, text, false));
  }

  promise(by: Account, at: Date, text: string, dueAt: Date, keptAt: Date | null) {
    let promiseId = 0;
    this.step("promise.made", by, at, {}, {}, async (tx, ticketId) => {
      const kept = { settledAt: keptAt, wasKept: keptAt && true };
      const row = { ticketId, ownerId: by.id, text, dueAt, createdAt: at, ...kept };
      promiseId = (await tx.ticketPromise.create({ data: row })).id;
      return { promiseId };
    });
    if (!keptAt) return;
    this.step("promise.settled", by, keptAt, {}, { wasKept: true }, async () => ({ promiseId }));
  }

  return(by: Account, at: Date, reasons: ReturnReason[], text: string) {
    this.step("ticket.returned", by, at, { state: "returned" }, { reasons }, noteRow(by, at, text));
  }

  resolve(by: Account, at: Date, text: string, { notPublishedBecause = "", ...verdict }: Verdict) {
    const willPublish = notPublishedBecause === "";
    const kept = { willPublish, notPublishedBecause, ...verdict };
    const settled: Change = { state: "resolved", resolution: "solved", resolvedAt: at, ...kept };
    const data = { willPublish, because: notPublishedBecause };
    this.step("ticket.resolved", by, at, { ...this.answered(at), ...settled }, data, responseRow(by, at, text, true));
  }

  settle(by: Account, at: Date, text: string) {
    const row = text ? responseRow(by, at, text, false) : noRow;
    this.step("ticket.settled", by, at, { state: "closed", closedAt: at }, {}, row);
  }

  /** The published answer did not work for somebody. */
  reopen(member: Account, at: Date) {
    const unsettled: Change = { resolution: null, outcomeVerdict: null, outcomeReason: "", willPublish: null };
    const again = { resolvedAt: null, closedAt: null, startedAt: at, reopenCount: (this.facts.reopenCount ?? 0) + 1 };
    this.step("ticket.reopened", null, at, { state: "open", ...unsettled, ...again }, { memberId: member.id });
  }

  /** Writes the ticket, then everything said on it, then what its clocks make of all that. A direct request has no thread. */
  async write(tx: Tx, threadId: number | null): Promise<Ticket> {
    const { version } = this.facts;
    const threads = threadId === null ? {} : { create: { threadId } };
    const ticket = await tx.ticket.create({ data: { ...this.facts, version: version - 1, threads } });
    for (const write of this.writes) await write(tx, ticket.id);
    const data = { version, ...(await clocksOf(tx, ticket)) };
    const written = await tx.ticket.update({ where: { id: ticket.id }, data });
    await settleAlarms(tx, written);
    return written;
  }

  /** Past read-back: to the desk, or straight to whoever owns it already. */
  private accept(
    kind: EventKind,
    by: Account | null,
    at: Date,
    outcome: { confirmedAt: Date; confirmedName: string } | { passedUnconfirmedAt: Date },
  ) {
    const number = this.statement;
    const change = { state: "new" as const, startedAt: this.facts.startedAt ?? at };
    this.step(kind, by, at, change, { statement: number }, async (tx, ticketId) => {
      await tx.statement.update({ where: { ticketId_number: { ticketId, number } }, data: outcome });
      return {};
    });
  }

  /** What every response settles; whoever responds first to a ticket nobody has would have taken it before. */
  private answered(at: Date): Change {
    const firstRespondedAt = this.facts.firstRespondedAt ?? at;
    return { requesterWaitingSince: null, lastRespondedAt: at, firstRespondedAt };
  }

  private step(
    kind: EventKind,
    by: Account | null,
    at: Date,
    change: Change,
    data: Prisma.InputJsonObject,
    row: Row = noRow,
  ) {
    const from = this.facts.state;
    const to = change.state ?? from;
    if (from !== to && !canFollow(from, to)) throw new Error(`A ticket of the seed goes from ${from} to ${to}`);
    const stateSince = from === to ? this.facts.stateSince : at;
    const version = this.facts.version + 1;
    this.facts = { ...this.facts, ...change, version, stateSince, updatedAt: at };
    this.tell(kind, by, at, { version, ...(from !== to && { from, to }), ...data }, row);
  }

  private tell(kind: EventKind, by: Account | null, at: Date, data: Prisma.InputJsonObject, row: Row = noRow) {
    this.writes.push(async (tx, ticketId) => {
      const made = await row(tx, ticketId);
      this.events.add(kind, by?.id ?? null, at, { ticketId, data: { ...data, ...made } });
    });
  }
}

/** What was reached before the demo began has been warned of: nobody's first minute is full of warnings. */
async function settleAlarms(tx: Tx, ticket: Ticket) {
  const now = new Date();
  const past = (await warningsLeft(tx, ticket)).filter(({ at }) => at <= now);
  const rows = past.map(({ at, ...warning }) => ({ ...warning, ticketId: ticket.id, reachedAt: at }));
  await tx.clockWarning.createMany({ data: rows });
  await setAlarm(tx, ticket);
}
