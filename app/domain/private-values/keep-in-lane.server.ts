import type { Tx } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { keepPrivateValues } from "./keep-values.server.ts";
import type { MovedValue } from "./settle.server.ts";
import { renumber } from "./settle.server.ts";
import type { WithPrivateValues } from "./settle-form.server.ts";

interface Lane {
  id: number;
  requesterId: number;
  /** Whose the values are, if not the requester's. */
  ownerId?: number;
}

/**
 * Puts what was moved out of a message of the private lane into fields of its ticket, which the caller has locked, and gives
 * the texts back with numbers that are free there. The values are the requester's, whoever wrote the message.
 */
export async function keepInLane<T extends WithPrivateValues, K extends keyof T & string>(
  tx: Tx,
  viewer: Viewer,
  lane: Lane,
  input: T,
  fields: readonly K[],
): Promise<T> {
  const given = fields.filter((field) => typeof input[field] === "string");
  const texts = Object.fromEntries(given.map((field) => [field, String(input[field])]));
  const renumbered = await keepWords(tx, viewer, lane, texts, input.privateValues);
  // Kept: whatever goes on with the input has nothing left to keep.
  return { ...input, ...renumbered, privateValues: [] };
}

/**
 * The same for what only staff reads. The values are its writer's, or whose the lane says: what was moved out of a note
 * would else stand among the requester's own.
 */
export const keepAmongStaff = <T extends WithPrivateValues, K extends keyof T & string>(
  tx: Tx,
  viewer: Viewer,
  { id, requesterId, ownerId = viewer.id }: Lane,
  input: T,
  fields: readonly K[],
): Promise<T> => keepInLane(tx, viewer, { id, requesterId, ownerId }, input, fields);

/** The same for texts by any name. */
export async function keepWords<T extends Record<string, string>>(
  tx: Tx,
  viewer: Viewer,
  { id, requesterId, ownerId = requesterId }: Lane,
  texts: T,
  privateValues: readonly MovedValue[] = [],
): Promise<T> {
  if (privateValues.length === 0) return texts;
  const taken = await tx.privateValue.findMany({ where: numbered(id), select: { number: true } });
  const numbers = taken.map(({ number }) => number);
  const [renumbered, moved] = renumber(texts, privateValues, numbers);
  await keepPrivateValues(tx, viewer, { ticketId: id, ownerId }, moved);
  return renumbered;
}

/**
 * The fields that placeholders of a lane may name: its own, and those of its requester's question, whose words the statement
 * was drafted from. No two have one number.
 */
export const inLane = ({ id, requesterId }: Lane) => ({
  OR: [{ ticketId: id }, { ownerId: requesterId, post: questionOf(id) }],
});

/** Those whose numbers are taken in a lane, whosesoever they are. */
const numbered = (id: number) => ({ OR: [{ ticketId: id }, { post: questionOf(id) }] });

/** The question that a ticket was drafted from. */
export const questionOf = (ticketId: number) => ({ position: 1, thread: { tickets: { some: { ticketId } } } });
