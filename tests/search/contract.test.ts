import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { pool } from "../../app/platform/db.server.ts";
import { env } from "../../app/platform/env.server.ts";
import {
  MOST_CANDIDATES,
  type SearchDocument,
  type SearchEngine,
  type SearchFilters,
  type SearchQuestion,
} from "../../search/engine.ts";
import { postgresVocabulary } from "../../search/engines.server.ts";
import { MeilisearchEngine } from "../../search/meilisearch/engine.server.ts";
import { PostgresEngine } from "../../search/postgres/engine.server.ts";
import { makeDocument } from "./documents.ts";

const everywhere = { categories: null };

const engines: [string, () => SearchEngine][] = [["Postgres", () => new PostgresEngine(pool)]];
const { MEILI_URL: url, MEILI_KEY: key } = env;
if (url) engines.push(["Meilisearch", () => new MeilisearchEngine({ url, key }, postgresVocabulary())]);
console.info(
  `search contract: ${engines.map(([name]) => name).join(", ")}${url ? "" : " (set MEILI_URL for Meilisearch)"}`,
);

/** An index with these documents and no others. */
async function filled(engine: SearchEngine, ...documents: SearchDocument[]) {
  for (const one of engine.name === "postgres" ? [engine] : [new PostgresEngine(pool), engine]) {
    const rebuild = one.rebuild();
    await rebuild.begin(documents);
    await rebuild.load(documents);
    await rebuild.finish();
  }
}

const filler = (count: number, given: Partial<SearchDocument> = {}) =>
  Array.from({ length: count }, () => makeDocument(given));

