/** What somebody of the desk does on a ticket, as far as colleagues are told. */
export const DOINGS = ["looking", "note", "response"] as const;
export type Doing = (typeof DOINGS)[number];

export interface Colleague {
  name: string;
  doing: Doing;
}

interface Heard {
  accountId: number;
  name: string;
  doing: string;
}

/** Each colleague once, by what they do most of all in any of their tabs; never whoever reads it. */
export function colleagues(heard: readonly Heard[], ownId: number): Colleague[] {
  const byAccount = new Map<number, Colleague>();
  for (const { accountId, name, doing } of heard) {
    const found = DOINGS.find((known) => known === doing);
    if (!found || accountId === ownId) continue;
    const before = byAccount.get(accountId);
    if (!before || DOINGS.indexOf(before.doing) < DOINGS.indexOf(found))
      byAccount.set(accountId, { name, doing: found });
  }
  return [...byAccount.values()].sort((a, b) => DOINGS.indexOf(b.doing) - DOINGS.indexOf(a.doing));
}
