import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { addNote } from "../../../app/domain/tickets/add-note.server.ts";
import { bePresent } from "../../../app/domain/tickets/be-present.server.ts";
import { deskVersionOf, ticketTopic } from "../../../app/domain/tickets/desk-version.server.ts";
import { holdResponse } from "../../../app/domain/tickets/hold-response.server.ts";
import { colleagues } from "../../../app/domain/tickets/presence.ts";
import { respond } from "../../../app/domain/tickets/respond.server.ts";
import { takeBack } from "../../../app/domain/tickets/take-back.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { NotFound } from "../../../app/platform/errors.ts";
import { listenForWrites } from "../../../app/platform/page-news.server.ts";
import { hearOf, onGone, presentAt } from "../../../app/platform/presence.server.ts";
import { makeCase, makeViewer, seen, versionOf } from "../../factories/tickets.ts";
import { makeReply } from "../../factories.ts";

describe("what an open page of a ticket is told", () => {
  /** Topics told until a ticket's own commit is: in the order of the commits. */
  const told: string[] = [];
  const waiting = new Set<() => void>();
  let stop: () => Promise<void>;

  beforeAll(async () => {
    await new Promise<void>((listening) => {
      let missed = 0;
      stop = listenForWrites({
        pages: () => {},
        live: (topic) => {
          if (topic === null && ++missed === 1) return listening();
          told.push(topic ?? "");
          for (const look of waiting) look();
        },
        inbox: () => {},
        presence: (said) => {
          hearOf(said);
          for (const look of waiting) look();
        },
      });
    });
  });
  afterAll(() => stop());

  const until = (is: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => is() && waiting.delete(look) && resolve();
      waiting.add(look);
      look();
    });

  test("is that there is something new, whatever it is, to everybody of the desk and nobody else", async () => {
    const one = await makeCase("open");
    const { agent, requester, ticketId, threadId } = one;
    const colleague = await makeViewer("agent_1");
    const changes = {
      note: async () => addNote(colleague, ticketId, { body: "Between us.", ...(await seen(ticketId)) }),
      response: async () => respond(agent, ticketId, { body: "Try this.", ...(await seen(ticketId)) }),
      held: () => holdResponse(agent, ticketId, { noun: "responses", form: words(), say: async () => {} }, 15),
      "taken back": async () => {
        const { id: heldId } = await prisma.heldResponse.findFirstOrThrow({ where: { ticketId } });
        await takeBack(agent, ticketId, { heldId, is: "back" });
      },
      "a reply in its thread": () => makeReply(colleague, threadId),
    };
    for (const [name, change] of Object.entries(changes)) {
      const [before, at] = [await deskVersionOf(colleague, ticketId), told.length];
      await change();
      expect(await deskVersionOf(colleague, ticketId), name).not.toBe(before);
      const topic = name === "a reply in its thread" ? `thread ${threadId}` : ticketTopic(ticketId);
      await until(() => told.slice(at).includes(topic));
    }
    await expect(deskVersionOf(requester, ticketId)).rejects.toThrow(NotFound);
  });

  const words = () => {
    const form = new FormData();
    form.set("body", "In a moment.");
    return form;
  };

  test("is who else is there, by every process, until they leave; the requester is neither told nor there", async () => {
    const { agent, requester, ticketId } = await makeCase("open");
    const colleague = await makeViewer("agent_1", "Ana");
    const present = () => colleagues(presentAt(ticketTopic(ticketId)), agent.id);
    await bePresent(agent, ticketId, { tab: "a", doing: "looking" });
    await bePresent(colleague, ticketId, { tab: "b", doing: "response" });
    await bePresent(colleague, ticketId, { tab: "c", doing: "looking" });
    await until(() => presentAt(ticketTopic(ticketId)).length === 3);
    expect(present()).toEqual([{ name: "Ana", doing: "response" }]);
    await bePresent(colleague, ticketId, { tab: "b", doing: "gone" });
    await until(() => presentAt(ticketTopic(ticketId)).length === 2);
    expect(present()).toEqual([{ name: "Ana", doing: "looking" }]);
    await expect(bePresent(requester, ticketId, { tab: "d", doing: "looking" })).rejects.toThrow(NotFound);
  });
});

test("whoever has said nothing for 25 seconds is gone, and that is told", () => {
  vi.useFakeTimers();
  const gone = vi.fn();
  onGone(gone);
  const said = { topic: "ticket 0", accountId: 1, name: "Ana", tab: "a", doing: "looking" };
  expect(hearOf(JSON.stringify(said))).toBe("ticket 0");
  vi.advanceTimersByTime(20_000);
  expect(hearOf(JSON.stringify(said))).toBeNull(); // nothing new
  vi.advanceTimersByTime(24_000);
  expect(presentAt("ticket 0")).toHaveLength(1);
  vi.advanceTimersByTime(1_000);
  expect(presentAt("ticket 0")).toEqual([]);
  expect(gone).toHaveBeenCalledWith("ticket 0");
  onGone(() => {});
  vi.useRealTimers();
});

test("what came into view is seen in the inbox too, and no more than there is", async () => {
  const { agent, ticketId } = await makeCase("open");
  const looked = () => prisma.ticketLook.findFirst({ where: { accountId: agent.id, ticketId } });
  await bePresent(agent, ticketId, { tab: "a", doing: "looking" });
  expect(await looked()).toBeNull();
  await bePresent(agent, ticketId, { tab: "a", doing: "looking", seenVersion: 9999 });
  expect((await looked())?.version).toBe(await versionOf(ticketId));
});
