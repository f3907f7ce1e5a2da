import { read, type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize, can } from "../permissions.ts";
import { type Identifier, triedOn } from "./identifier.ts";
import { forgetDetection, liveIdentifiers } from "./identifiers.server.ts";
import type { IdentifierInput } from "./input.ts";
import { refusePrivateIn } from "./settle-form.server.ts";

/** Each is looked for in every text. */
const IDENTIFIERS_MAX = 40;
const VERSIONS_MAX = 50;

/** The company's kinds of numbers, for whoever may change them; to everybody else the list is not there. */
export async function listIdentifiers(viewer: Viewer): Promise<Identifier[]> {
  if (!can(viewer, "settings.change", null)) throw new NotFound();
  return liveIdentifiers();
}

/** Refuses a name or a sample that holds somebody's card, bank account or the like, beside the numbers that are described. */
export async function refuseIdentifier(viewer: Viewer, input: IdentifierInput): Promise<void> {
  const { name, sample } = input;
  const rest = triedOn(sample, input).reduce((text, { value }) => text.replace(value, " … "), sample);
  await refusePrivateIn(viewer, { name, sample: rest }, ["name", "sample"]);
}

/** Adds a kind of number that is looked for from now on. */
export async function addIdentifier(viewer: Viewer, input: IdentifierInput): Promise<void> {
  await transaction(async (tx) => {
    if (!can(viewer, "settings.change", null)) throw new NotFound();
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('identifiers', 0))`;
    if ((await tx.identifier.count({ where: { retiredAt: null } })) >= IDENTIFIERS_MAX)
      throw new Conflict("too_many_identifiers");
    const { name, pattern, check, privacy } = input;
    const { id } = await tx.identifier.create({ data: { name, pattern, check, privacy } });
    await record(tx, viewer, "identifier.added", { data: { id, name, pattern, check, privacy } });
  });
  forgetDetection();
}

/** A version of a kind of number: since when it was looked for, until when, and how many private fields it has found. */
export interface IdentifierVersion extends Identifier {
  createdAt: Date;
  retiredAt: Date | null;
  found: number;
}

const VERSIONS = `WITH RECURSIVE version AS (
    SELECT * FROM "Identifier" WHERE id = $1 AND "retiredAt" IS NULL
    UNION ALL SELECT before.* FROM "Identifier" before JOIN version ON before.id = version."replacesId"
  ) SELECT id, name, pattern, "check", privacy, "createdAt", "retiredAt",
    (SELECT count(*)::int FROM "PrivateValue" WHERE "identifierId" = version.id) AS found
  FROM version ORDER BY id DESC LIMIT ${VERSIONS_MAX}`;

/** A kind of number as it is looked for now, and what it was before. */
export async function requireIdentifier(
  viewer: Viewer,
  id: number,
): Promise<[IdentifierVersion, ...IdentifierVersion[]]> {
  if (!can(viewer, "settings.change", null)) throw new NotFound();
  const [now, ...before] = await read<IdentifierVersion & Record<string, unknown>>("identifier.versions", VERSIONS, [
    id,
  ]);
  if (!now) throw new NotFound();
  return [now, ...before];
}

/** Describes it anew: a version of its own from now on. What was found by the one before stays its. */
export async function changeIdentifier(viewer: Viewer, id: number, input: IdentifierInput): Promise<{ id: number }> {
  const changed = await transaction(async (tx) => {
    const before = await lockIdentifier(tx, viewer, id);
    authorize(viewer, "settings.change", null);
    const { name, pattern, check, privacy } = input;
    const data = { name, pattern, check, privacy };
    if (name === before.name && pattern === before.pattern && check === before.check && privacy === before.privacy)
      return before;
    await tx.identifier.update({ where: { id }, data: { retiredAt: new Date() } });
    const next = await tx.identifier.create({ data: { ...data, replacesId: id } });
    await record(tx, viewer, "identifier.changed", { data: { id: next.id, replaces: id, ...data } });
    return next;
  });
  forgetDetection();
  return { id: changed.id };
}

/** Looks for it no more; what was found by it stays. */
export async function retireIdentifier(viewer: Viewer, id: number): Promise<void> {
  await transaction(async (tx) => {
    const { name, pattern, check, privacy } = await lockIdentifier(tx, viewer, id);
    authorize(viewer, "settings.change", null);
    await tx.identifier.update({ where: { id }, data: { retiredAt: new Date() } });
    await record(tx, viewer, "identifier.retired", { data: { id, name, pattern, check, privacy } });
  });
  forgetDetection();
}

async function lockIdentifier(tx: Tx, viewer: Viewer, id: number) {
  await tx.$queryRaw`SELECT FROM "Identifier" WHERE id = ${id} FOR UPDATE`;
  const found = await tx.identifier.findFirst({ where: { id, retiredAt: null } });
  if (!found || !can(viewer, "settings.change", null)) throw new NotFound();
  return found;
}
