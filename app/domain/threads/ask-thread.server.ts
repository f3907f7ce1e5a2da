import { createHash } from "node:crypto";
import { Prisma } from "../../generated/prisma/client.ts";
import { prisma, type Tx, transaction } from "../../platform/db.server.ts";
import { Invalid, NotFound } from "../../platform/errors.ts";
import { asThemselves, forWhom, holdGrant, type Speaker } from "../accounts/acting.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { keptFiles } from "../attachments/attachment.ts";
import { hangAttachments } from "../attachments/hang-attachments.server.ts";
import { considerLater, record } from "../events/record.server.ts";
import { authorize, visible } from "../permissions.ts";
import { keepPrivateValues } from "../private-values/keep-values.server.ts";
import { urgentWordIn } from "./escalation.ts";
import { sameQuestion } from "./floods.server.ts";
import type { AskInput } from "./input.ts";
import { addQuestions } from "./number-questions.server.ts";
import { markdownOf } from "./questions.ts";
import { saysNothing } from "./says-nothing.ts";
import { type Due, standingOfNew } from "./silence.server.ts";
import { setTags } from "./tags.server.ts";
import { titleOf } from "./title-from.ts";

/** Asks a question in public. The same form sent twice is one thread: the second gets the first one's number. */
export async function askThread(viewer: Viewer, input: AskInput): Promise<{ id: number }> {
  return transaction((tx) => askOnce(tx, viewer, input, asThemselves(viewer)));
}

/** The same for somebody who has granted it: whose question it is says the grant, and nothing that was sent. */
export async function askFor(viewer: Viewer, delegationId: number, input: AskInput): Promise<{ id: number }> {
  const acting = viewer.actsFor.find(({ id }) => id === delegationId);
  if (!acting || viewer.isSuspended) throw new NotFound();
  return transaction(async (tx) => askOnce(tx, viewer, input, await holdGrant(tx, acting, "write")));
}

async function askOnce(tx: Tx, viewer: Viewer, input: AskInput, speaker: Speaker) {
  const key = submissionOf(viewer, input);
  const earlier = await claimSubmission(tx, key, saidBy(speaker.authorId, input));
  if (earlier) return earlier;
  const place = await requirePlace(tx, viewer, input);
  const sameId = await sameQuestion(tx, viewer, input, { authorId: speaker.authorId, categoryId: place.id });
  return sameId === null ? askIn(tx, viewer, place, input, { key, speaker }) : { id: sameId };
}

/**
 * The form's own key under its sender's name. A guest has become one by sending: going back and sending again is the same form
 * still. Hashed, so that beside a nameless thread it does not say who sent the form.
 */
export function submissionOf({ kind, id }: Viewer, { submissionKey }: AskInput): string | undefined {
  if (!submissionKey) return undefined;
  return kind === "visitor" || kind === "guest" ? hidden(`guest:${submissionKey}`) : `${id}:${submissionKey}`;
}

/** The same for somebody with an account who asks without their name. */
export const namelessSubmissionOf = ({ id }: Viewer, { submissionKey }: AskInput) =>
  submissionKey && hidden(`nameless:${id}:${submissionKey}`);

const hidden = (key: string) => createHash("sha256").update(key).digest("base64url");

/** Whether this very form has made a thread already: then there is nothing to look at before it is sent. */
export async function isAsked(viewer: Viewer, input: AskInput): Promise<boolean> {
  const keys = [submissionOf(viewer, input), namelessSubmissionOf(viewer, input)].filter((key) => key !== undefined);
  return (await prisma.thread.count({ where: { submissionKey: { in: keys } } })) > 0;
}

/** The category that a question goes to, where the viewer may ask. */
export async function requirePlace(tx: Tx, viewer: Viewer, input: Pick<AskInput, "categoryId">) {
  const category = await categoryFor(tx, viewer, input);
  if (!category) throw new Invalid("invalid_form", { categoryId: "required" });
  authorize(viewer, "thread.ask", category);
  return category;
}

interface Asking {
  /** Of the form, as the thread keeps it. */
  key?: string;
  speaker?: Speaker;
}

