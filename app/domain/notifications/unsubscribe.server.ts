import { type MailPace, WatchLevel } from "../../generated/prisma/enums.ts";
import { prisma } from "../../platform/db.server.ts";
import { type Viewer, viewerFrom } from "../accounts/viewer.ts";
import { visible } from "../permissions.ts";
import { defaultChoice, PACES } from "./mail-pace.ts";
import type { MailSource } from "./mail-source.ts";
import { readToken, type Unsubscription } from "./unsubscribe-link.server.ts";

/** How it was before, by which it can be put back: a level, a pace, or whether it was on. */
export type Before = WatchLevel | MailPace | "on" | "off";

/** Ends what the link's mail came from; whoever holds the link may. Null for a link that we never made. */
export async function unsubscribe(token: string): Promise<{ before: Before } | null> {
  const found = await findUnsubscription(token);
  return found && { before: await end(found) };
}

/** Puts back what the link has ended. */
export async function undoUnsubscribe(token: string, before: string): Promise<boolean> {
  const found = await findUnsubscription(token);
  const level = watchLevels.find((one) => one === before);
  const pace = PACES.find((one) => one === before);
  if (!found) return false;
  const { accountId, source } = found;
  if (source.kind === "group") await (before === "on" && switchOn(accountId, source.group));
  else if (source.kind === "summary") await (pace && change(accountId, { pace }));
  else if (level) await setLevel(accountId, source, level);
  return true;
}

const watchLevels = Object.values(WatchLevel);

async function end({ accountId, source }: Unsubscription): Promise<Before> {
  switch (source.kind) {
    case "group":
      return (await switchOff(accountId, source.group)) ? "on" : "off";
    case "summary": {
      const choice = await prisma.mailChoice.findUnique({ where: { accountId } });
      await change(accountId, { pace: "never" });
      return choice?.pace ?? defaultChoice.pace;
    }
    default: {
      const before = await levelOf(accountId, source);
      // What they followed as a whole is as it was before they did; threads they follow by themselves go on.
      await setLevel(accountId, source, source.kind === "thread" ? "muted" : "normal");
      return before;
    }
  }
}

type Followed = Extract<MailSource, { id: number }>;

/** Normal has no row. */
async function levelOf(accountId: number, { kind, id }: Followed): Promise<WatchLevel> {
  const rows = {
    thread: () => prisma.watch.findFirst({ where: { accountId, threadId: id } }),
    category: () => prisma.categoryWatch.findFirst({ where: { accountId, categoryId: id } }),
    tag: () => prisma.tagWatch.findFirst({ where: { accountId, tagId: id } }),
  };
  return (await rows[kind]())?.level ?? "normal";
}

async function setLevel(accountId: number, { kind, id }: Followed, level: WatchLevel) {
  if (kind === "thread") return setThreadLevel(accountId, id, level);
  const key = { accountId, level };
  if (kind === "category") {
    await prisma.categoryWatch.deleteMany({ where: { accountId, categoryId: id } });
    if (level !== "normal")
      await prisma.categoryWatch.createMany({ data: { ...key, categoryId: id }, skipDuplicates: true });
  } else {
    await prisma.tagWatch.deleteMany({ where: { accountId, tagId: id } });
    if (level !== "normal") await prisma.tagWatch.createMany({ data: { ...key, tagId: id }, skipDuplicates: true });
  }
}

/** Why they follow it stays. */
async function setThreadLevel(accountId: number, threadId: number, level: WatchLevel) {
  const key = { threadId, accountId };
  await prisma.watch.upsert({
    where: { threadId_accountId: key },
    create: { ...key, reason: "chosen", level },
    update: { level },
  });
}

function change(accountId: number, choice: { pace: MailPace }) {
  return prisma.mailChoice.upsert({ where: { accountId }, create: { accountId, ...choice }, update: choice });
}

/** Two mails ended at the same moment end both. True unless it was off already. */
async function switchOff(accountId: number, group: string): Promise<boolean> {
  await prisma.mailChoice.createMany({ data: [{ ...defaultChoice, accountId }], skipDuplicates: true });
  const { count } = await prisma.mailChoice.updateMany({
    where: { accountId, NOT: { off: { has: group } } },
    data: { off: { push: group } },
  });
  return count > 0;
}

const switchOn = (accountId: number, group: string) =>
  prisma.$executeRaw`UPDATE "MailChoice" SET off = array_remove(off, ${group}) WHERE "accountId" = ${accountId}`;

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
