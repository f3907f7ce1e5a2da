import { prisma } from "../../platform/db.server.ts";
import { Kept } from "../../platform/kept.server.ts";
import { type AskTip, FEWEST, LEAST_DIFFERENCE, shareOf, type Told } from "./ask-tips.ts";

const KEPT_MS = 600_000;

/** What came of questions that filled a field in, and of those that did not. */
export const toldByField = () => told.get();
const told = new Kept(KEPT_MS, readTold);

/** What is worth a word to whoever asks: only what the last half year says, of enough questions, and clearly. */
export async function askTips(): Promise<AskTip[]> {
  return (await toldByField()).flatMap(({ field, said, unsaid }) => {
    const [share, others] = [shareOf(said), shareOf(unsaid)];
    const isClear = said.count >= FEWEST && unsaid.count >= FEWEST && share - others >= LEAST_DIFFERENCE;
    return isClear ? [{ field, said: share, unsaid: others }] : [];
  });
}

interface Row {
  isTried: boolean;
  isExpected: boolean;
  count: number;
  solved: number;
}

/** Old enough to have been solved, and open to everybody, as what they say is. The latest alone, so that a large forum is not read through. */
export async function readTold(): Promise<Told[]> {
  const rows = await prisma.$queryRaw<Row[]>`
    SELECT tried <> '' AS "isTried", expected <> '' AS "isExpected", count(*)::int AS count, count(*) FILTER (WHERE state = 'solved')::int AS solved
    FROM (SELECT tried, expected, state, thread."createdAt" FROM "Thread" thread JOIN "Category" category ON category.id = thread."categoryId"
      WHERE thread."hiddenAt" IS NULL AND category."readableBy" = 'everyone' ORDER BY thread.id DESC LIMIT 20000) AS thread
    WHERE "createdAt" BETWEEN now() - interval '180 days' AND now() - interval '7 days' GROUP BY 1, 2`;
  return [
    countsOf("expected", rows, ({ isExpected }) => isExpected),
    countsOf("tried", rows, ({ isTried }) => isTried),
  ];
}

function countsOf(field: Told["field"], rows: readonly Row[], isSaid: (row: Row) => boolean): Told {
  const sum = (some: readonly Row[]) => ({
    count: some.reduce((all, { count }) => all + count, 0),
    solved: some.reduce((all, { solved }) => all + solved, 0),
  });
  return { field, said: sum(rows.filter(isSaid)), unsaid: sum(rows.filter((row) => !isSaid(row))) };
}
