/**
 * What Meilisearch's published API description (OpenAPI document of version 1.54.0, assets/engine-release-assets of its
 * documentation's repository) says of the requests that are made here: names, types and bounds. What it closes to further
 * properties is closed here, and of what it leaves open only what is sent is let through.
 */
import { z } from "zod";

const names = z.array(z.string());
const uniqueNames = names.refine((given) => new Set(given).size === given.length);
/** `IndexUid`. */
const indexUid = z.string().regex(/^[a-zA-Z0-9_-]{1,400}$/);

/** `IndexCreateRequest`: POST /indexes. */
export const createIndexSchema = z.strictObject({ uid: indexUid, primaryKey: z.string().nullish() });

/** `Settings_Unchecked`: PATCH /indexes/{uid}/settings. A ranking rule is one of the known ones, or an attribute's order. */
export const settingsSchema = z.strictObject({
  searchableAttributes: names.nullish(),
  filterableAttributes: names.nullish(),
  sortableAttributes: names.nullish(),
  displayedAttributes: names.nullish(),
  rankingRules: z
    .array(
      z.string().regex(/^(words|typo|proximity|attributeRank|sort|wordPosition|exactness|attribute|\w+:(asc|desc))$/),
    )
    .nullish(),
  synonyms: z.record(z.string(), names).nullish(),
  typoTolerance: z
    .strictObject({
      enabled: z.boolean(),
      minWordSizeForTypos: z.strictObject({ oneTypo: z.number(), twoTypos: z.number() }),
      disableOnWords: names,
      disableOnAttributes: names,
      disableOnNumbers: z.boolean(),
    })
    .partial()
    .nullish(),
  searchCutoffMs: z.number().int().min(0).nullish(),
});

/** POST /indexes/{uid}/documents: objects that carry the primary key, of the characters it may have. */
export const documentsSchema = z.array(z.looseObject({ id: z.string().regex(/^[a-zA-Z0-9_-]{1,511}$/) }));

/** POST /indexes/{uid}/documents/delete-batch. */
export const deleteSchema = names;

/** `SearchQuery`: POST /indexes/{uid}/search. */
export const searchSchema = z.strictObject({
  q: z.string().nullish(),
  filter: names.optional(),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(0).default(20),
  matchingStrategy: z.enum(["last", "all", "frequency"]).default("last"),
  attributesToRetrieve: uniqueNames.nullish(),
  attributesToSearchOn: uniqueNames.nullish(),
  showRankingScore: z.boolean().optional(),
});

/** `SwapIndexesPayload`, several of them: POST /swap-indexes. */
export const swapSchema = z.array(
  z.strictObject({ indexes: z.tuple([indexUid, indexUid]), rename: z.boolean().optional() }),
);

/** A search answers this many at most, whatever is asked for, unless its index is set otherwise. */
export const MOST_HITS = 1000;

export type Row = Record<string, unknown> & { id: string };

const CLAUSE = /^(\w+) (=|<|>=|IN|NOT IN) (.+)$/;
const QUOTED = /^"((?:[^"\\]|\\.)*)"$/;
const LIST = /^\[((?:-?\d+(?:, -?\d+)*)?)\]$/;

/** One clause of the filter language holds of a row; undefined when it is none. */
export function holds(clause: string, row: Row, filterable: readonly string[]): boolean | undefined {
  const [, attribute = "", operator = "", given = ""] = CLAUSE.exec(clause) ?? [];
  if (!filterable.includes(attribute)) return undefined;
  const values = [row[attribute]].flat().map(String);
  if (operator === "IN" || operator === "NOT IN") {
    const list = LIST.exec(given)?.[1]?.split(", ");
    return list && values.some((value) => list.includes(value)) === (operator === "IN");
  }
  const literal = QUOTED.exec(given)?.[1] ?? (/^[\w.-]+$/.test(given) ? given : undefined);
  if (literal === undefined) return undefined;
  if (operator === "=") return values.includes(literal);
  return values.some((value) =>
    operator === "<" ? Number(value) < Number(literal) : Number(value) >= Number(literal),
  );
}
