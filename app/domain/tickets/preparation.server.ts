import { prisma, read, transaction } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { Kept } from "../../platform/kept.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize, can } from "../permissions.ts";
import { type ListedCategory, listCategories } from "../threads/categories.server.ts";
import { countFacts, type PreparationItem, preparationOf, shownOf, unsaidOf } from "./preparation.ts";
import type { PreparationInput } from "./preparation-input.ts";

// What staff and experts asked askers and requesters for, in the last year, the latest first and no more than tell enough.
const REQUESTS = `
SELECT text, "categoryId" FROM (
  (SELECT post.markdown AS text, thread."categoryId" FROM "Event" event
    JOIN "Post" post ON post.id = event."postId" JOIN "Thread" thread ON thread.id = post."threadId"
    WHERE event.kind = 'thread.details_requested' AND event."createdAt" > now() - interval '1 year'
    ORDER BY event.id DESC LIMIT 2000)
  UNION ALL
  (SELECT response.markdown, ticket."categoryId" FROM "Event" event
    JOIN "Response" response ON response.id = (event.data ->> 'responseId')::int
    JOIN "Ticket" ticket ON ticket.id = response."ticketId"
    WHERE event.kind = 'ticket.responded' AND event.data ->> 'to' = 'waiting_on_requester'
      AND event."createdAt" > now() - interval '1 year'
    ORDER BY event.id DESC LIMIT 2000)
) AS requests`;

/** Counted every ten minutes: what is asked for most changes slowly. */
const factCounts = new Kept(10 * 60_000, countAll);

/** Counts anew at the next question: for who has just changed what is counted. */
export const forgetCounts = () => factCounts.forget();

async function countAll() {
  const rows = await read<{ text: string; categoryId: number }>("preparation", REQUESTS, []);
  const texts = new Map<number, string[]>();
  for (const { text, categoryId } of rows) texts.set(categoryId, [...(texts.get(categoryId) ?? []), text]);
  return new Map([...texts].map(([categoryId, own]) => [categoryId, countFacts(own)]));
}

export interface Preparation {
  category: Pick<ListedCategory, "id" | "name">;
  items: PreparationItem[];
}

async function allPreparations(categories: readonly Preparation["category"][]): Promise<Preparation[]> {
  const [counts, rulings] = await Promise.all([
    factCounts.get(),
    prisma.preparationItem.findMany({ orderBy: { id: "asc" } }),
  ]);
  return categories.map(({ id, name }) => {
    const own = rulings.filter(({ categoryId }) => categoryId === id);
    return { category: { id, name }, items: preparationOf(counts.get(id) ?? new Map(), own) };
  });
}

/** What helps to have at hand before asking, by the categories that the viewer may ask in; those without anything are left out. */
export async function listPreparations(categories: readonly ListedCategory[]): Promise<Preparation[]> {
  const all = await allPreparations(categories);
  return all.map((one) => ({ ...one, items: shownOf(one.items, "asking") })).filter(({ items }) => items.length > 0);
}

/** What helps once somebody has replied to a question of this category, and its text does not say. */
export async function askedAfterReply(categoryId: number, text: string): Promise<PreparationItem[]> {
  const [own] = await allPreparations([{ id: categoryId, name: "" }]);
  return unsaidOf(shownOf(own?.items ?? [], "first_reply"), text);
}

/** All of it for a lead, hidden items included, and whether staff asks there before it gives. */
export async function preparationDesk(viewer: Viewer) {
  if (!can(viewer, "preparation.edit", null)) throw new NotFound();
  const all = await allPreparations(await listCategories(viewer));
  const rows = await prisma.category.findMany({ where: { isAskedAtOnce: true }, select: { id: true } });
  const atOnce = new Set(rows.map(({ id }) => id));
  return all.map((one) => ({ ...one, isAskedAtOnce: atOnce.has(one.category.id) }));
}

/** A lead hides a counted item, puts it in better words, adds one of their own, or takes that away. */
export async function changePreparation(viewer: Viewer, input: PreparationInput) {
  const { categoryId, fact, id, words, moment, is, atOnce } = input;
  authorize(viewer, "preparation.edit", null);
  await transaction(async (tx) => {
    if (!(await tx.category.findUnique({ where: { id: categoryId } }))) throw new NotFound();
    if (atOnce) await tx.category.update({ where: { id: categoryId }, data: { isAskedAtOnce: atOnce === "on" } });
    else if (fact) {
      const change = { words, moment, ...(is ? { isHidden: is === "off" } : {}) };
      const key = { categoryId, fact };
      await tx.preparationItem.upsert({
        where: { categoryId_fact: key },
        create: { ...key, ...change },
        update: change,
      });
    } else if (id) await tx.preparationItem.deleteMany({ where: { id, categoryId, fact: null } });
    else await tx.preparationItem.create({ data: { categoryId, words: words ?? "", moment } });
    const what = { ...(fact ? { fact } : {}), ...(atOnce ? { atOnce } : {}) };
    await record(tx, viewer, "preparation.changed", { data: { categoryId, ...what } });
  });
}
