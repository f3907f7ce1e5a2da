import { randomBytes } from "node:crypto";
import type { Tx } from "../platform/db.server.ts";

const DAY_MS = 86_400_000;

interface SeedSearch {
  words: string;
  results: number;
  /** How many searched for it, and how many of them said that it helped, or did not. */
  people: number;
  helped?: number;
  unhelped?: number;
}

const searches: SeedSearch[] = [
  { words: "cancel subscription refund", results: 0, people: 6 },
  { words: "scanner fax number", results: 0, people: 3 },
  { words: "thermo t1 false sensor reading", results: 0, people: 2 },
  { words: "sentry camera in apple home", results: 0, people: 1 },
  { words: "x200 wifi password", results: 14, people: 9, helped: 5 },
  { words: "aria r3 slow upstairs", results: 22, people: 5, unhelped: 2 },
  { words: "invoice twice", results: 4, people: 4, helped: 1, unhelped: 1 },
  { words: "lumo light flickers dimmed", results: 11, people: 2 },
];

/** Searches of the last days, some in vain, and the words that staff have said mean the same. */
export async function seedSearches(tx: Tx, now: Date) {
  await tx.searchQuery.createMany({ data: searches.flatMap((search, at) => rowsOf(search, at, now)) });
  await tx.searchSynonym.createMany({
    data: [
      { words: ["wi-fi", "wlan", "wireless"] },
      { words: ["bill", "invoice"] },
      { typed: "box", words: ["router"] },
    ],
  });
}

function rowsOf({ words, results, people, helped = 0, unhelped = 0 }: SeedSearch, at: number, now: Date) {
  return Array.from({ length: people }, (_, person) => ({
    id: randomBytes(16).toString("base64url"),
    words,
    results,
    person: randomBytes(16).toString("base64url"),
    engine: "postgres",
    helped: person < helped ? true : person < helped + unhelped ? false : null,
    askedAt: new Date(now.getTime() - (person * 2.3 + at * 0.7 + 0.1) * DAY_MS),
  }));
}
