import { prisma } from "../../platform/db.server.ts";
import { viewerFrom } from "../accounts/viewer.ts";
import { visible } from "../permissions.ts";
import { defaultChoice } from "./mail-pace.ts";
import { readToken, type Unsubscription } from "./unsubscribe-link.server.ts";

/** Ends what the link's mail came from; whoever holds the link may. False for a link that we never made. */
export async function unsubscribe(token: string): Promise<boolean> {
  const found = await findUnsubscription(token);
  if (found) await end(found);
  return found !== null;
}

async function end({ accountId, source }: Unsubscription) {
  switch (source.kind) {
    case "thread":
      return muteThreadOf(accountId, source.id);
    case "summary":
      return change(accountId, { pace: "never" });
    case "group":
      return switchOff(accountId, source.group);
  }
}

async function muteThreadOf(accountId: number, threadId: number) {
  const key = { threadId, accountId };
  await prisma.watch.upsert({
    where: { threadId_accountId: key },
    create: { ...key, reason: "chosen", isMuted: true },
    update: { isMuted: true },
  });
}

function change(accountId: number, choice: { pace: "never" }) {
  return prisma.mailChoice.upsert({ where: { accountId }, create: { accountId, ...choice }, update: choice });
}

/** Two mails ended at the same moment end both. */
async function switchOff(accountId: number, group: string) {
  await prisma.mailChoice.createMany({ data: [{ ...defaultChoice, accountId }], skipDuplicates: true });
  await prisma.mailChoice.updateMany({
    where: { accountId, NOT: { off: { has: group } } },
    data: { off: { push: group } },
  });
}

/** What the link is about, called as its reader may see it now; null for a link that we never made. */
export async function findUnsubscription(token: string): Promise<(Unsubscription & { title: string }) | null> {
  const found = await readToken(token);
  const account = found && (await prisma.account.findUnique({ where: { id: found.accountId } }));
  if (!found || !account) return null;
  if (found.source.kind !== "thread") return { ...found, title: "" };
  const thread = await prisma.thread.findFirst({
    where: { AND: [{ id: found.source.id }, visible.threads(viewerFrom(account))] },
    select: { title: true },
  });
  // A thread that is gone can be muted by nobody, and tells nobody.
  return thread && { ...found, title: thread.title };
}
