import { prisma } from "../../platform/db.server.ts";
import type { ClickInput, HelpedInput } from "./input.ts";
import { CLICKS_MAX } from "./search.ts";

/** Notes that a result was opened. Whoever has the search's name is whom its results were shown to. */
export async function noteClick({ search, result }: ClickInput): Promise<void> {
  await prisma.$executeRaw`
    UPDATE "SearchQuery" SET clicked = clicked || ${result}::int
    WHERE id = ${search} AND NOT clicked @> ARRAY[${result}::int] AND cardinality(clicked) < ${CLICKS_MAX}`;
}

/** Notes whether a search helped; the last word counts. */
export async function noteHelped({ search, is }: HelpedInput): Promise<void> {
  await prisma.searchQuery.updateMany({ where: { id: search }, data: { helped: is === "yes" } });
}
