import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize, can } from "../permissions.ts";
import type { Identifier } from "./identifier.ts";
import { forgetDetection, liveIdentifiers } from "./identifiers.server.ts";
import type { IdentifierInput } from "./input.ts";

/** Each is looked for in every text. */
const IDENTIFIERS_MAX = 40;

/** The company's kinds of numbers, for whoever may change them; to everybody else the list is not there. */
export async function listIdentifiers(viewer: Viewer): Promise<Identifier[]> {
  if (!can(viewer, "settings.change", null)) throw new NotFound();
  return liveIdentifiers();
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

/** Looks for it no more; what was found by it stays. A changed pattern is another one: the events tell what was when. */
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
