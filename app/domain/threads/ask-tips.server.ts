import { createHash } from "node:crypto";
import { prisma } from "../../platform/db.server.ts";
import { Kept } from "../../platform/kept.server.ts";
import { type AskTip, FEWEST, LEAST_DIFFERENCE, shareOf, type Told, type WithTips } from "./ask-tips.ts";

const KEPT_MS = 600_000;

const rows = new Kept(KEPT_MS, readRows);

/** What came of questions that filled a field in, and of those that did not. */
export const toldByField = async () => toldIn(await rows.get());
/** The same, at this moment. */
export const readTold = async () => toldIn(await readRows());

/** What came of questions whose form showed tips, and of the other half, which showed none. */
export const toldByTips = async () => withTips(await rows.get());
export const readWithTips = async () => withTips(await readRows());

/** What is worth a word to whoever asks: only what the last half year says, of enough questions, and clearly. */
export async function askTips(): Promise<AskTip[]> {
  return (await toldByField()).flatMap(({ field, said, unsaid }) => {
    const [share, others] = [shareOf(said), shareOf(unsaid)];
    const isClear = said.count >= FEWEST && unsaid.count >= FEWEST && share - others >= LEAST_DIFFERENCE;
    return isClear ? [{ field, said: share, unsaid: others }] : [];
  });
}

/** The tips of this form: half of the forms have none, by their own key, so that it shows whether tips do anything. */
export const tipsFor = async (submissionKey: string) => (isToldTips(submissionKey) ? askTips() : []);

/** Whether this form showed tips; undefined where there were none to show, or where no form was. */
export async function sawTips(submissionKey: string | undefined): Promise<boolean | undefined> {
  return submissionKey && (await askTips()).length > 0 ? isToldTips(submissionKey) : undefined;
}

export const isToldTips = (submissionKey: string) =>
  (createHash("sha256").update(`tips\0${submissionKey}`).digest()[0] ?? 0) % 2 === 0;

interface Row {
  isTried: boolean;
  isExpected: boolean;
  sawTips: boolean | null;
  count: number;
  solved: number;
}

/** Old enough to have been solved, and open to everybody, as what they say is. The latest alone, so that a large forum is not read through. */
function readRows(): Promise<Row[]> {
  return prisma.$queryRaw<Row[]>`
    SELECT tried <> '' AS "isTried", expected <> '' AS "isExpected", "sawTips", count(*)::int AS count, count(*) FILTER (WHERE state = 'solved')::int AS solved
    FROM (SELECT tried, expected, state, "sawTips", thread."createdAt" FROM "Thread" thread JOIN "Category" category ON category.id = thread."categoryId"
      WHERE thread."hiddenAt" IS NULL AND category."readableBy" = 'everyone' ORDER BY thread.id DESC LIMIT 20000) AS thread
    WHERE "createdAt" BETWEEN now() - interval '180 days' AND now() - interval '7 days' GROUP BY 1, 2, 3`;
}

function toldIn(rows: readonly Row[]): Told[] {
  return [
    countsOf("expected", rows, ({ isExpected }) => isExpected),
    countsOf("tried", rows, ({ isTried }) => isTried),
  ];
}

function countsOf(field: Told["field"], rows: readonly Row[], isSaid: (row: Row) => boolean): Told {
  return { field, said: sum(rows.filter(isSaid)), unsaid: sum(rows.filter((row) => !isSaid(row))) };
}

const sum = (some: readonly Row[]) => ({
  count: some.reduce((all, { count }) => all + count, 0),
  solved: some.reduce((all, { solved }) => all + solved, 0),
});

function withTips(rows: readonly Row[]): WithTips {
  const side = (saw: boolean) => {
    const own = rows.filter(({ sawTips }) => sawTips === saw);
    return { ...sum(own), filled: sum(own.filter(({ isTried, isExpected }) => isTried || isExpected)).count };
  };
  return { shown: side(true), hidden: side(false) };
}
