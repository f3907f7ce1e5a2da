// A forum to measure on: made by arithmetic, the same every time, with words as unevenly frequent as real ones.

import { generator } from "../../search/evaluation/bench-words.ts";

/** A line of the import format. */
export interface CorpusThread {
  id: string;
  source: string;
  title: string;
  category: string;
  tags: string[];
  created_at: string;
  views: number;
  posts: CorpusPost[];
}
interface CorpusPost {
  n: number;
  author: string;
  created_at: string;
  likes: number;
  body: string;
  accepted?: boolean;
}

const CATEGORIES = ["Routers", "Printers", "Cameras", "Heating", "Lights", "Accounts", "Billing", "Apps"];
const TAGS = ["wi-fi", "setup", "firmware", "offline", "login", "invoice", "warranty", "noise", "battery", "android"];
const VOCABULARY = 20_000;
const AUTHORS = 3_000;
const START = Date.UTC(2023, 0, 1);
const DAY = 86_400_000;
/** The first thread is a long one, for pages of many posts. */
export const LONG_THREAD_POSTS = 500;
const MEAN_REPLIES = 4.2;

/** Threads of a made-up forum; about five posts each, every third solved. */
export function* corpus(threads: number, seed = 1): Generator<CorpusThread> {
  const random = generator(seed);
  const words = zipfianWords(random);
  for (let number = 1; number <= threads; number++) yield thread(number, random, words);
}

function thread(number: number, random: () => number, words: () => string): CorpusThread {
  const since = START + Math.floor(random() * 900 * DAY);
  const count = number === 1 ? LONG_THREAD_POSTS : 1 + replies(random);
  const solution = count > 1 && random() < 0.35 ? 2 + Math.floor(random() * (count - 1)) : 0;
  const posts = Array.from({ length: count }, (_, index) => post(index + 1, since, random, words));
  for (const one of posts) if (one.n === solution) one.accepted = true;
  return {
    id: String(number),
    source: "bench",
    title: sentence(words, 4 + Math.floor(random() * 7)),
    category: CATEGORIES[number % CATEGORIES.length] ?? "Other",
    tags: TAGS.filter(() => random() < 0.15),
    created_at: new Date(since).toISOString(),
    views: Math.floor(random() ** 4 * 5_000),
    posts,
  };
}

/** Most threads have few replies, some have many. */
const replies = (random: () => number) => Math.min(60, Math.floor(-Math.log(1 - random()) * MEAN_REPLIES + 0.35));

function post(n: number, since: number, random: () => number, words: () => string): CorpusPost {
  return {
    n,
    author: `member${1 + Math.floor(random() ** 2 * AUTHORS)}`,
    created_at: new Date(since + (n - 1) * 3_600_000 * (1 + random())).toISOString(),
    likes: Math.floor(random() ** 6 * 20),
    body: body(random, words),
  };
}

function body(random: () => number, words: () => string): string {
  const parts = Array.from({ length: 1 + Math.floor(random() * 3) }, () =>
    sentence(words, 15 + Math.floor(random() * 60)),
  );
  if (random() < 0.2) parts.push(`\`\`\`\n${sentence(words, 12)}\nerror E${1000 + Math.floor(random() * 900)}\n\`\`\``);
  if (random() < 0.15) parts.push([1, 2, 3].map((step) => `${step}. ${sentence(words, 8)}`).join("\n"));
  if (random() < 0.15) parts.unshift(`> ${sentence(words, 12)}`);
  if (random() < 0.1) parts.push(`See **${words()}** and [the manual](https://example.com/${words()}).`);
  return parts.join("\n\n");
}

function sentence(words: () => string, length: number): string {
  const text = Array.from({ length }, words).join(" ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** A draw from an invented vocabulary in which the n-th word is about 1/n as frequent as the first. */
function zipfianWords(random: () => number): () => string {
  const invented = new Set(Array.from({ length: VOCABULARY }, () => invent(random)));
  const vocabulary = [...invented].sort((a, b) => a.length - b.length); // frequent words are short
  const cumulative = new Float64Array(vocabulary.length);
  let total = 0;
  for (let rank = 0; rank < vocabulary.length; rank++) {
    total += 1 / (rank + 3) ** 1.05;
    cumulative[rank] = total;
  }
  return () => vocabulary[firstAtLeast(cumulative, random() * total)] ?? "";
}

function firstAtLeast(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const ONSETS = "b c d f g h j k l m n p r s t v w br cl dr fl gr pl pr sh sl st th tr".split(" ");
const NUCLEI = "a e i o u ai ea ee oa ou".split(" ");
const CODAS = ["", "", "", "n", "r", "s", "t", "l", "ck", "nd", "st"];

/** A word that could be English: one to three syllables. */
function invent(random: () => number): string {
  const pick = (from: string[]) => from[Math.floor(random() * from.length)] ?? "";
  const syllables = 1 + Math.floor(random() * 3);
  return Array.from({ length: syllables }, () => pick(ONSETS) + pick(NUCLEI) + pick(CODAS)).join("");
}
