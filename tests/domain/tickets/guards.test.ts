import { beforeAll, describe, expect, test } from "vitest";
import { makePromise } from "../../../app/domain/tickets/make-promise.server.ts";
import { respond } from "../../../app/domain/tickets/respond.server.ts";
import { pool, prisma } from "../../../app/platform/db.server.ts";
import { type Case, makeCase, makeViewer, seen } from "../../factories/tickets.ts";

// What the database itself refuses, whatever code is running: straight SQL, past every verb.

let one: Case;
beforeAll(async () => {
  one = await makeCase("open", { desiredOutcome: "A refund." });
});

const run = (sql: string, values: unknown[] = []) => pool.query(sql, values);
const refused = (sql: string, values: unknown[], code: string) =>
  expect(run(sql, values), sql).rejects.toMatchObject({ code });

describe("a ticket", () => {
  test("is written only with a growing version", async () => {
    await refused(`UPDATE "Ticket" SET subject = 'x' WHERE id = $1`, [one.ticketId], "AL002");
    await refused(`UPDATE "Ticket" SET version = version - 1 WHERE id = $1`, [one.ticketId], "AL002");
  });

  test("never changes its requester", async () => {
    const { id } = await makeViewer();
    const sql = `UPDATE "Ticket" SET "requesterId" = $2, version = version + 1 WHERE id = $1`;
    await refused(sql, [one.ticketId, id], "AL002");
  });

  test("changes its state only as the list of transitions allows", async () => {
    const sql = `UPDATE "Ticket" SET state = $2::"TicketState", version = version + 1 WHERE id = $1`;
    await refused(sql, [one.ticketId, "draft"], "AL003");
  });

  test("goes back to its thread with nothing open in it only", async () => {
    const close = (sets: string) => `UPDATE "Ticket" SET state = 'closed', version = version + 1${sets} WHERE id = $1`;
    await refused(close(`, "requesterWaitingSince" = now()`), [one.ticketId], "AL005");
    const promised = await makeCase("open");
    const dueAt = new Date(Date.now() + 3_600_000);
    await makePromise(promised.agent, promised.ticketId, { body: "p", dueAt, ...(await seen(promised.ticketId)) });
    await refused(close(""), [promised.ticketId], "AL004");
  });

  test("is not resolved with an open promise, an unanswered question, or without saying whether to publish", async () => {
    const resolve = (sets: string) =>
      `UPDATE "Ticket" SET state = 'resolved', version = version + 1, resolution = 'solved', "outcomeVerdict" = 'granted'${sets} WHERE id = $1`;
    const publish = `, "willPublish" = true`;
    await refused(resolve(""), [one.ticketId], "AL006");
    await refused(resolve(`, "willPublish" = false`), [one.ticketId], "AL006");
    await refused(resolve(`${publish}, "requesterWaitingSince" = now()`), [one.ticketId], "AL005");
    const promised = await makeCase("open");
    const dueAt = new Date(Date.now() + 3_600_000);
    await makePromise(promised.agent, promised.ticketId, { body: "p", dueAt, ...(await seen(promised.ticketId)) });
    await refused(resolve(publish), [promised.ticketId], "AL004");
    const asking = await makeCase("open");
    await run(`UPDATE "Ticket" SET state = 'waiting_on_requester', version = version + 1 WHERE id = $1`, [
      asking.ticketId,
    ]);
    await refused(resolve(publish), [asking.ticketId], "AL005");
  });

  test("is not resolved without a word on what its requester wanted, nor refused without a reason", async () => {
    const resolve = (verdict: string) =>
      `UPDATE "Ticket" SET state = 'resolved', version = version + 1, resolution = 'solved', "willPublish" = true${verdict} WHERE id = $1`;
    await refused(resolve(""), [one.ticketId], "23514");
    await refused(resolve(`, "outcomeVerdict" = 'refused'`), [one.ticketId], "23514");
    await refused(resolve(`, "outcomeVerdict" = 'partly', "outcomeReason" = ''`), [one.ticketId], "23514");
  });
});

test("a thread has at most one live ticket, also when a closed one would come back", async () => {
  const second = await makeCase("open");
  const link = `INSERT INTO "TicketThread" ("ticketId", "threadId") VALUES ($1, $2)`;
  await refused(link, [second.ticketId, one.threadId], "23505");
  await run(`UPDATE "Ticket" SET state = 'spam', version = version + 1 WHERE id = $1`, [second.ticketId]);
  await run(link, [second.ticketId, one.threadId]);
  const restore = `UPDATE "Ticket" SET state = 'new', version = version + 1 WHERE id = $1`;
  await refused(restore, [second.ticketId], "23505");
});

