import type { Tx } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { maskOf, placeholderOf } from "./private-value.ts";
import { seal } from "./seal.server.ts";
import type { MovedValue } from "./settle.server.ts";

/** A post, or a ticket's private lane. */
type Holder = { postId: number; ticketId?: null } | { ticketId: number; postId?: null };
type Where = Holder & {
  /** Whose post or request it is: theirs are the values, whoever moves them. */
  ownerId: number;
};

interface Place {
  postId?: number | null;
  ticketId?: number | null;
  number: number;
}

/** What a sealed value is bound to. */
export const placeOf = ({ postId, ticketId, number }: Place) =>
  ticketId ? `ticket ${ticketId}:${number}` : `${postId}:${number}`;

/** Puts values into private fields of a post or a ticket, in the transaction that writes their placeholders. */
export async function keepPrivateValues(
  tx: Tx,
  viewer: Viewer,
  { ownerId, ...holder }: Where,
  moved: readonly MovedValue[] = [],
) {
  for (const { kind, number, value, identifierId } of moved) {
    const sealed = await seal(tx, placeOf({ ...holder, number }), value);
    await tx.privateValue.create({
      data: { ...holder, number, ownerId, kind, identifierId, mask: maskOf(kind, value), sealed },
    });
  }
  // Kinds, never values: events are kept for ever.
  if (moved.length > 0)
    await record(tx, viewer, "private_value.kept", {
      ...holder,
      accountId: ownerId,
      data: { kinds: moved.map(({ kind }) => kind) },
    });
}

interface Edited {
  postId: number;
  authorId: number;
  /** What the post said before. */
  before: string;
}

/** The same in an edit: what stood there before is its author's, whoever hides it; what is new is its writer's alone. */
export async function keepEditedValues(
  tx: Tx,
  viewer: Viewer,
  { postId, authorId, before }: Edited,
  moved: readonly MovedValue[],
) {
  const stood = (one: MovedValue) => viewer.id === authorId || before.includes(one.value);
  await keepPrivateValues(tx, viewer, { postId, ownerId: authorId }, moved.filter(stood));
  await keepPrivateValues(
    tx,
    viewer,
    { postId, ownerId: viewer.id },
    moved.filter((one) => !stood(one)),
  );
}

/** A text as if the values had never stood in it. */
export const withPlaceholders = (text: string, moved: readonly MovedValue[]) =>
  moved.reduce((rest, one) => rest.replaceAll(one.value, placeholderOf(one)), text);

/** Takes values out of what a post said before: an edit that hides a card number would else leave it in the history. */
export async function clearFromRevisions(tx: Tx, postId: number, moved: readonly MovedValue[] = []): Promise<void> {
  if (moved.length === 0) return;
  const revisions = await tx.postRevision.findMany({ where: { postId } });
  await tx.$executeRaw`SELECT set_config('answerloop.moving_private_value', 'on', true)`;
  for (const { revision, markdown, head } of revisions) {
    const clear = { markdown: withPlaceholders(markdown, moved), head: head ? withoutIn(head, moved) : undefined };
    if (clear.markdown === markdown && JSON.stringify(clear.head) === JSON.stringify(head ?? undefined)) continue;
    await tx.postRevision.update({ where: { postId_revision: { postId, revision } }, data: clear });
  }
  await tx.$executeRaw`SELECT set_config('answerloop.moving_private_value', 'off', true)`;
}

function withoutIn(head: object | string | number | boolean, moved: readonly MovedValue[]) {
  return JSON.parse(JSON.stringify(head), (_name, part) =>
    typeof part === "string" ? withPlaceholders(part, moved) : part,
  );
}