/** The same within a transaction that has claimed the form and knows the category. */
export async function askIn(
  tx: Tx,
  viewer: Viewer,
  category: { id: number },
  input: AskInput,
  { key: submissionKey, speaker = asThemselves(viewer) }: Asking = {},
): Promise<{ id: number }> {
  // What somebody shows may need no words.
  if (saysNothing(input) && keptFiles(input.attachments ?? "").length === 0)
    throw new Invalid("invalid_form", { body: "says_nothing" });
  const now = new Date();
  const { id: categoryId } = category;
  const text = { title: titleOf(input), markdown: markdownOf(input), isStaff: viewer.kind === "staff" };
  const { due, policy } = await standingOfNew(tx, categoryId, now);
  const { threadId, postId } = await addThread(tx, { ...input, ...text, categoryId, submissionKey, now, due }, speaker);
  await hangAttachments(tx, viewer, { postId }, input);
  await keepPrivateValues(tx, viewer, { postId, ownerId: speaker.authorId }, input.privateValues);
  await addQuestions(tx, threadId, input.questions ?? []);
  if (input.tags.length > 0) await setTags(tx, threadId, input.tags);
  const data = speaker.byId ? forWhom(viewer, speaker.authorId) : {};
  await record(tx, viewer, "thread.asked", { threadId, data });
  if (urgentWordIn(policy, `${text.title}\n${text.markdown}`)) await considerLater(tx, threadId);
  return { id: threadId };
}

type NewThread = Pick<AskInput, "title" | "expected" | "tried" | "desiredOutcome" | "submissionKey" | "sawTips"> & {
  markdown: string;
  isStaff: boolean;
  categoryId: number;
  now: Date;
  due: Due;
};

/** The thread, its question, and whose question it is among its followers, beside who has asked it for them. */
async function addThread(tx: Tx, thread: NewThread, { authorId, byId }: Speaker) {
  const { now, due } = thread;
  const [added] = await tx.$queryRaw<[{ threadId: number; postId: number }]>`
    WITH thread AS (
      INSERT INTO "Thread" (title, "categoryId", "authorId", expected, tried, "desiredOutcome", "submissionKey", "sawTips", "createdAt",
        "lastPostAt", "waitingSince", "escalateAt", "stepAt")
      VALUES (${thread.title}, ${thread.categoryId}, ${authorId}, ${thread.expected}, ${thread.tried}, ${thread.desiredOutcome},
        ${thread.submissionKey ?? null}, ${thread.sawTips ?? null}, ${now}, ${now}, ${now}, ${due.escalateAt}, ${due.stepAt})
      RETURNING id
    ), question AS (
      INSERT INTO "Post" ("threadId", position, "authorId", "byId", markdown, "isStaff", "createdAt")
      SELECT id, 1, ${authorId}::int, ${byId}::int, ${thread.markdown}, ${thread.isStaff}::boolean, ${now}::timestamptz FROM thread
      RETURNING id
    ), watch AS (
      INSERT INTO "Watch" ("threadId", "accountId", reason)
      SELECT thread.id, follower.id, follower.reason FROM thread, (
        SELECT ${authorId}::int AS id, 'asked'::"WatchReason" AS reason UNION ALL SELECT ${byId}::int, 'chosen') AS follower
      WHERE follower.id IS NOT NULL
    )
    SELECT thread.id AS "threadId", question.id AS "postId" FROM thread, question`;
  return added;
}

/** The category that was chosen, or the first in staff's order, if the viewer may see it. */
export function categoryFor(tx: Tx, viewer: Viewer, { categoryId }: Pick<AskInput, "categoryId">) {
  const chosen = categoryId === null ? {} : { id: categoryId };
  return tx.category.findFirst({
    where: { AND: [chosen, visible.categories(viewer)] },
    orderBy: [{ position: "asc" }, { id: "asc" }],
  });
}

/** What is locked while a person says this: of two tabs that send the same words at once, one comes after the other. */
export const saidBy = (whose: number, input: AskInput) => hidden(`said:${whose}:${markdownOf(input)}`);

/**
 * Waits for a twin of this form that is being written right now, and for the same words from another form, then says whether
 * this form made a thread. Everybody takes the two in this order, so nobody waits in a circle.
 */
export async function claimSubmission(tx: Tx, key = "", said = "") {
  if (key === "" && said === "") return null;
  const locks = [key, said]
    .filter(Boolean)
    .map((text) => Prisma.sql`pg_advisory_xact_lock(hashtextextended(${text}, 0))`);
  await tx.$executeRaw`SELECT ${Prisma.join(locks)}`;
  return key === "" ? null : tx.thread.findUnique({ where: { submissionKey: key }, select: { id: true } });
}
