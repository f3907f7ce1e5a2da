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
