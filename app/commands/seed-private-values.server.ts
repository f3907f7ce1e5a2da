import { SYSTEM } from "../domain/accounts/viewer.ts";
import { keepPrivateValues } from "../domain/private-values/keep-values.server.ts";
import type { Tx } from "../platform/db.server.ts";
import { person, type SeedContext, type SeededThread } from "./seed-context.ts";

const HOUR_MS = 3_600_000;

/** Vera's scanner needs a part: where it goes and how to reach her stands beside her question, and an agent has looked once. */
export async function seedPrivateValues(tx: Tx, seed: SeedContext, threads: ReadonlyMap<string, SeededThread>) {
  const postId = threads.get("scanner")?.postIds[0];
  if (postId === undefined) throw new Error("The seed knows no thread about a scanner");
  const owner = person(seed, "vera");
  await keepPrivateValues(tx, SYSTEM, { postId, ownerId: owner.id }, [
    { kind: "address", number: 1, value: "Lindenallee 5, 20259 Hamburg" },
    { kind: "phone", number: 2, value: "+49 40 1234567" },
  ]);
  const [address] = await tx.privateValue.findMany({ where: { postId, number: 1 } });
  if (!address) return;
  const createdAt = new Date(seed.now.getTime() - 20 * HOUR_MS);
  const reason = "To send the new scanner lamp to the right door.";
  await tx.privateReveal.create({
    data: { valueId: address.id, actorId: person(seed, "chidi").id, reason, createdAt },
  });
}
