import type { SearchDocument } from "../../search/engine.ts";

let lastId = 0;

/** A document with something in every field it needs; say what the test is about. */
export function makeDocument(given: Partial<SearchDocument> = {}): SearchDocument {
  const createdAt = given.createdAt ?? new Date("2026-01-01T00:00:00Z");
  return {
    kind: "thread",
    id: ++lastId,
    title: "Lorem ipsum dolor",
    body: "Consectetur adipiscing elit.",
    solution: "",
    replies: "",
    code: "",
    categoryId: 1,
    tags: [],
    state: given.isSolved ? "solved" : "responded",
    isSolved: false,
    language: "english",
    affectedCount: 0,
    authorId: 0,
    createdAt,
    updatedAt: createdAt,
    ...given,
  };
}
