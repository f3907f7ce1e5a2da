import type { GoodwillCause, GoodwillDeed } from "../../generated/prisma/enums.ts";

export const CAUSES = ["our_mistake", "delay", "defect", "kindness"] as const satisfies readonly GoodwillCause[];

/** Roles that let goodwill out, each with limits of its own. */
export const GIVERS = ["agent_1", "agent_2", "lead", "manager"] as const;

/** What is between staff alone: its requester hears what was decided. */
const AMONG_STAFF: readonly GoodwillDeed[] = ["proposed", "returned"];
export const isAmongStaff = ({ deed }: { deed: GoodwillDeed }) => AMONG_STAFF.includes(deed);

const ANEW: readonly GoodwillDeed[] = ["asked", "proposed", "offered"];
const follows: Readonly<Record<GoodwillDeed, readonly GoodwillDeed[]>> = {
  asked: ["proposed", "offered", "refused"],
  proposed: ["offered", "returned", "asked"],
  returned: ["proposed", "offered", "refused", "asked"],
  offered: ["accepted", "declined", "asked"],
  accepted: ["given"],
  declined: ANEW,
  refused: ANEW,
  given: ANEW,
};

interface Dated {
  deed: GoodwillDeed;
  expiresAt: Date | null;
}

/** An offer that nobody took in time. */
export const isExpired = ({ expiresAt }: Pick<Dated, "expiresAt">, now: Date) => expiresAt !== null && expiresAt <= now;

/** What can come after the last step; the database holds the same list. */
export const nextDeeds = (last: Dated | undefined, now: Date): readonly GoodwillDeed[] =>
  !last || isExpired(last, now) ? ANEW : follows[last.deed];

/** How many digits a currency has behind the point. */
export const digitsOf = (currency: string): number =>
  new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** What was typed, such as 20 or 19,90, in the currency's smallest unit; null for what is no amount in it. */
export function minorOf(typed: string, currency: string): number | null {
  const digits = digitsOf(currency);
  const [, whole = "", part = ""] = /^(\d{1,9})(?:[.,](\d{1,4}))?$/.exec(typed.trim()) ?? [];
  const minor = Number(whole + part.padEnd(digits, "0"));
  return whole === "" || part.length > digits || minor > 1_000_000_000 ? null : minor;
}

/** The same as it is typed: 19.90 */
export const typedOf = (minor: number, currency: string): string =>
  (minor / 10 ** digitsOf(currency)).toFixed(digitsOf(currency));

/** One step of the ledger, as both sides read it; what is among staff is not in what a requester gets. */
export interface GoodwillStepView {
  id: number;
  deed: GoodwillDeed;
  name: string;
  kind: string;
  amount: number;
  currency: string;
  cause: GoodwillCause | null;
  words: string;
  at: Date;
  expiresAt: Date | null;
}

/** The ledger, and what its reader can do next. */
export interface GoodwillView {
  steps: GoodwillStepView[];
  /** The last step that its reader knows, for their forms; 0 while there is none. */
  seenStep: number;
  isExpired: boolean;
  next: readonly GoodwillDeed[];
  kinds: string[];
  currency: string;
  /** How its reader may let a proposal out; `alone`: having read it again, there being nobody else. */
  approval: "yes" | "alone" | null;
  /** Nobody's limits bear what waits for a yes: the most that somebody may, and who can raise them. Among staff alone. */
  beyond: { amount: number; most: number; isProposed: boolean; admins: string[] } | null;
  /** From when whoever is alone may. */
  mayPassOwnFrom: Date | null;
}
