import { createHash } from "node:crypto";
import { type Adapter, type DatabaseSession, Lucia, TimeSpan } from "lucia";
import type { Account, Session } from "../../generated/prisma/client.ts";
import { prisma, read } from "../../platform/db.server.ts";
import { env } from "../../platform/env.server.ts";
import { ACTS_FOR } from "./acting.ts";
import { IS_MAIL_STOPPED } from "./bounces.ts";
import { KINDS_OF_ACCOUNT, selfAndNameless, TURNS_MAX, turnsOf } from "./turns.ts";
import { type Acting, UNREAD_SHOWN_MAX } from "./viewer.ts";

type AccountAttributes = Pick<Account, "name" | "role" | "locale" | "timeZone" | "suspendedUntil" | "isGuest"> & {
  unread: number;
  turns: number;
  /** Whether there is something they have asked without their name. */
  hasGuests: boolean;
  actsFor: Acting[];
  isMailStopped: boolean;
};

declare module "lucia" {
  interface Register {
    Lucia: typeof lucia;
    UserId: number;
    DatabaseUserAttributes: AccountAttributes;
    DatabaseSessionAttributes: { userAgent: string | null };
  }
}

/** The cookie holds the session's token, the database only its hash: a leaked table opens no session. */
const storedId = (token: string) => createHash("sha256").update(token).digest("base64url");

const toSession = (row: Session, id: string): DatabaseSession => ({
  id,
  userId: row.accountId,
  expiresAt: row.expiresAt,
  attributes: { userAgent: row.userAgent },
});

interface SessionAndAccount extends AccountAttributes {
  accountId: number;
  expiresAt: Date;
  userAgent: string | null;
}

// Asked for by every request of somebody signed in. Unread are counted no further than they are shown: somebody who
// never looks must not make every page slower.
const SESSION = `SELECT session."accountId", session."expiresAt", session."userAgent", account.name, account.role,
    account.locale, account."timeZone", account."suspendedUntil",
    account."isGuest", EXISTS (SELECT FROM "Account" WHERE "ownerId" = session."accountId") AS "hasGuests", ${ACTS_FOR} AS "actsFor",
    ${IS_MAIL_STOPPED} AS "isMailStopped",
    (SELECT count(*)::int FROM (SELECT FROM "Notification" WHERE "accountId" = account.id AND "readAt" IS NULL
      LIMIT ${UNREAD_SHOWN_MAX + 1}) AS unread) AS unread,
    (SELECT count(*)::int FROM (SELECT FROM (${selfAndNameless("account.id")}) person
      CROSS JOIN LATERAL (${turnsOf(KINDS_OF_ACCOUNT)}) turn GROUP BY turn.key LIMIT ${TURNS_MAX}) AS turn) AS turns
  FROM "Session" session JOIN "Account" account ON account.id = session."accountId" WHERE session.id = $1`;

const adapter: Adapter = {
  async getSessionAndUser(token) {
    const [row] = await read<SessionAndAccount>("session", SESSION, [storedId(token)]);
    if (!row) return [null, null];
    const { accountId, expiresAt, userAgent, ...account } = row;
    const session = { id: token, userId: accountId, expiresAt, attributes: { userAgent } };
    return [session, { id: accountId, attributes: account }];
  },
  async getUserSessions(accountId) {
    const rows = await prisma.session.findMany({ where: { accountId } });
    return rows.map((row) => toSession(row, row.id));
  },
  async setSession({ id, userId, expiresAt, attributes }) {
    const userAgent = attributes.userAgent?.slice(0, 300) ?? null;
    await prisma.session.create({ data: { id: storedId(id), accountId: userId, expiresAt, userAgent } });
  },
  async updateSessionExpiration(token, expiresAt) {
    await prisma.session.updateMany({ where: { id: storedId(token) }, data: { expiresAt } });
  },
  async deleteSession(token) {
    await prisma.session.deleteMany({ where: { id: storedId(token) } });
  },
  async deleteUserSessions(accountId) {
    await prisma.session.deleteMany({ where: { accountId } });
  },
  async deleteExpiredSessions() {
    await prisma.session.deleteMany({ where: { expiresAt: { lte: new Date() } } });
  },
};

export const lucia = new Lucia(adapter, {
  sessionExpiresIn: new TimeSpan(30, "d"),
  sessionCookie: {
    name: "session",
    expires: false,
    attributes: { secure: env.ORIGIN?.startsWith("https:") ?? false, sameSite: "lax", path: "/" },
  },
  getUserAttributes: (attributes) => attributes,
});

/** Opens a session and gives the cookie that carries it. A new token at every sign-in: none is ever reused. */
export async function startSession(accountId: number, userAgent: string | null): Promise<string> {
  const session = await lucia.createSession(accountId, { userAgent });
  return lucia.createSessionCookie(session.id).serialize();
}

/** Ends the session of this request and gives the cookie that clears it. */
export async function endSession(request: Request): Promise<string> {
  const token = lucia.readSessionCookie(request.headers.get("Cookie") ?? "");
  if (token) await lucia.invalidateSession(token);
  return lucia.createBlankSessionCookie().serialize();
}
