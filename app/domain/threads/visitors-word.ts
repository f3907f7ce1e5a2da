/** What somebody without an account may say of a solution or a company answer, or that they take it back. */
export const VISITORS_VERDICTS = ["worked", "didnt", "withdrawn"] as const;
export type VisitorsVerdict = (typeof VISITORS_VERDICTS)[number];

/** How it went for those who said so: members, and visitors apart. */
export interface Tally {
  worked: number;
  didnt: number;
  visitorsWorked: number;
  visitorsDidnt: number;
}

/** A row's counts as a tally. */
export const tallyOf = ({ workedCount, didntCount, visitorsWorked, visitorsDidnt }: Counted): Tally => ({
  ...{ worked: workedCount, didnt: didntCount, visitorsWorked, visitorsDidnt },
});

interface Counted extends Pick<Tally, "visitorsWorked" | "visitorsDidnt"> {
  workedCount: number;
  didntCount: number;
}

/** So many visitors weigh as much as one member, and all of them together no more than two. */
export const VISITORS_A_MEMBER = 5;
export const VISITORS_MOST = 2;

/** What visitors' words add to those of members. */
export const weightOfVisitors = (words: number) => Math.min(VISITORS_MOST, Math.floor(words / VISITORS_A_MEMBER));

/** The tallies of several things together. */
export const sumOf = (tallies: readonly Tally[]): Tally =>
  tallies.reduce(
    (sum, one) => ({
      worked: sum.worked + one.worked,
      didnt: sum.didnt + one.didnt,
      visitorsWorked: sum.visitorsWorked + one.visitorsWorked,
      visitorsDidnt: sum.visitorsDidnt + one.visitorsDidnt,
    }),
    { worked: 0, didnt: 0, visitorsWorked: 0, visitorsDidnt: 0 },
  );
