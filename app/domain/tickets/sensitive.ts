import { wordIn } from "../threads/escalation.ts";
import { READING_SUBJECTS, type ReadingSubject } from "./reading.ts";

export type SubjectWords = Readonly<Record<ReadingSubject, readonly string[]>>;

/** A sum is money in every language; its sign stands before it or after. */
const SUM = /[$£€¥]\s?\d|\d\s?(?:[$£€¥]|(?:EUR|USD|GBP|CHF|Euro|Dollars?)\b)|\b(?:EUR|USD|GBP|CHF)\s?\d/iu;

/** The subjects that a text touches by these words, whole words in any case, or by naming a sum. */
export function subjectsIn(text: string, words: SubjectWords): ReadingSubject[] {
  return READING_SUBJECTS.filter(
    (subject) => wordIn(text, words[subject]) !== null || (subject === "money" && SUM.test(text)),
  );
}
