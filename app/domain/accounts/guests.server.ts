import { createHash, randomBytes } from "node:crypto";
import type { Account } from "../../generated/prisma/client.ts";
import { prisma, type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, NotFound } from "../../platform/errors.ts";
import { addJob } from "../events/record.server.ts";
import { forgetBounces } from "./bounces.server.ts";
import type { Viewer } from "./viewer.ts";

interface NewGuest {
  /** What pages call them: nobody's name. */
  name: string;
  locale: string;
  timeZone: string;
  /** Whose nameless question it is; null for somebody without an account. */
  ownerId: number | null;
  contactEmail: string | null;
}

/** An account that is nobody's: it opens by no password and no code, only by a secret link or by its owner's session. */
export function makeGuest(tx: Tx, guest: NewGuest): Promise<Account> {
  const handle = `guest-${randomBytes(9).toString("hex")}`;
  return tx.account.create({ data: { ...guest, handle, isGuest: true } });
}

/** A new key for the guest's secret link. The database keeps its hash alone. */
export async function addGuestKey(tx: Tx, accountId: number, isMailed = false): Promise<string> {
  const key = randomBytes(24).toString("base64url");
  await tx.guestKey.create({ data: { id: hashed(key), accountId, isMailed } });
  return key;
}

/** Notes what made somebody a guest: a browser and its words, as a name that opens no link and names neither. */
export async function keepBrowser(tx: Tx, accountId: number, id: string): Promise<void> {
  const data = { accountId, createdAt: new Date() };
  await tx.guestKey.upsert({ where: { id }, create: { id, ...data }, update: data });
}

/** Whom it has made a guest since then. */
export async function guestOfBrowser(tx: Tx, id: string, since: Date): Promise<number | null> {
  const found = await tx.guestKey.findFirst({ where: { id, createdAt: { gt: since } }, select: { accountId: true } });
  return found?.accountId ?? null;
}

/** Mails the guest a secret link of its own: whoever opens it has shown that the address is theirs. */
export async function mailGuestKey(tx: Tx, accountId: number): Promise<void> {
  const key = await addGuestKey(tx, accountId, true);
  await addJob(tx, "mail_secret_link", { accountId, key }, `secret-link:${accountId}`);
}

/** A key for the guest who is here, to take with them through signing in. */
export async function newGuestKey(viewer: Viewer): Promise<string> {
  if (viewer.kind !== "guest") throw new NotFound();
  return transaction((tx) => addGuestKey(tx, viewer.id));
}

const hashed = (key: string) => createHash("sha256").update(`guest\0${key}`).digest("hex");
const KEY = /^[\w-]{32}$/;

/** Whose secret link this is, or not found. */
export async function requireGuestOfKey(key: string) {
  const found = KEY.test(key)
    ? await prisma.guestKey.findUnique({ where: { id: hashed(key) }, include: { account: true } })
    : null;
  if (!found) throw new NotFound();
  const { account, isMailed } = found;
  return { id: account.id, ownerId: account.ownerId, contactEmail: account.contactEmail, isMailed };
}

/** Notes that somebody has opened the link that was mailed to them: from now on they are told there. */
export async function confirmContact(accountId: number): Promise<void> {
  const [confirmed] = await prisma.account.updateManyAndReturn({
    where: { id: accountId, emailVerifiedAt: null },
    data: { emailVerifiedAt: new Date() },
    select: { contactEmail: true },
  });
  if (confirmed?.contactEmail) await forgetBounces(prisma, confirmed.contactEmail);
}

/** Makes what a guest asked the viewer's own. The link opens nothing any more, and no browser goes on as the guest. */
export async function claimGuest(viewer: Viewer, key: string): Promise<void> {
  const { id } = await requireGuestOfKey(key);
  const claimed = await prisma.account.updateMany({
    where: { id, ownerId: null },
    data: { ownerId: viewer.ownerId ?? viewer.id },
  });
  if (claimed.count === 0) throw new Conflict("claimed_already");
  await prisma.guestKey.deleteMany({ where: { accountId: id } });
  await prisma.session.deleteMany({ where: { accountId: id } });
}
