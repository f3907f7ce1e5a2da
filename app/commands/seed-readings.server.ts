import { readingHash } from "../domain/tickets/readings.server.ts";
import type { Tx } from "../platform/db.server.ts";
import { person, type SeedContext } from "./seed-context.ts";

const MINUTES_20 = 20 * 60_000;
const WORDS =
  "Hello Vera, I have read everything you wrote. We take the device back and refund what you paid; the form for it comes with the next mail.";

/** A response about money that waits for a second person, on the ticket of the demo's customer that is being worked. */
export async function seedReadings(tx: Tx, { now, people, events }: SeedContext): Promise<void> {
  const [author, requester] = [person({ people }, "chidi"), person({ people }, "vera")];
  const ticket = await tx.ticket.findFirst({
    where: { requesterId: requester.id, state: "open" },
    orderBy: { id: "asc" },
  });
  if (!ticket) return;
  const at = new Date(now.getTime() - MINUTES_20);
  const what = { kind: "respond", markdown: WORDS, terms: {}, because: ["money"] } as const;
  const { id: readingId } = await tx.reading.create({
    data: {
      ...{ ...what, because: [...what.because], ticketId: ticket.id, authorId: author.id, createdAt: at },
      hash: readingHash(what.kind, what.markdown, what.terms),
    },
  });
  events.add("ticket.reading_wanted", author.id, at, { ticketId: ticket.id, data: { readingId } });
}
