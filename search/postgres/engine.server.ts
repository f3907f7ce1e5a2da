import { availableParallelism } from "node:os";
import type pg from "pg";
import type {
  EngineHealth,
  IndexRebuild,
  SearchDocument,
  SearchEngine,
  SearchHit,
  SearchHits,
  SearchKey,
  SearchQuestion,
  SearchScope,
  SimilarQuestion,
  StemsByLanguage,
  Synonym,
} from "../engine.ts";
import { keyOf, MOST_CANDIDATES, MOST_RESULTS } from "../engine.ts";
import { distinctWords, parseQuestion } from "../question.ts";
import { type RankedSearch, rank } from "./candidates.server.ts";
import { correctedQuestion } from "./corrected-question.server.ts";
import { choose, type Lexeme, type LexemeSet } from "./lexemes.server.ts";
import type { RankedDocument } from "./order.ts";
import { phraseReadings } from "./phrases.server.ts";
import { ranking } from "./ranking.ts";
import { PostgresRebuild } from "./rebuild.server.ts";
import { completions } from "./suggest.server.ts";
import { Turns } from "./turns.ts";
import { weighedQuestion } from "./weighed-question.server.ts";
import { writeInStep } from "./write.server.ts";

/** One more than there are processors: while one waits for the other side of the wire, another is served. */
const turns = new Turns({ slots: availableParallelism() + 1, mostWaiting: 400, waitMs: 5_000 });

/** Full-text search in Postgres' own tables: nothing to install, always kept. */
export class PostgresEngine implements SearchEngine {
  readonly name = "postgres";

  constructor(readonly pool: pg.Pool) {}

  upsert(documents: readonly SearchDocument[]) {
    return writeInStep(this.pool, documents, []);
  }

  remove(keys: readonly SearchKey[]) {
    return writeInStep(this.pool, [], keys);
  }

  query(question: SearchQuestion): Promise<SearchHits> {
    return turns.take(() => this.#query(question));
  }

  async #query(question: SearchQuestion): Promise<SearchHits> {
    const parsed = parseQuestion(question.text);
    const { set, corrections, title } = await correctedQuestion(this.pool, parsed, question);
    const required = distinctWords(parsed.phrases.join(" "));
    const { inTitle } = question.filters ?? {};
    const chosen = choose(set.lexemes, ranking.words, new Set(required));
    const { documents: ranked, total } = await rank(this.pool, {
      ...search(set, chosen, title, question),
      required,
      matching: await phraseReadings(this.pool, set.languages, parsed.phrases, inTitle),
      excluded: await phraseReadings(this.pool, set.languages, parsed.excluded, inTitle),
      limit: MOST_CANDIDATES,
      isCounted: true,
      reach: question.limit > MOST_CANDIDATES ? question.limit : 0,
    });
    const rest = ranked.slice(firstAfter(ranked, readCursor(question.after)));
    const page = rest.slice(0, question.limit);
    const last = rest.length > question.limit ? page.at(-1) : undefined;
    return {
      engine: this.name,
      hits: page.map(toHit),
      candidates: ranked.slice(0, ranking.reading.search.candidates).map(({ document }) => keyOf(document)),
      total: total && Math.min(total, MOST_RESULTS),
      next: last ? writeCursor(last) : null,
      corrections,
      stems: stemsByLanguage(set.lexemes),
    };
  }

  similar(question: SimilarQuestion): Promise<SearchHit[]> {
    return turns.take(() => this.#similar(question));
  }

  async #similar(question: SimilarQuestion): Promise<SearchHit[]> {
    const asked = await weighedQuestion(this.pool, question);
    const lexemes = choose(asked.lexemes, ranking.similarWords);
    const total = lexemes.reduce((sum, { weight }) => sum + weight, 0);
    const { documents } = await rank(this.pool, {
      ...search({ ...asked, total }, lexemes, asked.title, question),
      reading: ranking.reading.similar,
      titleSimilarity: ranking.similarTitleSimilarity,
    });
    return documents.map(toHit);
  }

  suggest(prefix: string, scope: SearchScope, limit: number, synonyms: readonly Synonym[] = []) {
    return turns.take(() => this.#suggest(prefix, scope, limit, synonyms));
  }

  async #suggest(prefix: string, scope: SearchScope, limit: number, synonyms: readonly Synonym[]) {
    const { set, lexemes } = await completions(this.pool, prefix, synonyms);
    const asked = search(set, lexemes, prefix, { scope, limit });
    return (await rank(this.pool, { ...asked, reading: ranking.reading.suggest })).documents.map(toHit);
  }

  async health(): Promise<EngineHealth> {
    const { rows } = await this.pool.query<{ documents: number }>("SELECT documents FROM search.stats");
    return { engine: this.name, isHealthy: rows.length === 1, documents: rows[0]?.documents ?? 0 };
  }

  rebuild(): IndexRebuild {
    return new PostgresRebuild(this.pool);
  }
}

type Asked = Pick<SearchQuestion, "scope" | "filters" | "limit">;

function search(set: LexemeSet, lexemes: readonly Lexeme[], title: string, asked: Asked): RankedSearch {
  const { scope, filters = {}, limit } = asked;
  return {
    lexemes,
    reading: ranking.reading.search,
    titleSimilarity: ranking.titleSimilarity,
    total: set.total,
    title,
    scope,
    filters,
    required: [],
    matching: [],
    excluded: [],
    limit,
  };
}

function stemsByLanguage(lexemes: readonly Lexeme[]): StemsByLanguage {
  const stems = new Map<string, string[]>();
  const words = lexemes.filter(({ language }) => language !== ""); // the words of a name are marked as words
  for (const { language, lexeme } of words) stems.set(language, [...(stems.get(language) ?? []), lexeme]);
  return stems;
}

const toHit = ({ document, ...ranked }: RankedDocument): SearchHit => ({ ...keyOf(document), ...ranked });

const writeCursor = ({ score, document }: RankedDocument) => `${score}_${document}`;

/** Where the page after a cursor begins in the order of the ranking. */
function firstAfter(ranked: readonly RankedDocument[], after: Cursor | null) {
  if (!after) return 0;
  const at = ranked.findIndex(({ score, document }) =>
    score === after.score ? document < after.document : score < after.score,
  );
  return at === -1 ? ranked.length : at;
}

type Cursor = Pick<RankedDocument, "score" | "document">;

function readCursor(after: string | null | undefined) {
  const match = /^(\d{1,3}(?:\.\d{1,6})?)_(-?\d{1,10})$/.exec(after ?? "");
  return match ? { score: Number(match[1]), document: Number(match[2]) } : null;
}
