import { nameOfBrowser } from "../domain/accounts/browser.server.ts";
import { draftSlug, reviewDue } from "../domain/answers/answer.ts";
import { defaultSettings } from "../domain/settings/settings.ts";
import { slugOf } from "../domain/threads/thread.ts";
import { thingOf } from "../domain/threads/visitors-word.server.ts";
import type { Account, Ticket } from "../generated/prisma/client.ts";
import type { Outcome } from "../generated/prisma/enums.ts";
import type { Tx } from "../platform/db.server.ts";
import { person, type SeedContext, type SeededThread } from "./seed-context.ts";
import { duration, list, named, type Part, storiesIn } from "./seed-parts.ts";

/** The rows that an answer's story hangs on. */
interface Beginning {
  id: number;
  threadIds: number[];
  isFromTicket: boolean;
  version: number;
}

interface Cast extends SeedContext {
  threads: Map<string, SeededThread>;
  tickets: Map<string, Ticket>;
}

/** Writes the answers of a text: `@@ answer KEY | ticket … | threads … | owner …`, then versions, verdicts and drafts. */
export async function seedAnswers(tx: Tx, cast: Cast, text: string) {
  for (const [opening, ...steps] of storiesIn(text, "answer")) {
    const answer = await begin(tx, cast, opening, steps[0] ?? opening);
    for (const step of steps) await tell(tx, cast, answer, step);
  }
}

async function begin(tx: Tx, cast: Cast, { fields }: Part, first: Part): Promise<Beginning> {
  const threadIds = list(named(fields, "threads")).map((key) => threadOf(cast, key));
  const ticketId = cast.tickets.get(named(fields, "ticket"))?.id ?? null;
  const { categoryId } = await tx.thread.findUniqueOrThrow({ where: { id: threadIds[0] } });
  const owner = person(cast, named(fields, "owner"));
  const createdAt = ago(cast, first);
  const slug = first.what === "draft" ? draftSlug(fields[0] ?? "") : slugOf(titleOf(first).title);
  const threads = { create: threadIds.map((threadId) => ({ threadId })) };
  const { id } = await tx.answer.create({
    data: { slug, categoryId, ticketId, ownerId: owner.id, createdAt, threads },
  });
  return { id, threadIds, isFromTicket: ticketId !== null, version: 0 };
}

function threadOf({ threads }: Cast, key: string): number {
  const thread = threads.get(key);
  if (!thread) throw new Error(`The seed knows no thread "${key}"`);
  return thread.id;
}

async function tell(tx: Tx, cast: Cast, answer: Beginning, part: Part) {
  const at = ago(cast, part);
  if (part.what === "worked" || part.what === "didnt") return judge(tx, cast, answer, part, at);
  if (part.what === "visitors") return letVisitorsSay(tx, cast, answer, part, at);
  const author = person(cast, part.fields[0] ?? "");
  const data = { version: answer.version + 1, fromTicket: answer.isFromTicket };
  cast.events.add("answer.drafted", author.id, at, { answerId: answer.id, data });
  cast.events.add("answer.submitted", author.id, at, { answerId: answer.id, data: { revision: 1 } });
  return part.what === "draft" ? draft(tx, answer, author, part, at) : publish(tx, cast, answer, author, part, at);
}

async function draft(tx: Tx, { id: answerId }: Beginning, author: Account, part: Part, at: Date) {
  const data = {
    answerId,
    ...titleOf(part),
    authorId: author.id,
    state: "in_review",
    submittedAt: at,
    updatedAt: at,
  } as const;
  await tx.answerDraft.create({ data });
}

async function publish(tx: Tx, cast: Cast, answer: Beginning, author: Account, part: Part, at: Date) {
  const reviewer = person(cast, named(part.fields, "by"));
  const version = ++answer.version;
  const changeNote = part.fields[3] ?? "";
  const who = { authorId: author.id, reviewerId: reviewer.id };
  await tx.answerVersion.create({
    data: { answerId: answer.id, version, ...titleOf(part), changeNote, ...who, publishedAt: at },
  });
  const checked = { checkedAt: at, reviewDueAt: reviewDue(at, defaultSettings.answerReviewDays) };
  const first = version === 1 ? { publishedAt: at } : {};
  await tx.answer.update({
    where: { id: answer.id },
    data: { version, ...first, ...checked, workedCount: 0, didntCount: 0 },
  });
  await solveThreads(tx, answer, at);
  for (const threadId of answer.threadIds) {
    cast.events.add("answer.published", reviewer.id, at, { answerId: answer.id, threadId, data: { version } });
  }
}

/** A thread with a company answer is solved, unless it was before. */
async function solveThreads(tx: Tx, { threadIds }: Beginning, at: Date) {
  await tx.thread.updateMany({
    where: { id: { in: threadIds }, solvedAt: null },
    data: { state: "solved", solvedAt: at, waitingSince: null, escalateAt: null },
  });
}

async function judge(tx: Tx, cast: Cast, answer: Beginning, part: Part, at: Date) {
  const outcome: Outcome = part.what === "worked" ? "worked" : "didnt";
  const kind = outcome === "worked" ? "answer.worked" : "answer.did_not_work";
  const { version, threadIds } = answer;
  for (const handle of list(part.fields[0] ?? "")) {
    const key = { answerId: answer.id, accountId: person(cast, handle).id };
    const said = { version, outcome, createdAt: at };
    await tx.answerOutcome.upsert({ where: { answerId_accountId: key }, create: { ...key, ...said }, update: said });
    cast.events.add(kind, key.accountId, at, { answerId: answer.id, threadId: threadIds[0], data: { version } });
  }
  const counted = await tx.answerOutcome.count({ where: { answerId: answer.id, version, outcome } });
  const field = outcome === "worked" ? "workedCount" : "didntCount";
  await tx.answer.update({ where: { id: answer.id }, data: { [field]: counted } });
}

/** `@@ visitors 28, 2 | 3d`: for how many without an account it worked, and didn't. */
async function letVisitorsSay(tx: Tx, cast: Cast, { id: answerId, version }: Beginning, part: Part, at: Date) {
  const [visitorsWorked = 0, visitorsDidnt = 0] = list(part.fields[0] ?? "").map(Number);
  for (let number = 0; number < visitorsWorked + visitorsDidnt; number++) {
    const outcome: Outcome = number < visitorsWorked ? "worked" : "didnt";
    const id = nameOfBrowser(`visitor ${number}`, thingOf.answer(answerId, version));
    await tx.visitorWord.create({ data: { id, answerId, outcome } });
    cast.events.add("answer.visitor_said", null, at, { answerId, data: { version, before: null, after: outcome } });
  }
  await tx.answer.update({ where: { id: answerId }, data: { visitorsWorked, visitorsDidnt } });
}

function titleOf({ body }: Part) {
  const [title = "", ...lines] = body.split("\n");
  return { title: title.replace(/^# /, ""), markdown: lines.join("\n").trim() };
}

const ago = ({ now }: SeedContext, { fields }: Part) => new Date(now.getTime() - duration(fields[1] ?? ""));