describe.each(engines)("the engine in %s", (_name, make) => {
  const engine = make();
  const find = async (text: string, more: Partial<SearchQuestion> = {}) =>
    (await engine.query({ text, scope: everywhere, limit: 10, ...more })).hits.map(({ kind, id }) => `${kind} ${id}`);
  const of = ({ kind, id }: SearchDocument) => `${kind} ${id}`;

  beforeEach(() => pool.query("DELETE FROM search.stats; INSERT INTO search.stats DEFAULT VALUES"));
  afterAll(() => filled(engine));

  test("finds a word in the title, the question, the solution, a reply and a code block", async () => {
    const word = "zanzibar";
    const documents = [
      makeDocument({ title: `About ${word}` }),
      makeDocument({ body: `Something about ${word}.` }),
      makeDocument({ solution: `Go to ${word}.`, isSolved: true }),
      makeDocument({ replies: `I was in ${word}.` }),
      makeDocument({ code: `open("${word}")` }),
    ];
    await filled(engine, ...documents, ...filler(5));
    expect((await find(word)).sort()).toEqual(documents.map(of).sort());
  });

  test("puts what says it in the title before what says it in a reply", async () => {
    const reply = makeDocument({ replies: "The scanner jams." });
    const title = makeDocument({ title: "Scanner jams" });
    await filled(engine, reply, title, ...filler(5));
    expect(await find("scanner jams")).toEqual([of(title), of(reply)]);
  });

  test("puts company answers first among equals, then what is solved", async () => {
    const same = { title: "Printer offline after update", body: "It says offline." };
    const open = makeDocument(same);
    const solved = makeDocument({ ...same, isSolved: true });
    const answer = makeDocument({ ...same, kind: "answer", isSolved: true });
    await filled(engine, open, solved, answer, ...filler(5));
    expect(await find("printer offline")).toEqual([of(answer), of(solved), of(open)]);
  });

  test("knows what failed more people than it helped, and ranks it as if it were not solved", async () => {
    const same = { title: "Printer offline after update", body: "It says offline." };
    const solved = makeDocument({ ...same, isSolved: true });
    const failed = makeDocument({ ...same, isSolved: true, needsCheck: true });
    const answer = makeDocument({ ...same, kind: "answer", isSolved: true });
    await filled(engine, solved, failed, answer, ...filler(5));
    expect(await find("printer offline")).toEqual([of(answer), of(solved), of(failed)]);
    expect(await find("printer offline", { filters: { needsCheck: true } })).toEqual([of(failed)]);
    await engine.upsert([{ ...failed, needsCheck: false }]);
    expect(await find("printer offline", { filters: { needsCheck: true } })).toEqual([]);
  });

  test.runIf(engine.name === "postgres")("puts what is fresh first among equals, after what is solved", async () => {
    const same = { title: "Printer offline after update", body: "It says offline." };
    const old = makeDocument({ ...same, createdAt: new Date("2016-01-01") });
    const solved = makeDocument({ ...same, isSolved: true, createdAt: new Date("2016-01-01") });
    const fresh = makeDocument({ ...same, createdAt: new Date() });
    await filled(engine, fresh, solved, old, ...filler(5));
    expect(await find("printer offline")).toEqual([of(solved), of(fresh), of(old)]);
  });

  test.each([
    ["Connection fails with ECONNREFUSED at start", "ECONNREFUSED"],
    ["Windows update stops at 0x80070057", "0x80070057"],
    ["Page says net::ERR_CONNECTION_REFUSED since Monday", "net::ERR_CONNECTION_REFUSED"],
    ["Page says net::ERR_CERT_INVALID since Monday", "ERR_CERT_INVALID"],
    ["Crash since v2.13.1 on start", "2.13.1"],
    ["Drum of the HL-L2350DW squeaks", "HL-L2350DW"],
    ["Drum of the HL-L2370DN squeaks", "HLL2370DN"],
    ["Building with C++ on a Mac", "C++"],
    ["The lid of AB-1234/5 is broken", "AB-1234/5"],
    ["Line 3 of /etc/nginx/nginx.conf has an error", "/etc/nginx/nginx.conf"],
    ["Line 3 of /etc/nginx/sites.conf has an error", "sites.conf"],
  ])("finds a code whole: %s", async (title, code) => {
    const wanted = makeDocument({ title: "Something went wrong", body: title });
    const others = [
      makeDocument({ body: "Windows update stops at 0x80070005. Version 2.1.13. Connection refused." }),
      makeDocument({
        body: "Page says net::ERR_NAME_NOT_RESOLVED. Crash since v2.13.2. Drum of the HL-L2340DW. In C.",
      }),
      makeDocument({
        body: "The lid of AB-1234/6 is broken, but 5 is not. Line 3 of /etc/nginx/mime.conf has an error; nginx too.",
      }),
    ];
    await filled(engine, ...others, wanted, ...filler(5));
    expect((await find(code))[0]).toBe(of(wanted));
  });

  test("forgives a letter left out, put in, changed or swapped", async () => {
    const wanted = makeDocument({ title: "Thermostat loses its schedule" });
    await filled(engine, wanted, ...filler(20));
    for (const typed of ["thermostt", "thermosttat", "thernostat", "thermsotat"]) {
      expect(await find(typed), typed).toEqual([of(wanted)]);
    }
  });

  test("finds no other word when the words are to be taken as typed", async () => {
    await filled(engine, makeDocument({ title: "Thermostat loses its schedule" }), ...filler(20));
    expect(await find("thermsotat", { isVerbatim: true })).toEqual([]);
  });

  test("finds a phrase only where its words stand side by side", async () => {
    const side = makeDocument({ body: "The paper tray is stuck again." });
    const apart = makeDocument({ body: "The tray holds no paper." });
    await filled(engine, side, apart, ...filler(5));
    expect((await find("paper tray")).sort()).toEqual([side, apart].map(of).sort());
    expect(await find('"paper tray"')).toEqual([of(side)]);
  });

  test("leaves out what is excluded", async () => {
    const wifi = makeDocument({ title: "Router drops wireless" });
    const cable = makeDocument({ title: "Router drops cable" });
    await filled(engine, wifi, cable, ...filler(5));
    expect(await find("router -cable")).toEqual([of(wifi)]);
    expect(await find('router -"drops cable"')).toEqual([of(wifi)]);
  });

  test("takes accents for their letters, both ways", async () => {
    const accented = makeDocument({ title: "Café crème für Čerka" });
    const plain = makeDocument({ title: "Senora manana" });
    await filled(engine, accented, plain, ...filler(5));
    expect(await find("cafe creme")).toEqual([of(accented)]);
    expect(await find("fur cerka")).toEqual([of(accented)]);
    expect(await find("Señora mañana")).toEqual([of(plain)]);
  });

  test("finds what an admin has said means the same, below the word itself", async () => {
    const typed = makeDocument({ title: "Wlan drops at night" });
    const same = makeDocument({ title: "Wireless drops at night" });
    const inTwoWords = makeDocument({ title: "Hot spot drops at night" });
    await filled(engine, same, inTwoWords, typed, ...filler(5));
    const synonyms = [{ typed: "wlan", also: ["wireless", "hot spot"] }];
    const found = await find("wlan drops", { synonyms });
    expect(found[0]).toBe(of(typed));
    expect(found.slice(1).sort()).toEqual([same, inTwoWords].map(of).sort());
    expect(await find("wlan", { synonyms })).toHaveLength(3);
    expect(await find("wlan")).toEqual([of(typed)]);
  });

  test("reads an unknown word as what a synonym says, and corrects it to nothing", async () => {
    const wanted = makeDocument({ title: "Wireless drops at night" });
    await filled(engine, wanted, makeDocument({ title: "Plan of the house" }), ...filler(5));
    expect(await find("wlan", { synonyms: [{ typed: "wlan", also: ["wireless"] }] })).toEqual([of(wanted)]);
  });

  test.runIf(engine.name === "postgres")(
    "brings words to their stems, those of each document's own language",
    async () => {
      const german = makeDocument({ title: "Der Drucker verbindet sich nicht", language: "german" });
      const french = makeDocument({ title: "Les imprimantes ne répondent pas", language: "french" });
      const english = makeDocument({ title: "It prints nothing but stripes" });
      const other = makeDocument({ title: "Printer asleep", language: "english" });
      await filled(engine, german, french, english, other, ...filler(5));
      expect(await find("druckern")).toEqual([of(german)]);
      expect(await find("imprimante répondre")).toEqual([of(french)]);
      expect(await find("printing stripe")).toEqual([of(english)]);
      expect(await find("printers")).toEqual([of(other)]); // the German stem of "Printer" is "print"
      expect(await find('"druckers verbindet sich"')).toEqual([of(german)]);
    },
  );

  test("finds one language in its two alphabets", async () => {
    const cyrillic = makeDocument({ title: "Штампач не ради", language: "serbian" });
    const latin = makeDocument({ title: "Štampač ne radi", language: "serbian" });
    await filled(engine, cyrillic, latin, ...filler(5));
    for (const typed of ["Штампач", "štampač", "stampac", '"ne radi"', '"не ради"']) {
      expect((await find(typed)).sort(), typed).toEqual([cyrillic, latin].map(of).sort());
    }
  });

  test("looks only in the categories of its scope, and nowhere when there is none", async () => {
    const [here, there] = [
      makeDocument({ title: "Secret door", categoryId: 1 }),
      makeDocument({ title: "Secret door", categoryId: 2 }),
    ];
    await filled(engine, here, there, ...filler(5));
    expect(await find("secret", { scope: { categories: [2, 3] } })).toEqual([of(there)]);
    expect(await find("secret", { scope: { categories: [] } })).toEqual([]);
    expect(await find("secret")).toHaveLength(2);
  });

  test("filters by category, by being solved, by kind and by date", async () => {
    const old = makeDocument({ title: "Blue lamp", createdAt: new Date("2020-01-01"), categoryId: 3 });
    const solved = makeDocument({ title: "Blue lamp", isSolved: true });
    const answer = makeDocument({ title: "Blue lamp", kind: "answer", isSolved: true });
    await filled(engine, old, solved, answer, ...filler(5));
    expect(await find("lamp", { filters: { category: 3 } })).toEqual([of(old)]);
    expect(await find("lamp", { filters: { isSolved: false } })).toEqual([of(old)]);
    expect(await find("lamp", { filters: { isSolved: true } })).toEqual([of(answer), of(solved)]);
    expect(await find("lamp", { filters: { kind: "answer" } })).toEqual([of(answer)]);
    expect(await find("lamp", { filters: { createdBefore: new Date("2021-01-01") } })).toEqual([of(old)]);
    expect(await find("lamp", { filters: { except: [answer, solved] } })).toEqual([of(old)]);
    expect(await find("lamp", { filters: { only: [solved] } })).toEqual([of(solved)]);
    expect(await find("lamp", { filters: { createdAfter: new Date("2021-01-01"), isSolved: true } })).toHaveLength(2);
  });

  test("filters by tags, by author and by language, which may be asked for together", async () => {
    const given = { title: "Red lantern", authorId: 7, tags: ["wifi", "x200"] };
    const both = makeDocument(given);
    const one = makeDocument({ ...given, tags: ["wifi"], language: "german" });
    const other = makeDocument({ ...given, authorId: 70, tags: ["wi", "fi", "x200"] });
    await filled(engine, both, one, other, ...filler(5, { tags: ["wifi"], authorId: 7 }));
    const sorted = async (filters: SearchFilters) => (await find("lantern", { filters })).sort();
    expect(await sorted({ tags: ["wifi"] })).toEqual([both, one].map(of).sort());
    expect(await sorted({ tags: ["wifi", "x200"] })).toEqual([of(both)]);
    expect(await sorted({ tags: ["x200", "x200"] })).toEqual([both, other].map(of).sort());
    expect(await sorted({ author: 7 })).toEqual([both, one].map(of).sort());
    expect(await sorted({ author: 7, tags: ["x200"] })).toEqual([of(both)]);
    expect(await sorted({ author: 7, language: "german" })).toEqual([of(one)]);
    expect(await sorted({ tags: ['it\'s \\ "no" tag'] })).toEqual([]);
  });

  test("finds by titles alone where that is asked for, phrases and what is left out as well", async () => {
    const title = makeDocument({ title: "Green bottle opener", body: "It is rusty." });
    const text = makeDocument({ title: "Rusty things", body: "A green bottle opener, with a cork." });
    const apart = makeDocument({ title: "Opener of a green bottle" });
    await filled(engine, title, text, apart, ...filler(40, { body: "Another green opener." }));
    const inTitle = async (asked: string) => (await find(asked, { filters: { inTitle: true } })).sort();
    expect(await inTitle("bottle")).toEqual([title, apart].map(of).sort());
    expect(await inTitle('"bottle opener"')).toEqual([of(title)]);
    expect(await inTitle("bottle -rusty")).toEqual([title, apart].map(of).sort());
    expect(await inTitle("rusty")).toEqual([of(text)]);
    expect(await inTitle("cork")).toEqual([]);
  });

  test("says how many fit, as far as it counts them", async () => {
    const documents = Array.from({ length: 150 }, () => makeDocument({ title: "Brown bread" }));
    await filled(engine, ...documents, ...filler(30));
    const total = async (text: string, more: Partial<SearchQuestion> = {}) =>
      (await engine.query({ text, scope: everywhere, limit: MOST_CANDIDATES, ...more })).total;
    expect(await total("bread")).toBe(150);
    expect(await total("bread", { filters: { only: documents.slice(0, 7) } })).toBe(7);
    expect(await total("bread", { scope: { categories: [99] } })).toBe(0);
    expect(await total("nothing of the kind")).toBe(0);
  });

  test("names the best documents of all pages, for facets to be counted over", async () => {
    const documents = filler(12, { title: "Brown bread" });
    await filled(engine, ...documents, ...filler(3));
    const { hits, candidates, engine: name } = await engine.query({ text: "bread", scope: everywhere, limit: 5 });
    expect(hits).toHaveLength(5);
    expect(candidates.map(({ id }) => id).sort()).toEqual(documents.map(({ id }) => id).sort());
    expect(name).toBe(engine.name);
  });

  test("gives everything once, page by page", async () => {
    const documents = filler(25, { title: "Green gate" });
    await filled(engine, ...documents);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page = await engine.query({ text: "gate", scope: everywhere, limit: 10, after });
      seen.push(...page.hits.map(({ kind, id }) => `${kind} ${id}`));
      after = page.next;
    } while (after);
    expect(seen).toHaveLength(25);
    expect(new Set(seen)).toEqual(new Set(documents.map(of)));
  });

  test("replaces a document that is written again, and forgets one that is removed", async () => {
    const document = makeDocument({ title: "Yellow submarine", categoryId: 1 });
    await filled(engine, ...filler(5));
    await engine.upsert([document]);
    expect(await find("submarine")).toEqual([of(document)]);
    await engine.upsert([{ ...document, title: "Yellow airship", categoryId: 2 }]);
    expect(await find("submarine")).toEqual([]);
    expect(await find("airship", { scope: { categories: [1] } })).toEqual([]);
    expect(await find("airship", { scope: { categories: [2] } })).toEqual([of(document)]);
    await engine.remove([document]);
    await engine.remove([document]);
    expect(await find("airship")).toEqual([]);
  });

  test("suggests what an unfinished word may become", async () => {
    const wanted = makeDocument({ title: "Calibrating the scanner" });
    await filled(engine, wanted, ...filler(5));
    for (const typed of ["cal", "calibra", "calibrating the sc"]) {
      expect((await engine.suggest(typed, everywhere, 5))[0], typed).toMatchObject({ kind: "thread", id: wanted.id });
    }
    expect(await engine.suggest("cal", { categories: [9] }, 5)).toEqual([]);
  });

  test("suggests what a synonym says, after what was typed", async () => {
    const typed = makeDocument({ title: "Wlan drops at night" });
    const same = makeDocument({ title: "Wireless drops at night" });
    await filled(engine, same, typed, ...filler(5));
    const hits = await engine.suggest("wlan dro", everywhere, 5, [{ typed: "wlan", also: ["wireless"] }]);
    expect(hits.map(({ id }) => id)).toEqual([typed.id, same.id]);
  });

  test("finds what a long text looks like, by words that are rare, and says how much of it each holds", async () => {
    const near = makeDocument({
      title: "Router drops guests",
      body: "The mesh loses the guest network after a reboot.",
    });
    const far = makeDocument({ title: "Invoice twice", body: "The invoice of the router came twice." });
    const answer = makeDocument({
      kind: "answer",
      title: "Guest network after a reboot",
      body: "Pair the mesh again.",
    });
    await filled(engine, near, far, answer, ...filler(5));
    const title = "Guest network gone";
    const text = `After a reboot the mesh loses its guest network, whatever I do. ${"I have tried it again and again. ".repeat(40)}`;
    const asked = { title, text, scope: everywhere, limit: 8 };
    const hits = await engine.similar(asked);
    const found = hits.map(({ kind, id }) => `${kind} ${id}`);
    expect(found).toEqual(expect.arrayContaining([of(near), of(answer)]));
    const coverageOf = (one: SearchDocument) => hits.find(({ kind, id }) => of(one) === `${kind} ${id}`)?.coverage ?? 0;
    expect(coverageOf(near)).toBeGreaterThan(coverageOf(far));
    const others = await engine.similar({ ...asked, filters: { kind: "thread", except: [near] } });
    expect(others.every(({ kind, id }) => kind === "thread" && id !== near.id)).toBe(true);
    expect(await engine.similar({ ...asked, scope: { categories: [] } })).toEqual([]);
    expect(await engine.similar({ ...asked, title: "", text: "" })).toEqual([]);
  });

  test("answers from the old index until a new one is whole", async () => {
    const [before, after] = [makeDocument({ title: "Old harbour" }), makeDocument({ title: "New harbour" })];
    await filled(engine, before);
    const rebuild = engine.rebuild();
    await rebuild.begin([after]);
    await rebuild.load([after]);
    expect(await find("harbour")).toEqual([of(before)]);
    await rebuild.finish();
    expect(await find("harbour")).toEqual([of(after)]);
  });

  test("answers strange questions with nothing, not with an error", async () => {
    await filled(engine, ...filler(3));
    for (const text of [
      "",
      " ",
      '"',
      '""',
      "-",
      "--",
      "-a",
      "''",
      "\\",
      "the of and",
      "😀",
      "\u0000",
      "% _ ' ; --",
      "(",
      "a:b",
      "<b>",
      "!&|",
      "x".repeat(5000),
    ]) {
      expect(await find(text), text).toEqual([]);
    }
  });

  test("takes a document without a word, and one with the strangest", async () => {
    await filled(engine, ...filler(3));
    const wordless = makeDocument({ title: "", body: "😀 ---" });
    const strange = makeDocument({
      title: "it's \\ \u0001 \"quoted\" 'n {all}, NULL",
      body: "zoo::'\\:1A,2B & | ! <-> * %",
    });
    await engine.upsert([wordless]);
    await engine.upsert([strange]);
    await engine.upsert([wordless, strange]);
    expect(await find("zoo quoted")).toEqual([of(strange)]);
    await engine.remove([wordless, strange]);
    expect(await find("zoo quoted")).toEqual([]);
  });

  test("says that it is well", async () => {
    await filled(engine, ...filler(3));
    expect(await engine.health()).toMatchObject({ engine: engine.name, isHealthy: true, documents: 3 });
  });
});
