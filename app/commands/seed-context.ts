import type { Account, Category } from "../generated/prisma/client.ts";
import type { SeedEvents } from "./seed-events.server.ts";
import type { StoryThread } from "./seed-story.ts";

/** What the seed needs to know, and writes its events to. */
export interface SeedContext {
  now: Date;
  people: Map<string, Account>;
  categories: Map<string, Category>;
  events: SeedEvents;
}

/** A thread that has been made, with its posts' ids and dates in order. */
export interface SeededThread {
  id: number;
  story: StoryThread;
  postIds: number[];
  dates: Date[];
}

/** The account of a name in the stories. */
export function person({ people }: Pick<SeedContext, "people">, handle: string): Account {
  const account = people.get(handle);
  if (!account) throw new Error(`The seed knows nobody named "${handle}"`);
  return account;
}

/** When the last of them was written. */
export const latest = (dates: Date[]) => dates.at(-1) ?? new Date();
/** What is said of a post is said by the time of the next one. */
export const afterwards = (dates: Date[], index: number) => dates[index + 1] ?? latest(dates);
