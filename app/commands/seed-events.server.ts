import type { EventKind } from "../domain/events/events.ts";
import type { EventSubject } from "../domain/events/record.server.ts";
import type { Prisma } from "../generated/prisma/client.ts";
import type { Tx } from "../platform/db.server.ts";

/** The demo's past: gathered as it is made up, and written in the order in which it happened. Nothing follows from it. */
export class SeedEvents {
  private readonly rows: (Prisma.EventCreateManyInput & { createdAt: Date })[] = [];

  /** `actorId` null: the system itself. */
  add(kind: EventKind, actorId: number | null, createdAt: Date, { data = {}, ...subject }: EventSubject) {
    this.rows.push({ kind, actorId, createdAt, ...subject, data });
  }

  async write(tx: Tx) {
    const inOrder = [...this.rows].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
    await tx.event.createMany({ data: inOrder });
  }
}
