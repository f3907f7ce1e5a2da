import { hashPassword } from "../domain/accounts/passwords.server.ts";
import { defaultPolicy } from "../domain/settings/policy.ts";
import type { ReadableBy } from "../generated/prisma/enums.ts";
import { type Tx, transaction } from "../platform/db.server.ts";
import type { Command } from "./command.ts";
import answerStories from "./seed/answers.md?raw";
import requestStories from "./seed/requests.md?raw";
import ticketStories from "./seed/tickets.md?raw";
import { seedAnswers } from "./seed-answers.server.ts";
import type { SeedContext } from "./seed-context.ts";
import { SeedEvents } from "./seed-events.server.ts";
import { longThread } from "./seed-long-thread.ts";
import { seedMacros } from "./seed-macros.server.ts";
import { seedNotices } from "./seed-notices.server.ts";
import { DEMO_PASSWORD, demoEmail, seedPeople } from "./seed-people.ts";
import { seedPrivateValues } from "./seed-private-values.server.ts";
import { seedReadings } from "./seed-readings.server.ts";
import { seedSearches } from "./seed-searches.server.ts";
import { readStory } from "./seed-story.ts";
import { seedThreads } from "./seed-threads.server.ts";
import { seedRequests, seedTickets } from "./seed-tickets.server.ts";
import { seedViews } from "./seed-views.server.ts";

/** Somebody of the demo community, to sign in as. */
export interface DemoAccount {
  role: string;
  email: string;
  password: string;
}

export const demoAccounts: DemoAccount[] = seedPeople
  .filter(({ isDemoAccount }) => isDemoAccount)
  .map(({ role, handle }) => ({ role, email: demoEmail(handle), password: DEMO_PASSWORD }));

const categories: { slug: string; name: string; description: string; readableBy?: ReadableBy }[] = [
  { slug: "routers", name: "Routers and Wi-Fi", description: "Aria R2 and R3, mesh, speed, guests, firmware." },
  { slug: "printers", name: "Printers and scanners", description: "X200 and X310: setting up, ink, paper, scanning." },
  { slug: "smart-home", name: "Smart home", description: "Thermo T1, Lumo lights, Sentry cameras, plugs and bells." },
  {
    slug: "app-account",
    name: "App and account",
    description: "The Northwind app, signing in, sharing with the family.",
  },
  {
    slug: "billing",
    name: "Billing and warranty",
    description: "Orders, invoices, subscriptions, what the warranty covers.",
  },
  { slug: "beta", name: "Beta testers", description: "What comes next. For members.", readableBy: "members" },
  { slug: "office", name: "Office", description: "How we work. For staff.", readableBy: "staff" },
];

const threadStories = import.meta.glob<string>("./seed/threads/*.md", {
  query: "?raw",
  import: "default",
  eager: true,
});

export const command: Command = {
  summary: "makes the demo community in a database without accounts",
  async run() {
    process.exitCode = await runSeedCommand();
  },
};

/** `npm run seed`: makes the demo community, or says that there is a community already. Gives the exit code. */
export async function runSeedCommand(): Promise<number> {
  const isSeeded = await seedIfEmpty();
  process.stdout.write(
    isSeeded ? "The demo community has been made\n" : "There are accounts already: nothing was changed\n",
  );
  return isSeeded ? 0 : 1;
}

/** Several thousand rows: seconds on a desk's machine, a minute on a small board. */
const SEED_MAX_MS = 300_000;

/** Makes the demo community in a database without accounts; of two servers that start at once one does. */
export async function seedIfEmpty(now = new Date()): Promise<boolean> {
  const isSeeded = await transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('seed', 0))`;
    if ((await tx.account.count()) > 0) return false;
    await seed(tx, now);
    return true;
  }, SEED_MAX_MS);
  if (isSeeded) await seedNotices(now);
  return isSeeded;
}

async function seed(tx: Tx, now: Date) {
  const context: SeedContext = {
    now,
    people: await seedAccounts(tx, now),
    categories: await seedCategories(tx),
    events: new SeedEvents(),
  };
  const talkers = seedPeople.map(({ handle }) => handle).filter((handle) => handle !== "bjorn");
  const stories = [...Object.values(threadStories).flatMap(readStory), longThread(talkers)];
  await seedPolicies(tx, context);
  const seeded = await seedThreads(tx, context, stories);
  const threads = new Map(seeded.map((thread) => [thread.story.key, thread]));
  const tickets = await seedTickets(tx, context, threads, ticketStories);
  await seedRequests(tx, context, requestStories);
  await seedPrivateValues(tx, context, threads);
  await seedAnswers(tx, { ...context, threads, tickets }, answerStories);
  await seedMacros(tx, context);
  await seedViews(tx, context);
  await seedReadings(tx, context);
  await seedSearches(tx, now);
  await context.events.write(tx);
}

/** Who asks about money waits for staff less long than elsewhere. */
async function seedPolicies(tx: Tx, { now, people, categories, events }: SeedContext) {
  const [categoryId, authorId] = [categories.get("billing")?.id ?? null, people.get("ingrid")?.id ?? null];
  const createdAt = new Date(now.getTime() - YEAR_MS / 6);
  const rules = { ...defaultPolicy, nudgeAfterHours: 4, escalateAfterHours: 4, askerAfterHours: 1 };
  await tx.escalationPolicy.create({ data: { categoryId, version: 1, rules, isCurrent: true, authorId, createdAt } });
  events.add("policy.changed", authorId, createdAt, { data: { categoryId, version: 1 } });
}

const YEAR_MS = 365 * 86_400_000;

async function seedAccounts(tx: Tx, now: Date) {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const createdAt = new Date(now.getTime() - YEAR_MS);
  const accounts = await tx.account.createManyAndReturn({
    data: seedPeople.map(({ isDemoAccount, ...person }) => ({
      ...person,
      createdAt,
      ...(isDemoAccount && { email: demoEmail(person.handle), emailVerifiedAt: createdAt, passwordHash }),
    })),
  });
  return new Map(accounts.map((account) => [account.handle, account]));
}

async function seedCategories(tx: Tx) {
  const rows = await tx.category.createManyAndReturn({
    data: categories.map((category, index) => ({ ...category, position: index + 1 })),
  });
  return new Map(rows.map((row) => [row.slug, row]));
}
