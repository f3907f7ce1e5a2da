import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findFaketime } from "../../app/commands/faketime.mjs";
import { setAlarm } from "../../app/domain/tickets/clocks.server.ts";
import { prisma, transaction } from "../../app/platform/db.server.ts";
import { databaseUrl } from "../../app/platform/env.server.ts";
import { makeCase } from "../factories/tickets.ts";

// The worker believes in a time of ours (libfaketime, told by a file) while it runs: jumps over thresholds, back, and the
// nights in which Berlin changes its clocks. The database keeps the true time.

const library = findFaketime();
const folder = mkdtempSync(path.join(tmpdir(), "answerloop-jumps-"));
const clock = path.join(folder, "faketime");
const workers: ChildProcess[] = [];

afterAll(() => {
  for (const worker of workers) worker.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

async function startWarner() {
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl(),
    LOG_LEVEL: "silent",
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: clock,
    FAKETIME_NO_CACHE: "1",
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
  };
  const stdio: ["pipe", "pipe", "inherit"] = ["pipe", "pipe", "inherit"];
  const worker = spawn(process.execPath, ["--import", "tsx", "tests/faults/programs/warner.ts"], { env, stdio });
  workers.push(worker);
  await once(worker.stdout, "data");
  return worker;
}

const jumpTo = (at: string) =>
  writeFileSync(clock, `${Math.round((Date.parse(at) - Date.now()) / 1000)}\n`.replace(/^(?=\d)/, "+"));

async function round(...all: ChildProcess[]) {
  const done = all.map((worker) => once(worker.stdout as NonNullable<ChildProcess["stdout"]>, "data"));
  for (const worker of all) worker.stdin?.write("round\n");
  return (await Promise.all(done)).map(String);
}

beforeAll(async () => {
  const weekly = Object.fromEntries([0, 1, 2, 3, 4, 5, 6].map((day) => [day, [["00:00", "24:00"]]]));
  const { version } = await prisma.calendar.findFirstOrThrow({ where: { isCurrent: true } });
  await prisma.calendar.updateMany({ data: { isCurrent: false } });
  const hours = { name: "Always", timeZone: "Europe/Berlin", weekly, holidays: {} };
  await prisma.calendar.create({ data: { ...hours, version: version + 1, isCurrent: true, createdAt: new Date(0) } });
});

/** A ticket that waits for its first word (eight hours) and its solution (five days) since then. */
async function waitingSince(at: string) {
  const { ticketId } = await makeCase("new");
  const begun = { startedAt: new Date(at), resolutionSince: new Date(at), createdAt: new Date(at) };
  const ticket = await prisma.ticket.update({ where: { id: ticketId }, data: { ...begun, version: { increment: 1 } } });
  await transaction((tx) => setAlarm(tx, ticket));
  return ticketId;
}

/** A ticket whose requester has asked for all that has a clock of its own, at that moment, and has had no answer. */
async function askedFor(at: string) {
  const { ticketId, requester, agent } = await makeCase("open");
  const [createdAt, deed] = [new Date(at), { kind: "Voucher", amount: 100, currency: "EUR" }];
  const begun = { startedAt: createdAt, resolutionSince: createdAt, firstRespondedAt: createdAt, createdAt };
  const asked = { ticketId, createdAt };
  await prisma.appeal.createMany({
    data: [
      { ...asked, kind: "supervisor" },
      { ...asked, kind: "second_chance" },
    ],
  });
  const said = { ticketId, authorId: agent.id, isFromStaff: true, markdown: "A cable comes." };
  const { id: responseId } = await prisma.response.create({ data: said });
  await prisma.promiseClaim.create({ data: { ticketId, responseId, words: "The cable.", claimedAt: createdAt } });
  const step = { ticketId, number: 1, accountId: requester.id, deed: "asked", at: createdAt, ...deed } as const;
  await prisma.goodwillStep.create({ data: step });
  const ticket = await prisma.ticket.update({ where: { id: ticketId }, data: { ...begun, version: { increment: 1 } } });
  await transaction((tx) => setAlarm(tx, ticket));
  return ticketId;
}

const given = async (ticketId: number) => {
  const events = await prisma.event.findMany({
    where: { ticketId, kind: "ticket.clock_warned" },
    orderBy: { id: "asc" },
  });
  expect(await prisma.clockWarning.count({ where: { ticketId } }), "an event for each warning").toBe(events.length);
  return events.map(({ data }) => `${(data as { clock: string }).clock} ${(data as { percent: number }).percent}`);
};

const FIRST = [50, 80, 100, 150].map((percent) => `first_response ${percent}`);

const later = (start: string, hours: number) => new Date(Date.parse(start) + hours * 3_600_000 + 10_000).toISOString();

/** Half of eight hours lies in the night in which an hour comes twice, or never. */
const AUTUMN = "2026-10-24T21:00:00Z";
const SPRING = "2027-03-27T21:00:00Z";

test("over jumps, nights that change the clock, restarts and with two workers each warning comes once", async ({
  skip,
}) => {
  skip(!library, "faketime is not installed here (Debian: apt-get install faketime)");
  const ticketId = await waitingSince(AUTUMN);
  const justBefore = later(AUTUMN, 4 - 0.01);
  jumpTo(justBefore);
  const first = await startWarner();
  const [said = ""] = await round(first);
  expect(said.slice(0, 13), "the worker believes it").toBe(justBefore.slice(0, 13));
  expect(await given(ticketId)).toEqual([]);
  jumpTo(later(AUTUMN, 4));
  await round(first);
  expect(await given(ticketId)).toEqual(FIRST.slice(0, 1));
  jumpTo(later(AUTUMN, -48));
  await round(first);
  jumpTo(later(AUTUMN, 5));
  await round(first);
  expect(await given(ticketId), "back and forth: nothing twice").toEqual(FIRST.slice(0, 1));
  jumpTo(later(AUTUMN, 13));
  first.stdin?.write("round\n");
  first.kill("SIGKILL");
  const others = await Promise.all([startWarner(), startWarner()]);
  await round(...others);
  expect(await given(ticketId), "whatever the killed one had done").toEqual(FIRST);
  jumpTo(later(AUTUMN, 24 * 8));
  await round(...others);
  await round(...others);
  const all = await given(ticketId);
  expect(all.slice(0, 4)).toEqual(FIRST);
  expect(all.slice(4).sort()).toEqual([100, 150, 50, 80].map((percent) => `resolution ${percent}`));

  const [inSpring, asked] = [await waitingSince(SPRING), await askedFor(SPRING)];
  jumpTo(later(SPRING, 4 - 0.01));
  await round(...others);
  expect(await given(inSpring)).toEqual([]);
  const chance = [50, 80].map((percent) => `second_chance ${percent}`);
  expect(await given(asked), "half of its four hours in the night that has an hour less").toEqual(chance);
  jumpTo(later(SPRING, 13));
  await round(...others);
  expect(await given(inSpring)).toEqual(FIRST);
  jumpTo(later(SPRING, 24 * 5));
  await round(...others);
  await round(...others);
  const ofAsked = (await given(asked)).filter((one) => !/resolution|update/.test(one));
  const clocks = ["second_chance", "supervisor", "claim", "goodwill"];
  const each = clocks.flatMap((clock) => [50, 80, 100, 150].map((percent) => `${clock} ${percent}`));
  expect(ofAsked.sort(), "each once, of everything that was asked for").toEqual(each.sort());
});
