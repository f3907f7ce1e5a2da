import type { DelegationScope, Role } from "../../generated/prisma/enums.ts";

/**
 * Whoever makes this request. A visitor's and the system's id is 0, which matches no row. A guest has asked without an
 * account, and may do in their own threads what an asker may.
 */
export interface Viewer {
  readonly kind: "visitor" | "guest" | "member" | "staff" | "system";
  readonly id: number;
  /** The account behind it, where somebody is in a thread they have asked anonymously: told to nobody. */
  readonly ownerId: number | null;
  readonly role: Role | null;
  readonly name: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly isSuspended: boolean;
  /** Notifications that they have not looked at, counted up to one more than is shown; 0 outside a request. */
  readonly unread: number;
  /** Cases of theirs that wait for them; 0 outside a request. */
  readonly turns: number;
  /** Whether their address was refused so often that nothing is mailed there; false outside a request. */
  readonly isMailStopped: boolean;
  /** Those the viewer may act for, as it stands now. */
  readonly actsFor: readonly Acting[];
}

/** Somebody who has granted the viewer to act for them, and how far; reading is in each. */
export interface Acting {
  /** Of the delegation. */
  readonly id: number;
  readonly principalId: number;
  readonly principalName: string;
  readonly scopes: readonly DelegationScope[];
}

export const NOBODY = 0;

/** More unread notifications than this are not counted. */
export const UNREAD_SHOWN_MAX = 99;

/** How the bell says it; nothing for none. */
export const shownUnread = (unread: number) =>
  unread === 0 ? "" : unread > UNREAD_SHOWN_MAX ? `${UNREAD_SHOWN_MAX}+` : String(unread);

export const SYSTEM: Viewer = {
  kind: "system",
  id: NOBODY,
  ownerId: null,
  role: null,
  name: "",
  locale: "en",
  timeZone: "UTC",
  isSuspended: false,
  unread: 0,
  turns: 0,
  isMailStopped: false,
  actsFor: [],
};

export function visitor(locale = "en", timeZone = "UTC"): Viewer {
  return { ...SYSTEM, kind: "visitor", locale, timeZone };
}

/** Customers and peer experts are members; every other role is on the company's staff. */
export const isStaffRole = (role: Role) => role !== "customer" && role !== "expert";

/** Staff who work tickets. */
export const DESK_ROLES: readonly Role[] = ["agent_1", "agent_2", "lead", "manager"];
/** Trained for what cannot wait: danger, lost data, an outage, the law. Skills of their own come with routing. */
export const isCertified = (role: Role) => READER_ROLES.includes(role);
/** Staff who may let out what another has written on money, law, safety or health. */
export const READER_ROLES: readonly Role[] = ["agent_2", "lead", "manager"];
/** Staff who may approve and publish. */
export const PUBLISHER_ROLES: readonly Role[] = ["lead", "manager"];

interface AccountLike {
  id: number;
  name: string;
  role: Role;
  locale: string;
  timeZone: string | null;
  suspendedUntil: Date | null;
  isGuest?: boolean;
  unread?: number;
  turns?: number;
  isMailStopped?: boolean;
  actsFor?: readonly Acting[];
}

export function viewerFrom(account: AccountLike, now = new Date(), timeZone = "UTC"): Viewer {
  return {
    kind: account.isGuest ? "guest" : isStaffRole(account.role) ? "staff" : "member",
    id: account.id,
    ownerId: null,
    role: account.role,
    name: account.name,
    locale: account.locale,
    timeZone: account.timeZone ?? timeZone,
    isSuspended: account.suspendedUntil !== null && account.suspendedUntil > now,
    unread: account.unread ?? 0,
    turns: account.turns ?? 0,
    isMailStopped: account.isMailStopped ?? false,
    // Staff acts for nobody: it would sit on both sides of the desk.
    actsFor: account.isGuest || isStaffRole(account.role) ? [] : (account.actsFor ?? []),
  };
}

/**
 * The same person as the nameless asker of a thread of theirs: a member like any other, whatever their own role. All they
 * do there is done by that account, so nothing that is written can tell who it was.
 */
export function asAsker(viewer: Viewer, guest: { id: number; name: string }): Viewer {
  return {
    ...viewer,
    kind: "member",
    role: "customer",
    id: guest.id,
    name: guest.name,
    ownerId: viewer.id,
    actsFor: [],
  };
}

interface Reachable {
  email: string | null;
  contactEmail: string | null;
  emailVerifiedAt: Date | null;
}

/**
 * Where somebody is written to, if anywhere. Anybody can type an address: a guest's is written to only once the link that
 * was mailed there has been opened.
 */
export const mailAddressOf = ({ email, contactEmail, emailVerifiedAt }: Reachable): string | null =>
  email ?? (emailVerifiedAt ? contactEmail : null);
