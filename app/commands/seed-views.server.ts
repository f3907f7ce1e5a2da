import { EVERYTHING, type ViewFilter } from "../domain/tickets/view.ts";
import type { Tx } from "../platform/db.server.ts";
import { person, type SeedContext } from "./seed-context.ts";

interface SeedView {
  name: string;
  owner: "ingrid" | "ana";
  isShared: boolean;
  filter: Partial<ViewFilter>;
}

const views: SeedView[] = [
  { name: "Overdue", owner: "ingrid", isShared: true, filter: { due: "overdue", waitingOn: "staff" } },
  { name: "Changed since I looked", owner: "ana", isShared: false, filter: { assignee: "me", unread: "changed" } },
];

/** One view of the desk, and one of an agent's own. */
export async function seedViews(tx: Tx, { people }: SeedContext): Promise<void> {
  for (const [place, { name, owner, isShared, filter }] of views.entries()) {
    const ownerId = person({ people }, owner).id;
    await tx.ticketView.create({ data: { name, ownerId, isShared, place, filter: { ...EVERYTHING, ...filter } } });
  }
}
