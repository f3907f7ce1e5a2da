import { createHash } from "node:crypto";
import type { Tx } from "../../platform/db.server.ts";
import { Invalid, type SaidPromise } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { currentCalendar } from "../calendars/calendars.server.ts";
import { localText } from "../calendars/local-text.ts";
import { future } from "../calendars/moment.ts";
import { isDesk } from "../permissions.ts";
import type { WithPromises } from "./input.ts";
import { type FoundPromise, promisesIn } from "./promises-in.ts";

/** A form that speaks to the requester of a ticket. */
export interface SaidIn {
  viewer: Viewer;
  ticketId: number;
  form: FormData;
}

/** More than one message promises. */
const MOST = 20;

/** A sentence's name in a form: the same for the same sentence. Which number a private field has is no part of it. */
const keyOf = (text: string) =>
  createHash("sha256")
    .update(
      text
        .toLowerCase()
        .replace(/\s+/g, " ")
        .replace(/\[private: (\w+) \d+\]/g, "[$1]"),
    )
    .digest("base64url")
    .slice(0, 12);

/** The sentences of a message that sound like promises, each with the date it names, on the writer's clock. */
export async function offeredPromises(viewer: Viewer, text: string, tx?: Tx): Promise<SaidPromise[]> {
  return (await foundIn(viewer, text, tx)).map((found) => offerOf(viewer, found));
}

async function foundIn({ locale, timeZone }: Viewer, text: string, tx?: Tx) {
  const writing = { locale, timeZone, now: new Date(), calendar: await currentCalendar(tx) };
  return promisesIn(text, writing).slice(0, MOST);
}

const offerOf = ({ timeZone }: Viewer, { text, dueAt }: FoundPromise): SaidPromise => ({
  key: keyOf(text),
  text,
  by: dueAt ? localText(dueAt, timeZone) : "",
});

/**
 * What a message promises, as its writer says: `promised.KEY` is make or none, `promisedBy.KEY` the date. What sounds like
 * a promise and has not been decided on refuses the form; what stands promised on the ticket already is not asked again.
 */
export async function settlePromises<T extends { body: string }>(
  tx: Tx,
  { viewer, ticketId, form }: SaidIn,
  input: T,
): Promise<T & WithPromises> {
  const found = await foundIn(viewer, input.body, tx);
  if (found.length === 0 || !isDesk(viewer)) return input;
  const standing = await standingOn(tx, ticketId);
  const settled = found.filter(({ text }) => !standing.has(text)).map((one) => settle({ viewer, form }, one));
  const open = settled.flatMap(({ asks }) => asks ?? []);
  if (open.length > 0) throw new Invalid("promises_found", {}, { count: open.length }, undefined, open);
  return { ...input, promises: settled.flatMap(({ makes }) => makes ?? []) };
}

async function standingOn(tx: Tx, ticketId: number) {
  const rows = await tx.ticketPromise.findMany({ where: { ticketId, settledAt: null }, select: { text: true } });
  return new Set(rows.map(({ text }) => text));
}

interface Settled {
  asks?: SaidPromise;
  makes?: { body: string; dueAt: Date };
}

function settle({ viewer, form }: Pick<SaidIn, "viewer" | "form">, found: FoundPromise): Settled {
  const offer = offerOf(viewer, found);
  const decision = form.get(`promised.${offer.key}`);
  if (decision === "none") return {};
  if (decision !== "make") return { asks: offer };
  const by = String(form.get(`promisedBy.${offer.key}`) ?? "");
  const given = future(viewer.timeZone).safeParse(by);
  if (given.success) return { makes: { body: found.text, dueAt: given.data } };
  return { asks: { ...offer, by, problem: by === "" ? "required" : given.error.issues[0]?.message } };
}
