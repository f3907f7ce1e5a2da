import type { Prisma } from "../../generated/prisma/client.ts";
import { prisma, type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { siteDetection } from "../private-values/identifiers.server.ts";
import { questionOf } from "../private-values/keep-in-lane.server.ts";
import { type PrivateKind, placeholderOf } from "../private-values/private-value.ts";
import { ownValueIn } from "../private-values/reveal-value.server.ts";
import { kindsAskedIn } from "./asked-for.ts";
import type { GivenAgainInput } from "./input.ts";
import type { OfferedValue } from "./lane.ts";
import { replyIn } from "./reply-to-request.server.ts";

const LOOKED_AT = 30;
const OFFERED = 3;

interface Asking {
  id: number;
  requesterId: number;
  /** What the requester was asked for. */
  words: string;
}

/**
 * Asked once (S0-15): what a requester has given before and is asked for now, to be given again with one press. Their own
 * alone, never what they gave as somebody else.
 */
export async function offeredValues({ id, requesterId, words }: Asking): Promise<OfferedValue[]> {
  const { finders } = await siteDetection();
  const kinds = kindsAskedIn(
    words,
    finders.map(({ identifier }) => identifier.name),
  );
  if (kinds.length === 0) return [];
  const rows = await prisma.privateValue.findMany({
    where: { ...givenBefore({ id, requesterId }), kind: { in: kinds } },
    select: { id: true, kind: true, mask: true, createdAt: true, identifier: { select: { name: true } } },
    orderBy: { id: "desc" },
    take: LOOKED_AT,
  });
  const once = new Map(rows.toReversed().map((row) => [`${row.kind} ${row.mask}`, row]));
  return [...once.values()]
    .sort((a, b) => b.id - a.id)
    .slice(0, OFFERED)
    .map((row) => offered(row));
}

type Row = Pick<Prisma.PrivateValueGetPayload<object>, "id" | "kind" | "mask" | "createdAt"> & {
  identifier: { name: string } | null;
};

const offered = ({ id, kind, mask, createdAt, identifier }: Row): OfferedValue => ({
  ...{ id, mask, at: createdAt },
  kind: kind as PrivateKind,
  name: identifier?.name ?? null,
});

/** Kept somewhere else than in this lane. */
const givenBefore = ({ id, requesterId }: Pick<Asking, "id" | "requesterId">) => ({
  ownerId: requesterId,
  sealed: { not: null },
  // Null is not "not this": what stands in a post has no ticket, and the other way round.
  AND: [
    { OR: [{ ticketId: null }, { ticketId: { not: id } }] },
    { OR: [{ postId: null }, { NOT: { post: questionOf(id) } }] },
  ],
});

/** The requester gives again what they gave elsewhere: a message of theirs, with a field of its own in this lane. */
export async function giveAgain(viewer: Viewer, ticketId: number, input: GivenAgainInput): Promise<void> {
  const { valueId, submissionKey } = input;
  await transaction(async (tx) => {
    await replyIn(tx, viewer, ticketId, { submissionKey }, async (ticket) => {
      // Whoever acts for the requester writes for them, and gives nobody's private values away.
      if (viewer.id !== ticket.requesterId) throw new NotFound();
      if (ticket.state !== "waiting_on_requester") throw new Conflict("nothing_asked");
      return messageOf(tx, valueId, givenBefore(ticket));
    });
  });
}

async function messageOf(tx: Tx, valueId: number, before: Prisma.PrivateValueWhereInput) {
  const row = await tx.privateValue.findFirst({ where: { AND: [{ id: valueId }, before] } });
  if (!row) throw new NotFound();
  const value = await ownValueIn(tx, row);
  const kind = row.kind as PrivateKind;
  const moved = { kind, number: 1, value, identifierId: row.identifierId ?? undefined };
  return { body: placeholderOf(moved), privateValues: [moved] };
}
