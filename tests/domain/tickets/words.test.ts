import { expect, test } from "vitest";
import {
  categoryOf,
  isLive,
  sentenceKey,
  TICKET_STATES,
  transitions,
  turnOf,
} from "../../../app/domain/tickets/ticket.ts";
import { TicketState } from "../../../app/generated/prisma/enums.ts";
import { prisma } from "../../../app/platform/db.server.ts";

test("the words know every state the database knows", () => {
  expect([...TICKET_STATES].sort()).toEqual(Object.values(TicketState).sort());
});

test("which state may follow which is the same list in words and database", async () => {
  const rows = await prisma.ticketTransition.findMany();
  const inWords = TICKET_STATES.flatMap((from) => transitions[from].map((to) => `${from} → ${to}`));
  expect(rows.map(({ from, to }) => `${from} → ${to}`).sort()).toEqual(inWords.sort());
});

test("a ticket is live in the same states in words and database", async () => {
  for (const state of TICKET_STATES) {
    const [row] = await prisma.$queryRaw<{ live: boolean }[]>`SELECT ticket_is_live(${state}::"TicketState") AS live`;
    expect(row?.live, state).toBe(isLive(state));
  }
});

test("states stand in the categories and turns of product.md §5", () => {
  const table = TICKET_STATES.map((state) => `${state}: ${categoryOf(state)}, ${turnOf(state)}`);
  expect(table).toEqual([
    "draft: draft, staff",
    "read_back: open, requester",
    "new: open, staff",
    "open: open, staff",
    "returned: open, staff",
    "waiting_on_requester: paused, requester",
    "waiting_on_third_party: paused, other",
    "waiting_on_visit: paused, other",
    "resolved: solved, requester",
    "closed: closed, nobody",
    "joined: closed, nobody",
    "spam: closed, nobody",
  ]);
});

test("the requester is told nothing of drafts and spam, and something of every other state", () => {
  expect(TICKET_STATES.filter((state) => sentenceKey(state) === null)).toEqual(["draft", "spam"]);
  expect(sentenceKey("waiting_on_requester")).toBe("request.state.waiting_on_requester");
});
