import { FACTS, type Fact } from "./preparation.ts";

/**
 * What is kept of a case as a fact, by the names of what people are asked for. Serial and order numbers have private
 * fields, logs and pictures are files, and what was tried are steps.
 */
export const STATED_FACTS = [
  "model",
  "version",
  "system",
  "browser",
  "message",
  "since",
  "often",
  "changed",
  "network",
  "lights",
  "country",
] as const satisfies readonly Fact[];
export type StatedFact = (typeof STATED_FACTS)[number];
export const FACT_MAX = 300;

/** A fact of a case, as both sides of the lane see it. */
export interface FactView {
  id: number;
  fact: StatedFact;
  value: string;
  byName: string;
  at: Date;
  /** Since when the requester says that it is so; null while only staff does. */
  confirmedAt: Date | null;
}

/** What a message asks for: what it says it waits for, and its questions. */
export function factsAskedIn({ message, waitingFor }: { message: string; waitingFor: string }): StatedFact[] {
  const questions = message.match(/[^.!?\n]*\?/g) ?? [];
  const asked = [waitingFor, ...questions].join("\n");
  return STATED_FACTS.filter((fact) => FACTS[fact].test(asked));
}
