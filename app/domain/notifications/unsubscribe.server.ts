import { prisma } from "../../platform/db.server.ts";
import { type Viewer, viewerFrom } from "../accounts/viewer.ts";
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
    case "category":
    case "tag":
      return unwatch(accountId, source);
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
    create: { ...key, reason: "chosen", level: "muted" },
    update: { level: "muted" },
  });
}

/** What they followed as a whole is as it was before they did; threads they follow by themselves go on. */
function unwatch(accountId: number, { kind, id }: { kind: "category" | "tag"; id: number }) {
  if (kind === "category") return prisma.categoryWatch.deleteMany({ where: { categoryId: id, accountId } });
  return prisma.tagWatch.deleteMany({ where: { tagId: id, accountId } });
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
  const { source } = found;
  if (source.kind === "group" || source.kind === "summary") return { ...found, title: "" };
  const title = await titleOf(viewerFrom(account), source);
  // What is gone, or not theirs to see, tells them nothing.
  return title === undefined ? null : { ...found, title };
}

async function titleOf(viewer: Viewer, { kind, id }: { kind: "thread" | "category" | "tag"; id: number }) {
  const where = { id };
  if (kind === "thread") {
    const thread = await prisma.thread.findFirst({ where: { AND: [where, visible.threads(viewer)] } });
    return thread?.title;
  }
  if (kind === "tag") return (await prisma.tag.findFirst({ where }))?.name;
  return (await prisma.category.findFirst({ where: { AND: [where, visible.categories(viewer)] } }))?.name;
}
