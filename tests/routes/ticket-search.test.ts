import { describe, expect, test } from "vitest";
import type { Viewer } from "../../app/domain/accounts/viewer.ts";
import { visitor } from "../../app/domain/accounts/viewer.ts";
import { prisma } from "../../app/platform/db.server.ts";
import { searchTickets } from "../../search/tickets.server.ts";
import { makeCase, makeViewer } from "../factories/tickets.ts";

const numbers = async (viewer: Viewer, text: string) =>
  (await searchTickets(viewer, text)).rows.map(({ number }) => number);

let count = 0;
const newWord = () => `clavichord${String.fromCharCode(97 + count++)}`;

describe("finding tickets", () => {
  test("by number, requester, subject, statement and responses, as they are this moment", async () => {
    const { agent, ticket, requester } = await planted();
    const [subject, said, wrote] = [newWord(), newWord(), newWord()];
    await rename(ticket, `The ${subject} hums`);
    await prisma.statement.create({ data: { ticketId: ticket, number: 90, text: `It says **${said}**.`, hash: "x" } });
    await prisma.response.create({
      data: { ticketId: ticket, authorId: agent.id, isFromStaff: true, markdown: `Press ${wrote} twice.` },
    });
    for (const text of [
      `#${ticket}`,
      String(ticket),
      subject,
      said.toUpperCase(),
      `"press ${wrote}"`,
      `${subject} ${wrote}`,
    ])
      expect(await numbers(agent, text), text).toContain(ticket);
    expect((await numbers(agent, String(ticket)))[0]).toBe(ticket);
    expect(await numbers(agent, `${subject} -${wrote}`)).toEqual([]);
    const [found] = (await searchTickets(agent, subject)).rows;
    expect(found?.subject).toContainEqual({ at: 4, text: subject, isMatch: true });
    const { name } = await prisma.account.findUniqueOrThrow({ where: { id: requester.id } });
    expect(await numbers(agent, name)).toContain(ticket);
    await rename(ticket, "Something else");
    expect(await numbers(agent, `"the ${subject}"`)).toEqual([]);
  });

  test("says when none holds all of the words", async () => {
    const { agent, ticket } = await planted();
    const subject = newWord();
    await rename(ticket, subject);
    expect(await searchTickets(agent, `${subject} ${newWord()}`)).toMatchObject({
      isLoose: true,
      rows: [{ number: ticket }],
    });
  });

  test("never by a note", async () => {
    const { agent, ticket } = await planted();
    const word = newWord();
    await prisma.note.create({ data: { ticketId: ticket, authorId: agent.id, markdown: word } });
    expect(await numbers(agent, word)).toEqual([]);
  });

  test.each(["customer", "expert", "dispatcher", "technician", "admin"] as const)(
    "is not there for the role %s, nor for a visitor",
    async (role) => {
      await expect(searchTickets(await makeViewer(role), "a")).rejects.toMatchObject({ status: 404 });
      await expect(searchTickets(visitor(), "a")).rejects.toMatchObject({ status: 404 });
    },
  );

  test.each([
    "",
    "'",
    "\\",
    '"',
    "& | ! ( ) <-> :*",
    "-",
    "a".repeat(5000),
    "\u202eعربي",
    "99999999999999999999",
    "the of and",
  ])("answers strange words: %.20s", async (text) => {
    expect((await searchTickets(await makeViewer("lead"), text)).rows).toBeInstanceOf(Array);
  });

  test("a talk of any length is written and found", async () => {
    const { agent, ticket } = await planted();
    const long = Array.from({ length: 12_000 }, (_, at) => `w${at}x${at * 7}`).join(" ");
    for (let at = 0; at < 3; at++)
      await prisma.response.create({
        data: { ticketId: ticket, authorId: agent.id, isFromStaff: true, markdown: long },
      });
    expect(await numbers(agent, "w5x35")).toContain(ticket);
  });
});

async function planted() {
  const made = await makeCase();
  return { ...made, agent: await makeViewer("lead"), ticket: made.ticketId, requester: made.requester };
}

const rename = (id: number, subject: string) =>
  prisma.ticket.update({ where: { id }, data: { subject, version: { increment: 1 } } });
