import type { Tx } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { keepPrivateValues } from "./keep-values.server.ts";
import { renumber } from "./settle.server.ts";
import type { WithPrivateValues } from "./settle-form.server.ts";

interface Lane {
  id: number;
  requesterId: number;
}

/**
 * Puts what was moved out of a message of the private lane into fields of its ticket, which the caller has locked, and gives
 * the texts back with numbers that are free there. The values are the requester's, whoever wrote the message.
 */
export async function keepInLane<T extends WithPrivateValues, K extends keyof T & string>(
  tx: Tx,
  viewer: Viewer,
  { id, requesterId }: Lane,
  input: T,
  fields: readonly K[],
): Promise<T> {
  const { privateValues = [] } = input;
  if (privateValues.length === 0) return input;
  const given = fields.filter((field) => typeof input[field] === "string");
  const texts = Object.fromEntries(given.map((field) => [field, String(input[field])]));
  const taken = await tx.privateValue.findMany({ where: inLane({ id, requesterId }), select: { number: true } });
  const numbers = taken.map(({ number }) => number);
  const [renumbered, moved] = renumber(texts, privateValues, numbers);
  await keepPrivateValues(tx, viewer, { ticketId: id, ownerId: requesterId }, moved);
  return { ...input, ...renumbered };
}

/**
 * The fields that placeholders of a lane may name: its own, and those of the question, whose words the statement was drafted
 * from. No two have one number.
 */
export const inLane = ({ id, requesterId }: Lane) => ({
  ownerId: requesterId,
  OR: [{ ticketId: id }, { post: questionOf(id) }],
});

/** The question that a ticket was drafted from. */
export const questionOf = (ticketId: number) => ({ position: 1, thread: { tickets: { some: { ticketId } } } });
