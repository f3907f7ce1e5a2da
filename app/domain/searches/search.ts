/** A search is kept so long, then deleted. */
export const KEPT_DAYS = 365;
/** What the report of searches looks back on. */
export const REPORT_DAYS = 30;
/** Of longer questions the beginning is kept. */
export const WORDS_MAX = 200;
/** So many different results that were opened are kept with a search. */
export const CLICKS_MAX = 20;

/** What is wrong with the answers to a search: there were none, or they were of no help. */
export const LACKS = ["found", "help"] as const;
export type Lack = (typeof LACKS)[number];

/** So many groups of synonyms at most, each of so many words. */
export const SYNONYMS_MAX = 500;
export const SYNONYM_WORDS_MAX = 20;
export const SYNONYM_LENGTH_MAX = 60;
