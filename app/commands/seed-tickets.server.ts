import { draftFromThread } from "../domain/tickets/draft-from-thread.server.ts";
import { keepSteps } from "../domain/tickets/steps.server.ts";
import type { AskedRole } from "../domain/tickets/talk.ts";
import { type PRIORITIES, RETURN_REASONS } from "../domain/tickets/ticket.ts";
import type { Account, Ticket } from "../generated/prisma/client.ts";
import type { DesiredOutcomeVerdict, DutyKind } from "../generated/prisma/enums.ts";
import type { Tx } from "../platform/db.server.ts";
import { person, type SeedContext, type SeededThread } from "./seed-context.ts";
import { duration, named, type Part, storiesIn } from "./seed-parts.ts";
import { TicketTale } from "./seed-ticket-tale.server.ts";

/** Writes the tickets of a text (`@@ ticket THREAD | PRIORITY | AGE`, then a line for each step); gives them by thread. */
export async function seedTickets(tx: Tx, seed: SeedContext, threads: Map<string, SeededThread>, text: string) {
  const tickets = new Map<string, Ticket>();
  for (const [opening, ...steps] of storiesIn(text, "ticket")) {
    const key = opening.fields[0] ?? "";
    const thread = threads.get(key);
    if (!thread) throw new Error(`The seed knows no thread "${key}"`);
    tickets.set(key, await seedTicket(tx, seed, thread, opening, steps));
  }
  return tickets;
}

async function seedTicket(tx: Tx, seed: SeedContext, { id: threadId }: SeededThread, opening: Part, steps: Part[]) {
  const [, priority = "normal", age = ""] = opening.fields;
  const at = ago(seed, age);
  const thread = await tx.thread.update({
    where: { id: threadId },
    data: { escalateAt: null },
    include: { author: true },
  });
  const staff = named(opening.fields, "staff");
  const by = staff ? person(seed, staff) : thread.author;
  const trigger = staff ? "staff" : "asker";
  const { title: subject, authorId: requesterId, categoryId, desiredOutcome } = thread;
  const facts = { subject, requesterId, categoryId, desiredOutcome, priority: priorityOf(priority), trigger } as const;
  const tale = new TicketTale(seed.events, facts, by, at);
  tale.state(null, at, await draftFromThread(tx, thread));
  for (const part of steps) tell(tale, seed, part);
  const ticket = await tale.write(tx, threadId);
  await keepSteps(tx, ticket.id, threadId, requesterId);
  seed.events.add("thread.escalated", by.id, at, { threadId, ticketId: ticket.id, data: { trigger } });
  return ticket;
}

/** Writes requests that stand beside no thread (`@@ request WHO | CATEGORY | AGE | SUBJECT` and what happened, then as above). */
export async function seedRequests(tx: Tx, seed: SeedContext, text: string) {
  for (const [opening, ...steps] of storiesIn(text, "request")) {
    const [who = "", slug = "", age = "", subject = ""] = opening.fields;
    const [by, at] = [person(seed, who), ago(seed, age)];
    const categoryId = seed.categories.get(slug)?.id ?? 0;
    const facts = { subject, requesterId: by.id, categoryId, desiredOutcome: "" };
    const tale = new TicketTale(seed.events, { ...facts, priority: "normal", trigger: "asker" }, by, at);
    tale.state(null, at, `# ${subject}\n\n${opening.body}`);
    for (const part of steps) tell(tale, seed, part);
    await tale.write(tx, null);
  }
}

type Step = (tale: TicketTale, by: Account, at: Date, part: Part, seed: SeedContext) => void;

/** One for each step a story can have, by its first word; the fields before those named here are who and when. */
const tellings: Record<string, Step> = {
  correct: (tale, by, at, { body }) => tale.correct(by, at, body),
  confirm: (tale, by, at) => tale.confirm(by, at),
  assign: (tale, by, at, { fields }, seed) => tale.assign(by, at, person(seed, named(fields, "to"))),
  note: (tale, by, at, { body }) => tale.note(by, at, body),
  respond: (tale, by, at, { body }) => tale.respond(by, at, body),
  ask: (tale, by, at, { body, fields }, seed) =>
    tale.ask(by, at, body, named(fields, "for"), ago(seed, named(fields, "until"))),
  step: (tale, by, at, { body, fields }, seed) =>
    tale.askForStep(by, at, named(fields, "step"), body, ago(seed, named(fields, "until"))),
  duty: (tale, by, at, { body, fields }, seed) =>
    tale.duty(by, at, body, {
      kind: named(fields, "kind") as DutyKind,
      text: named(fields, "what"),
      dueAt: ago(seed, named(fields, "until")),
    }),
  inside: (tale, by, at, { body, fields }) => tale.askInside(by, at, named(fields, "role") as AskedRole, body),
  answer: (tale, by, at, { body }) => tale.answerInside(by, at, body),
  reply: (tale, by, at, { body }) => tale.reply(by, at, body),
  promise: tellPromise,
  return: (tale, by, at, { body, fields }) =>
    tale.return(
      by,
      at,
      RETURN_REASONS.filter((reason) => fields.includes(reason)),
      body,
    ),
  resolve: tellResolution,
  settle: (tale, by, at, { body }) => tale.settle(by, at, body),
  reopen: (tale, by, at) => tale.reopen(by, at),
};

function tell(tale: TicketTale, seed: SeedContext, part: Part) {
  const [who = "", age = ""] = part.fields;
  if (part.what === "pass") return tale.pass(ago(seed, age));
  const step = tellings[part.what];
  if (!step) throw new Error(`"@@ ${part.what}" is no step of a ticket`);
  step(tale, person(seed, who), ago(seed, age), part, seed);
}

function tellPromise(tale: TicketTale, by: Account, at: Date, { fields }: Part, seed: SeedContext) {
  const kept = named(fields, "kept");
  const due = ago(seed, kept || named(fields, "due"));
  tale.promise(by, at, fields.at(-1) ?? "", due, kept ? due : null);
}

/** `publish | partly | why`, or why not instead of `publish`: the last two where the requester had said what they would like. */
function tellResolution(tale: TicketTale, by: Account, at: Date, { fields, body }: Part) {
  const [publish = "", verdict, reason = ""] = fields.slice(2);
  const outcomeVerdict = (verdict as DesiredOutcomeVerdict | undefined) ?? null;
  const notPublishedBecause = publish === "publish" ? "" : publish;
  tale.resolve(by, at, body, { outcomeVerdict, outcomeReason: reason, notPublishedBecause });
}

const ago = ({ now }: SeedContext, age: string) => new Date(now.getTime() - duration(age));

const priorityOf = (text: string) => text as (typeof PRIORITIES)[number];
