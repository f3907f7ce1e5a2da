import type { Settings } from "meilisearch";
import { documentNumber, type SearchDocument } from "../engine.ts";
import { identifiers, inOneAlphabet } from "../words.ts";

/** The index in use, and the one being built beside it. */
export const INDEX = "answerloop";
export const NEXT_INDEX = "answerloop_next";

/** A document as Meilisearch keeps it. */
export interface MeilisearchDocument {
  id: string;
  /** A thread's id, an answer's below zero. */
  document: number;
  kind: string;
  title: string;
  /** Names that must be found whole, as they are and without their marks. */
  names: string[];
  body: string;
  solution: string;
  replies: string;
  code: string;
  category: number;
  tags: string[];
  author: number;
  language: string;
  isSolved: boolean;
  needsCheck: boolean;
  /** Among equals company answers come first, then what is solved and needs no check. */
  standing: number;
  /** In seconds. The later an answer is due the fresher it is, whatever day it is today. */
  reviewDueAt: number;
  createdAt: number;
}

/** All of it is sent before the first document: an attribute declared later means indexing everything again. */
export const settings = {
  searchableAttributes: ["title", "names", "solution", "body", "tags", "replies", "code"],
  filterableAttributes: [
    "document",
    "kind",
    "category",
    "tags",
    "author",
    "language",
    "isSolved",
    "needsCheck",
    "createdAt",
    "reviewDueAt",
  ],
  sortableAttributes: ["createdAt"],
  displayedAttributes: ["id", "document", "language"],
  rankingRules: [
    "words",
    "typo",
    "proximity",
    "attributeRank",
    "standing:desc",
    "reviewDueAt:desc",
    "sort",
    "wordPosition",
    "exactness",
  ],
  typoTolerance: { enabled: true, disableOnNumbers: true, disableOnAttributes: ["names"] },
  // Less than a search may take in all: what was found until then is an answer too.
  searchCutoffMs: 250,
} satisfies Settings;

/** Positions beyond 65,535 words an attribute are not indexed; what is sent is cut long before. */
const MAX_CHARACTERS = 60_000;

/** Brings a document into Meilisearch's form. */
export function toMeilisearch(document: SearchDocument): MeilisearchDocument {
  const { kind, title, body, solution, replies, code, isSolved, needsCheck = false } = document;
  // Half of a character that takes two units would make all of what is sent unreadable.
  const cut = (text: string) => inOneAlphabet(text.slice(0, MAX_CHARACTERS)).toWellFormed();
  const names = identifiers(`${title} ${cut(body)} ${cut(solution)} ${cut(replies)} ${cut(code)}`);
  return {
    id: idOf(document),
    document: documentNumber(document),
    kind,
    title: cut(title),
    names: [...new Set(names.flatMap((name) => [name, name.replace(/[^\p{L}\p{N}]/gu, "")]))],
    body: cut(body),
    solution: cut(solution),
    replies: cut(replies),
    code: cut(code),
    category: document.categoryId,
    tags: [...document.tags],
    author: document.authorId,
    language: document.language,
    isSolved: isSolved || kind === "answer",
    needsCheck,
    standing: kind === "answer" ? 2 : isSolved && !needsCheck ? 1 : 0,
    reviewDueAt: kind === "answer" ? dueAt(document) : 0,
    createdAt: Math.floor(document.createdAt.getTime() / 1000),
  };
}

const NEVER = Date.UTC(9999, 0, 1);
const dueAt = ({ reviewDueAt }: SearchDocument) => Math.floor((reviewDueAt?.getTime() ?? NEVER) / 1000);

/** The document's primary key. */
export const idOf = ({ kind, id }: { kind: string; id: number }) => `${kind}-${id}`;
