import { sayPresent } from "../../platform/presence.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import type { PresenceInput } from "./desk-input.ts";
import { requireAtDesk, ticketTopic } from "./desk-version.server.ts";
import { look } from "./looks.server.ts";

/** Tells colleagues that somebody of the desk is on a ticket, and keeps what of it has come into their view. */
export async function bePresent(viewer: Viewer, ticketId: number, input: PresenceInput): Promise<void> {
  const ticket = await requireAtDesk(viewer, ticketId);
  const { tab, doing, seenVersion } = input;
  if (seenVersion !== undefined)
    await look(viewer, { number: ticketId, version: Math.min(seenVersion, ticket.version) });
  const person = { accountId: viewer.id, name: viewer.name, tab };
  await sayPresent({ topic: ticketTopic(ticketId), ...person, doing: doing === "gone" ? null : doing });
}
