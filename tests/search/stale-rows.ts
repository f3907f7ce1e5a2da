import { randomBytes } from "node:crypto";
import type { Viewer } from "../../app/domain/accounts/viewer.ts";
import { retractAnswer } from "../../app/domain/answers/retract-answer.server.ts";
import { askThread } from "../../app/domain/threads/ask-thread.server.ts";
import { editPost } from "../../app/domain/threads/edit-post.server.ts";
import { hidePost } from "../../app/domain/threads/hide-post.server.ts";
import { hideThread } from "../../app/domain/threads/hide-thread.server.ts";
import { markSolution } from "../../app/domain/threads/mark-solution.server.ts";
import { replyToThread } from "../../app/domain/threads/reply-to-thread.server.ts";
import { prisma } from "../../app/platform/db.server.ts";
import { makeAnswer } from "../factories/answers.ts";
import { makeThread } from "../factories/tickets.ts";

/** Two words that stand side by side in one row and nowhere else: who asks for the first must never see the second. */
export interface Secret {
  name: string;
  asked: string;
  unasked: string;
  /** Where the row is, or was. */
  href: string;
  /** Takes it from those who could read it; nothing tells the index. */
  takeAway: (lead: Viewer) => Promise<unknown>;
}

const word = () => `kanari${[...randomBytes(7)].map((byte) => String.fromCharCode(97 + (byte % 26))).join("")}`;

/** A secret in each kind of row and place from which words can be taken away. */
export async function plantSecrets(asker: Viewer): Promise<Secret[]> {
  const inner = await prisma.category.create({ data: { slug: `inner-${word()}`, name: "Inner", readableBy: "staff" } });
  return [
    await inThread(asker, "a hidden thread", (id) => (lead) => hideThread(lead, id)),
    await inThread(asker, "a thread moved to where staff reads", (id) => () => moveThread(id, inner.id)),
    await inThread(asker, "a deleted thread", (id) => () => deleteThread(id)),
    await inRestricted(asker),
    await inPost(asker, "a hidden reply", (id) => (lead) => hidePost(lead, id)),
    await inPost(asker, "an edited reply", (id) => (lead) => editPost(lead, id, { body: "Never mind.", revision: 1 })),
    await inPost(asker, "a hidden solution", (id) => (lead) => hidePost(lead, id), true),
    await inTitle(asker),
    await inAnswer("a retracted answer", (id) => (lead) => retractAnswer(lead, id, { reason: "It was wrong." })),
    await inAnswer("an answer moved to where staff reads", (id) => () => moveAnswer(id, inner.id)),
  ];
}

type TakeAway = (id: number) => Secret["takeAway"];

function words() {
  const [asked, unasked] = [word(), word()];
  return { asked, unasked, both: `The ${asked} ${unasked} is here.` };
}

async function inThread(asker: Viewer, name: string, takeAway: TakeAway): Promise<Secret> {
  const { both, ...secret } = words();
  const { id } = await makeThread(asker, { title: `About ${secret.asked} ${secret.unasked}`, body: both });
  return { ...secret, name, href: `/threads/${id}`, takeAway: takeAway(id) };
}

async function inRestricted(asker: Viewer): Promise<Secret> {
  const { id: categoryId } = await prisma.category.create({ data: { slug: `open-${word()}`, name: "Open for now" } });
  const restrict = () => prisma.category.update({ where: { id: categoryId }, data: { readableBy: "staff" } });
  const secret = await inThread(asker, "a thread whose category is for staff now", () => restrict);
  await moveThread(Number(secret.href.split("/").at(-1)), categoryId);
  return secret;
}

async function inPost(asker: Viewer, name: string, takeAway: TakeAway, isSolution = false): Promise<Secret> {
  const { both, ...secret } = words();
  const { id: categoryId } = await prisma.category.findUniqueOrThrow({ where: { slug: "printers" } });
  const question = { title: "Printer blinks", body: "It does.", expected: "", tried: "", desiredOutcome: "", tags: [] };
  const { id: threadId } = await askThread(asker, { ...question, categoryId });
  const { id } = await replyToThread(asker, threadId, { body: both });
  if (isSolution) await markSolution(asker, id);
  return { ...secret, name, href: `/threads/${threadId}`, takeAway: takeAway(id) };
}

async function inTitle(asker: Viewer): Promise<Secret> {
  const { asked, unasked } = words();
  const { id } = await makeThread(asker, { title: `About ${asked} ${unasked}` });
  const takeAway = () => prisma.thread.update({ where: { id }, data: { title: "About nothing" } });
  return { name: "an edited title", asked, unasked, href: `/threads/${id}`, takeAway };
}

async function inAnswer(name: string, takeAway: TakeAway): Promise<Secret> {
  const { both, ...secret } = words();
  const { answerId } = await makeAnswer(undefined, { title: `About ${secret.asked}`, body: both, changeNote: "" });
  const { slug } = await prisma.answer.findUniqueOrThrow({ where: { id: answerId } });
  return { ...secret, name, href: `/answers/${slug}`, takeAway: takeAway(answerId) };
}

const moveThread = (id: number, categoryId: number) => prisma.thread.update({ where: { id }, data: { categoryId } });
const moveAnswer = (id: number, categoryId: number) => prisma.answer.update({ where: { id }, data: { categoryId } });

async function deleteThread(id: number) {
  await prisma.post.deleteMany({ where: { threadId: id } });
  await prisma.thread.delete({ where: { id } });
}
