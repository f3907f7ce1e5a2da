import type { Role } from "../../generated/prisma/enums.ts";

/** Whoever makes this request. A visitor's and the system's id is 0, which matches no row. */
export interface Viewer {
  readonly kind: "visitor" | "member" | "staff" | "system";
  readonly id: number;
  readonly role: Role | null;
  readonly name: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly isSuspended: boolean;
  /** Notifications that they have not looked at, counted up to one more than is shown; 0 outside a request. */
  readonly unread: number;
  /** Cases of theirs that wait for them; 0 outside a request. */
  readonly turns: number;
}

export const NOBODY = 0;

/** More unread notifications than this are not counted. */
export const UNREAD_SHOWN_MAX = 99;

export const SYSTEM: Viewer = {
  kind: "system",
  id: NOBODY,
  role: null,
  name: "",
  locale: "en",
  timeZone: "UTC",
  isSuspended: false,
  unread: 0,
  turns: 0,
};

export function visitor(locale = "en", timeZone = "UTC"): Viewer {
  return { ...SYSTEM, kind: "visitor", locale, timeZone };
}

/** Customers and peer experts are members; every other role is on the company's staff. */
export const isStaffRole = (role: Role) => role !== "customer" && role !== "expert";

/** Staff who work tickets. */
export const DESK_ROLES: readonly Role[] = ["agent_1", "agent_2", "lead", "manager"];
/** Staff who may approve and publish. */
export const PUBLISHER_ROLES: readonly Role[] = ["lead", "manager"];

interface AccountLike {
  id: number;
  name: string;
  role: Role;
  locale: string;
  timeZone: string | null;
  suspendedUntil: Date | null;
  unread?: number;
  turns?: number;
}

export function viewerFrom(account: AccountLike, now = new Date(), timeZone = "UTC"): Viewer {
  return {
    kind: isStaffRole(account.role) ? "staff" : "member",
    id: account.id,
    role: account.role,
    name: account.name,
    locale: account.locale,
    timeZone: account.timeZone ?? timeZone,
    isSuspended: account.suspendedUntil !== null && account.suspendedUntil > now,
    unread: account.unread ?? 0,
    turns: account.turns ?? 0,
  };
}
