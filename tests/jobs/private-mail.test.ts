import { expect, test } from "vitest";
import { claimDueMail } from "../../app/domain/notifications/due-mail.server.ts";
import { defaultChoice } from "../../app/domain/notifications/mail-pace.ts";
import { prisma } from "../../app/platform/db.server.ts";
import { runJobs } from "../factories/answers.ts";
import { plantCanaries } from "../support/canaries.ts";

const PUBLIC_EVENTS = ["thread.asked", "thread.replied", "thread.escalated", "post.marked_solution"];
const TICKET_EVENTS = [
  "ticket.stated",
  "ticket.responded",
  "ticket.waiting",
  "ticket.resolved",
  "ticket.assigned",
  "ticket.noted",
];

test("no mail, single or gathered, tells anybody a canary that is not theirs, though everybody follows everything", async () => {
  const { canaries, accounts } = await plantCanaries();
  const [threads, tickets, categories] = await Promise.all([
    prisma.thread.findMany({ include: { posts: true } }),
    prisma.ticket.findMany(),
    prisma.category.findMany(),
  ]);
  const everybody = [...accounts.values()];
  const level = "watching" as const;
  await prisma.categoryWatch.createMany({
    data: categories.flatMap(({ id }) => everybody.map((accountId) => ({ categoryId: id, accountId, level }))),
  });
  await prisma.watch.createMany({
    data: threads.flatMap(({ id }) =>
      everybody.map((accountId) => ({ threadId: id, accountId, reason: "chosen" as const })),
    ),
    skipDuplicates: true,
  });
  // Half of them gather their mail.
  const gathering = everybody.filter((_, index) => index % 2 === 0);
  await prisma.mailChoice.createMany({
    data: gathering.map((accountId) => ({ accountId, ...defaultChoice, pace: "batched" as const })),
  });
  await prisma.event.createMany({
    data: [
      ...threads.flatMap(({ id, posts }) =>
        PUBLIC_EVENTS.map((kind) => ({ kind, threadId: id, postId: posts.at(-1)?.id, data: {} })),
      ),
      ...tickets.flatMap(({ id }) => TICKET_EVENTS.map((kind) => ({ kind, ticketId: id, data: {} }))),
    ],
  });
  await prisma.$executeRaw`SELECT count(graphile_worker.add_job('notify', json_build_object('eventId', id::text))) FROM "Event"`;
  await runJobs();
  while (await claimDueMail(new Date(Date.now() + 26 * 3_600_000)));
  await runJobs();
  const mails = await prisma.mail.findMany({ where: { kind: { not: "plain" } } });
  const nameOf = new Map([...accounts].map(([name, id]) => [id, name]));
  const leaks = mails.flatMap(({ accountId, subject, text, html }) =>
    canaries
      .filter(({ word }) => [subject, text, html].some((part) => part.includes(word)))
      .filter(({ mayBeReadBy }) => !mayBeReadBy.includes(nameOf.get(accountId ?? 0) ?? ""))
      .map(({ place }) => `${nameOf.get(accountId ?? 0)}: ${place}`),
  );
  expect(leaks).toEqual([]);
  expect(new Set(mails.map(({ kind }) => kind))).toEqual(new Set(["notice", "gathered"]));
  const read = canaries.filter(({ word }) => mails.some(({ text }) => text.includes(word)));
  expect(read.length, "the test is not blind").toBeGreaterThan(3);
});
