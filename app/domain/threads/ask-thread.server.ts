import { createHash } from "node:crypto";
import { Prisma } from "../../generated/prisma/client.ts";
import { prisma, type Tx, transaction } from "../../platform/db.server.ts";
import { Invalid, NotFound } from "../../platform/errors.ts";
import { asThemselves, forWhom, holdGrant, type Speaker } from "../accounts/acting.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { keptFiles } from "../attachments/attachment.ts";
import { hangAttachments } from "../attachments/hang-attachments.server.ts";
import { record } from "../events/record.server.ts";
import { authorize, visible } from "../permissions.ts";
import { keepPrivateValues } from "../private-values/keep-values.server.ts";
import { sameQuestion } from "./floods.server.ts";
import type { AskInput } from "./input.ts";
import { addQuestions } from "./number-questions.server.ts";
import { markdownOf } from "./questions.ts";
import { saysNothing } from "./says-nothing.ts";
import { dueOfNew } from "./silence.server.ts";
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
  const sameId = await sameQuestion(tx, viewer, input, speaker.authorId);
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
  const { id: threadId } = await tx.thread.create({
    data: {
      title: titleOf(input),
      categoryId: category.id,
      authorId: speaker.authorId,
      expected: input.expected,
      tried: input.tried,
      desiredOutcome: input.desiredOutcome,
      submissionKey,
      sawTips: input.sawTips,
      createdAt: now,
      lastPostAt: now,
      waitingSince: now,
      ...(await dueOfNew(tx, category.id, now)),
    },
    select: { id: true },
  });
  const { id: postId } = await tx.post.create({
    data: {
      threadId,
      position: 1,
      ...speaker,
      markdown: markdownOf(input),
      isStaff: viewer.kind === "staff",
      createdAt: now,
    },
    select: { id: true },
  });
  await tx.watch.createMany({ data: followersOf(speaker).map((follower) => ({ threadId, ...follower })) });
  await hangAttachments(tx, viewer, { postId }, input);
  await keepPrivateValues(tx, viewer, { postId, ownerId: speaker.authorId }, input.privateValues);
  await addQuestions(tx, threadId, input.questions ?? []);
  if (input.tags.length > 0) await setTags(tx, threadId, input.tags);
  const data = speaker.byId ? forWhom(viewer, speaker.authorId) : {};
  await record(tx, viewer, "thread.asked", { threadId, data });
  return { id: threadId };
}

/** Whose question it is, and who has asked it for them. */
const followersOf = ({ authorId, byId }: Speaker) => [
  { accountId: authorId, reason: "asked" as const },
  ...(byId ? [{ accountId: byId, reason: "chosen" as const }] : []),
];

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
