import type { ThreadState } from "../../generated/prisma/enums.ts";
import { prisma } from "../../platform/db.server.ts";

/** What somebody asked without an account, or without their name. */
export interface GuestThread {
  id: number;
  title: string;
  state: ThreadState | "with_staff";
  replies: number;
}

const LATEST = 50;

/** What this guest has asked, newest first. The caller knows the guest by its session or by its secret link. */
export async function listThreadsOfGuest(accountId: number): Promise<GuestThread[]> {
  return shown({ author: { id: accountId, isGuest: true } });
}

/** What an account has asked without its name, or has claimed: shown to that account alone. */
export async function listNamelessThreads(ownerId: number): Promise<GuestThread[]> {
  return ownerId > 0 ? shown({ author: { ownerId } }) : [];
}

async function shown(where: { author: { id: number; isGuest: true } | { ownerId: number } }): Promise<GuestThread[]> {
  const tickets = { where: { isLive: true }, select: { ticketId: true }, take: 1 } as const;
  const select = { id: true, title: true, state: true, replyCount: true, tickets } as const;
  const rows = await prisma.thread.findMany({ where, orderBy: { id: "desc" }, take: LATEST, select });
  return rows.map(({ replyCount, tickets: live, state, ...row }) => ({
    ...row,
    state: live.length > 0 && state !== "solved" ? "with_staff" : state,
    replies: replyCount,
  }));
}