describe("what was said", () => {
  test("responses, notes and events are neither changed nor deleted", async () => {
    const { agent, ticketId } = one;
    await respond(agent, ticketId, { body: "Said.", ...(await seen(ticketId)) });
    await prisma.note.create({ data: { ticketId, authorId: agent.id, markdown: "Noted." } });
    for (const table of ["Response", "Note"]) {
      await refused(`UPDATE "${table}" SET markdown = 'other' WHERE "ticketId" = $1`, [ticketId], "AL001");
      await refused(`DELETE FROM "${table}" WHERE "ticketId" = $1`, [ticketId], "AL001");
    }
    await refused(`UPDATE "Event" SET kind = 'x' WHERE "ticketId" = $1`, [ticketId], "AL001");
    await refused(`DELETE FROM "Event" WHERE "ticketId" = $1`, [ticketId], "AL001");
  });

  test("a statement keeps its words, and a confirmation is given once", async () => {
    const { ticketId } = one;
    await refused(`UPDATE "Statement" SET text = 'other' WHERE "ticketId" = $1`, [ticketId], "AL001");
    await refused(`UPDATE "Statement" SET "confirmedAt" = now() WHERE "ticketId" = $1`, [ticketId], "AL001");
    await refused(
      `UPDATE "Statement" SET "confirmedAt" = NULL, "confirmedName" = NULL WHERE "ticketId" = $1`,
      [ticketId],
      "AL001",
    );
    await refused(`DELETE FROM "Statement" WHERE "ticketId" = $1`, [ticketId], "AL001");
  });

  test("a promise stays as it was given, is settled once, and is not given on a settled ticket", async () => {
    const { agent, ticketId } = await makeCase("open");
    const dueAt = new Date(Date.now() + 3_600_000);
    const { id } = await makePromise(agent, ticketId, { body: "p", dueAt, ...(await seen(ticketId)) });
    await refused(`UPDATE "Promise" SET "dueAt" = now() WHERE id = $1`, [id], "AL001");
    const settle = `UPDATE "Promise" SET "settledAt" = now(), "wasKept" = true WHERE id = $1`;
    await run(settle, [id]);
    await refused(settle, [id], "AL001");
    await refused(`DELETE FROM "Promise" WHERE id = $1`, [id], "AL001");
    const resolved = await makeCase("resolved");
    const insert = `INSERT INTO "Promise" ("ticketId", "ownerId", text, "dueAt") VALUES ($1, $2, 'p', now())`;
    await refused(insert, [resolved.ticketId, agent.id], "AL007");
  });
});

test("a promise and a resolving that meet take turns: one of them is refused", async () => {
  const { agent, ticketId } = await makeCase("open");
  const [a, b] = [await pool.connect(), await pool.connect()];
  try {
    await a.query("BEGIN");
    await a.query(
      `UPDATE "Ticket" SET state = 'resolved', version = version + 1, resolution = 'solved', "willPublish" = true WHERE id = $1`,
      [ticketId],
    );
    const promise = b
      .query(`INSERT INTO "Promise" ("ticketId", "ownerId", text, "dueAt") VALUES ($1, $2, 'p', now())`, [
        ticketId,
        agent.id,
      ])
      .catch((error: { code: string }) => error.code);
    await a.query("COMMIT");
    expect(await promise).toBe("AL007");
  } finally {
    a.release();
    b.release();
  }
});

describe("goodwill", () => {
  const insert = (step: string) =>
    `INSERT INTO "GoodwillStep" ("ticketId", "accountId", kind, currency, number, deed, amount, words, "expiresAt", at)
     VALUES ($1, $2, 'Refund', 'EUR', ${step})`;

  test("goes step by step, changes no amount, is never changed, and keeps a ticket open", async () => {
    const { ticketId, agent } = await makeCase("open");
    const values = [ticketId, agent.id];
    await refused(insert(`1, 'accepted', 500, '', NULL, now()`), values, "AL056");
    await refused(insert(`2, 'asked', 500, '', NULL, now()`), values, "AL056");
    await refused(insert(`1, 'asked', 0, '', NULL, now()`), values, "23514");
    await refused(insert(`1, 'offered', 500, '', NULL, now()`), values, "23514");
    await run(insert(`1, 'proposed', 500, '', NULL, now()`), values);
    await refused(insert(`2, 'offered', 500, '', now() + interval '1 day', now()`), values, "AL056");
    const close = `UPDATE "Ticket" SET state = 'closed', version = version + 1 WHERE id = $1`;
    const resolve = `UPDATE "Ticket" SET state = 'resolved', version = version + 1, resolution = 'solved', "willPublish" = true WHERE id = $1`;
    await refused(resolve, [ticketId], "AL057");
    await run(insert(`2, 'asked', 900, '', NULL, now()`), values);
    await refused(close, [ticketId], "AL057");
    await refused(insert(`3, 'refused', 900, '', NULL, now()`), values, "23514");
    await run(insert(`3, 'offered', 700, '', now() - interval '1 hour', now() - interval '1 day'`), values);
    await refused(insert(`4, 'accepted', 700, '', NULL, now()`), values, "AL056");
    await run(insert(`4, 'offered', 700, '', now() + interval '1 day', now()`), values);
    await refused(insert(`5, 'accepted', 701, '', NULL, now()`), values, "AL056");
    await run(insert(`5, 'accepted', 700, '', NULL, now()`), values);
    await refused(close, [ticketId], "AL057");
    await refused(`UPDATE "GoodwillStep" SET amount = 1 WHERE "ticketId" = $1`, [ticketId], "AL001");
    await refused(`DELETE FROM "GoodwillStep" WHERE "ticketId" = $1`, [ticketId], "AL001");
  });
});
