import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, Invalid, NotFound } from "../../platform/errors.ts";
import { holdIfActing } from "../accounts/acting.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize, can, visible } from "../permissions.ts";
import type { RevealInput } from "./input.ts";
import { placeOf } from "./keep-values.server.ts";
import { open } from "./seal.server.ts";

/**
 * Shows a private value once. Its owner needs no reason; staff gives one, and the owner reads it. The look is written in the
 * same commit that reads the value: nobody sees it without leaving a trace. The same form sent twice is one look.
 */
export async function revealPrivateValue(
  viewer: Viewer,
  id: number,
  { reason, submissionKey }: RevealInput,
): Promise<string> {
  return transaction(async (tx) => {
    const value = await lockValue(tx, viewer, id);
    authorize(viewer, "private_value.reveal", value);
    await holdIfActing(tx, viewer, value.ownerId, "reveal");
    if (value.sealed === null) throw new Conflict("private_value_erased");
    const isOwn = value.ownerId === viewer.id;
    if (!isOwn && reason === "") throw new Invalid("invalid_form", { reason: "required" });
    const text = await open(tx, placeOf(value), value.sealed);
    if (text === null) throw new Conflict("private_value_locked");
    const key = submissionKey ? `${viewer.id}:${id}:${submissionKey}` : null;
    const { count } = await tx.privateReveal.createMany({
      data: [{ valueId: id, actorId: viewer.id, reason: isOwn ? "" : reason, submissionKey: key }],
      skipDuplicates: true,
    });
    const { postId, ticketId, ownerId, kind } = value;
    if (count > 0)
      await record(tx, viewer, "private_value.revealed", { postId, ticketId, accountId: ownerId, data: { id, kind } });
    return text;
  });
}

/** What stands in a field, for its owner's own use of it elsewhere; shown to nobody. */
export async function ownValueIn(
  tx: Tx,
  value: { postId: number | null; ticketId: number | null; number: number; sealed: Uint8Array | null },
): Promise<string> {
  const text = value.sealed && (await open(tx, placeOf(value), value.sealed));
  if (text === null) throw new Conflict("private_value_locked");
  return text;
}

/** Erases a private value for good: the placeholder stays, and so does who has looked at it. */
export async function erasePrivateValue(viewer: Viewer, id: number): Promise<void> {
  await transaction(async (tx) => {
    const value = await lockValue(tx, viewer, id);
    authorize(viewer, "private_value.erase", value);
    if (value.erasedAt !== null) return;
    await tx.privateValue.update({ where: { id }, data: { sealed: null, mask: "", erasedAt: new Date() } });
    const { postId, ticketId, ownerId, kind } = value;
    await record(tx, viewer, "private_value.erased", { postId, ticketId, accountId: ownerId, data: { id, kind } });
  });
}

async function lockValue(tx: Tx, viewer: Viewer, id: number) {
  await tx.$queryRaw`SELECT FROM "PrivateValue" WHERE id = ${id} FOR UPDATE`;
  const value = await tx.privateValue.findFirst({ where: { AND: [{ id }, visible.privateValues(viewer)] } });
  if (!value || !can(viewer, "private_value.see", value)) throw new NotFound();
  return value;
}
