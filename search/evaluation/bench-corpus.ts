import type { SearchDocument } from "../engine.ts";
import { drawRank, generator, wordAt } from "./bench-words.ts";

/** What a bench searches: documents by their number, the same every time. */
export type BenchCorpus = (number: number) => SearchDocument;

export const CATEGORIES = 20;
const TOPICS = 400;
/** A part of a text's words are those of what it is about. */
const TOPICAL = 0.2;
const TOPIC_WORDS = 150;

/** Threads of a made-up forum, as long as real ones and with words as unevenly frequent. */
export const madeUp: BenchCorpus = (number) => {
  const random = generator(number * 2_654_435_761);
  const topic = Math.floor(random() * TOPICS);
  const draw = (count: number) => Array.from({ length: count }, () => wordOf(topic, random)).join(" ");
  const isSolved = random() < 0.35;
  const long = () => Math.exp(gaussian(random));
  return asDocument(number, {
    title: titleOf(topic, random),
    body: withCode(draw(5 + Math.round(85 * long())), random),
    solution: isSolved ? draw(3 + Math.round(40 * long())) : "",
    replies: random() < 0.12 ? "" : draw(Math.min(3000, Math.round(130 * long() * long()))),
    isSolved,
  });
};

/** A bench's document from its texts. */
export function asDocument(
  number: number,
  texts: Pick<SearchDocument, "title" | "body" | "solution" | "replies" | "isSolved">,
): SearchDocument {
  const createdAt = new Date(Date.UTC(2020, 0, 1) + number * 60_000);
  return {
    ...texts,
    kind: "thread",
    id: number,
    code: "",
    categoryId: 1 + (number % CATEGORIES),
    tags: [],
    authorId: 1,
    state: texts.isSolved ? "solved" : "responded",
    language: number % 25 === 0 ? "german" : "english",
    affectedCount: 0,
    createdAt,
    updatedAt: createdAt,
  };
}

/** Most titles are of their topic's words. */
function titleOf(topic: number, random: () => number) {
  const words = Array.from({ length: 3 + Math.floor(random() * 8) }, () =>
    random() < 0.4 ? topicWord(topic, random) : wordOf(topic, random),
  );
  return words.join(" ");
}

const wordOf = (topic: number, random: () => number) =>
  random() < TOPICAL ? topicWord(topic, random) : wordAt(drawRank(random));

function topicWord(topic: number, random: () => number) {
  const which = generator(topic * 1009 + Math.floor(random() ** 2 * TOPIC_WORDS))();
  return wordAt(120 + Math.floor(which ** 3 * 40_000));
}

const withCode = (text: string, random: () => number) =>
  random() < 0.2
    ? `${text} ERR_${Math.floor(random() * 4000)} v${Math.floor(random() * 9)}.${Math.floor(random() * 30)}.1`
    : text;

const gaussian = (random: () => number) =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()) * 0.6;
