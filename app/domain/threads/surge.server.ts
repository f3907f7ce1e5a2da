import { prisma, read, type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, NotFound } from "../../platform/errors.ts";
import { Kept } from "../../platform/kept.server.ts";
import { newsHeard } from "../../platform/page-news.server.ts";
import { SYSTEM, type Viewer, visitor } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { can } from "../permissions.ts";
import { askIn, claimSubmission, requirePlace } from "./ask-thread.server.ts";
import { listCategories } from "./categories.server.ts";
import { NOTHING_DUE } from "./silence.server.ts";
import type { SurgeInput, SurgeNotice } from "./surge.ts";

const kept = new Kept(1_000, () => read<SurgeNotice>("surge", CURRENT, []));
let heard = 0;

// A thread that not everybody may read is named to nobody: the banner is on every page.
const CURRENT = `
  SELECT surge.reason, surge."endsAt", CASE WHEN thread."hiddenAt" IS NULL AND category."readableBy" = 'everyone' THEN thread.id END AS "threadId"
  FROM "Surge" surge JOIN "Thread" thread ON thread.id = surge."threadId"
  JOIN "Category" category ON category.id = thread."categoryId"
  WHERE surge."endedAt" IS NULL`;

/** What every page says while a surge lasts: at most a second old, and never older than the last news of pages. */
export async function surgeNotice(now = new Date()): Promise<SurgeNotice | null> {
  if (heard !== newsHeard()) kept.forget();
  heard = newsHeard();
  const [notice] = await kept.get();
  return notice && notice.endsAt > now ? notice : null;
}

/** A surge that was, or is. */
export interface SurgeRow extends SurgeNotice {
  id: number;
  factor: number;
  startedAt: Date;
  endedAt: Date | null;
  by: string;
  /** How many clocks were given more time for it. */
  relaxed: number;
}

const SHOWN = 10;

/** The latest surges, for whoever may switch one on; for others they are not there. */
export async function listSurges(viewer: Viewer): Promise<SurgeRow[]> {
  requireSwitch(viewer);
  const rows = await prisma.surge.findMany({
    orderBy: { id: "desc" },
    take: SHOWN,
    include: { startedBy: { select: { name: true } }, _count: { select: { relaxed: true } } },
  });
  return rows.map(({ startedBy, _count, ...row }) => ({ ...row, by: startedBy.name, relaxed: _count.relaxed }));
}

/** Where a known problem may be told: only where everybody reads. */
export const surgeCategories = () => listCategories(visitor());

/** Switches a surge on: a thread of its own says what is known and takes who is affected; every page tells of it. */
export async function startSurge(viewer: Viewer, input: SurgeInput): Promise<{ threadId: number }> {
  requireSwitch(viewer);
  const key = input.submissionKey && `${viewer.id}:${input.submissionKey}`;
  return transaction(async (tx) => {
    const earlier = key && (await claimSubmission(tx, key));
    if (earlier) return { threadId: earlier.id };
    await lockSurges(tx);
    await endInTime(tx, new Date());
    if ((await tx.surge.count({ where: { endedAt: null } })) > 0) throw new Conflict("surge_is_on");
    const threadId = await openPool(tx, viewer, input, key);
    const data = { reason: input.title, factor: input.factor, threadId, startedById: viewer.id, endsAt: input.until };
    const { id } = await tx.surge.create({ data });
    const until = input.until.toISOString();
    await record(tx, viewer, "surge.started", { threadId, data: { surgeId: id, factor: input.factor, until } });
    return { threadId };
  });
}

/** The thread of a known problem: staff's own, so no clock of silence runs in it. */
async function openPool(tx: Tx, viewer: Viewer, { title, body, categoryId }: SurgeInput, key?: string) {
  if (!(await surgeCategories()).some(({ id }) => id === categoryId)) throw new NotFound();
  const words = { title, body, categoryId, expected: "", tried: "", desiredOutcome: "", tags: [] };
  const { id } = await askIn(tx, viewer, await requirePlace(tx, viewer, words), words, { key });
  const data = { knownSince: new Date(), state: "responded", waitingSince: null, ...NOTHING_DUE } as const;
  await tx.thread.update({ where: { id }, data });
  return id;
}

/** Ends the surge before its time. Clocks that began in it keep the time they were given. */
export async function endSurge(viewer: Viewer): Promise<void> {
  requireSwitch(viewer);
  await transaction(async (tx) => {
    await lockSurges(tx);
    await endInTime(tx, new Date());
    const current = await tx.surge.findFirst({ where: { endedAt: null } });
    if (!current) throw new Conflict("surge_is_over");
    await end(tx, viewer, current, new Date());
  });
}

/** Ends the surge whose time is over, if there is one: it needs nobody. */
export const endSurgeInTime = (now = new Date()) =>
  transaction(async (tx) => {
    await lockSurges(tx);
    await endInTime(tx, now);
  });

async function endInTime(tx: Tx, now: Date) {
  const over = await tx.surge.findFirst({ where: { endedAt: null, endsAt: { lte: now } } });
  if (over) await end(tx, SYSTEM, over, over.endsAt);
}

async function end(tx: Tx, viewer: Viewer, { id, threadId }: { id: number; threadId: number }, endedAt: Date) {
  await tx.surge.update({ where: { id }, data: { endedAt } });
  await record(tx, viewer, "surge.ended", { threadId, data: { surgeId: id } });
}

/** For whoever may not, there is no switch. */
function requireSwitch(viewer: Viewer) {
  if (!can(viewer, "surge.switch", null)) throw new NotFound();
}

const SURGE_LOCK = 7_270_814;
const lockSurges = (tx: Tx) => tx.$executeRaw`SELECT pg_advisory_xact_lock(${SURGE_LOCK})`;
