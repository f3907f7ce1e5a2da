/** Of questions, how many were solved. */
interface Solved {
  count: number;
  solved: number;
}

/** What came of the questions that filled a field in, and of the others. */
export interface Told {
  field: "expected" | "tried";
  said: Solved;
  unsaid: Solved;
}

/** What the numbers say to whoever asks: shares, 0 to 1. */
export interface AskTip {
  field: Told["field"];
  said: number;
  unsaid: number;
}

/** Fewer questions say nothing. */
export const FEWEST = 20;
export const LEAST_DIFFERENCE = 0.1;

export const shareOf = ({ count, solved }: Solved) => (count === 0 ? 0 : solved / count);

/** Of questions whose form showed tips, or did not: how many filled a field in that tips are about, and how many were solved. */
export interface TipsSide extends Solved {
  filled: number;
}
export interface WithTips {
  shown: TipsSide;
  hidden: TipsSide;
}

/** Of 20 such differences that chance makes, one is larger than so many standard errors. */
const SURE = 1.96;

/** What two sides tell of a number of theirs: too few questions, no more than chance makes, or that it is more or less with tips. */
export function verdictOn({ shown, hidden }: WithTips, what: "filled" | "solved"): "few" | "chance" | "more" | "less" {
  if (shown.count < FEWEST || hidden.count < FEWEST) return "few";
  const [one, other] = [shown[what] / shown.count, hidden[what] / hidden.count];
  const all = (shown[what] + hidden[what]) / (shown.count + hidden.count);
  const error = Math.sqrt(all * (1 - all) * (1 / shown.count + 1 / hidden.count));
  if (Math.abs(one - other) <= SURE * error) return "chance";
  return one > other ? "more" : "less";
}
