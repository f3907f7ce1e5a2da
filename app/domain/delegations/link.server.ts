import { createHmac, timingSafeEqual } from "node:crypto";
import { prisma } from "../../platform/db.server.ts";

/** What the link of a grant holds: signed, so that nobody makes one, and shown again as long as it waits. */
export async function keyOf(delegationId: number): Promise<string> {
  return `${delegationId}.${sign(await secretOfLinks(), delegationId)}`;
}

/** Whose link it is, by the number of the grant; null for one that we never made. */
export async function delegationOfKey(key: string): Promise<number | null> {
  const [, number = "", signature = ""] = /^([1-9]\d{0,8})\.([\w-]{43})$/.exec(key) ?? [];
  if (number === "") return null;
  const expected = sign(await secretOfLinks(), Number(number));
  return timingSafeEqual(Buffer.from(signature), Buffer.from(expected)) ? Number(number) : null;
}

async function secretOfLinks() {
  const { value } = await prisma.secret.findUniqueOrThrow({ where: { name: "delegation" } });
  return value;
}

const sign = (secret: Uint8Array, id: number) =>
  createHmac("sha256", secret).update(`delegation ${id}`).digest("base64url");
