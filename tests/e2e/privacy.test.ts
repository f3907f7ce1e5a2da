import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSession } from "../../app/domain/accounts/sessions.server.ts";
import { prisma } from "../../app/platform/db.server.ts";
import { databaseUrl, env } from "../../app/platform/env.server.ts";
import { BIRD, type Canary, type Planted, plantCanaries } from "../support/canaries.ts";
import { indexEverything } from "../support/indexing.ts";
import { allRoutes, type Route, urlsOf } from "../support/routes.ts";
import { startServer, type TestServer } from "../support/server.ts";

/** Pages beyond the routes' own list that a link can lead to: followed this far. */
const PAGES_FOLLOWED = 100;
const AT_A_TIME = 3;

let server: TestServer;
let planted: Planted;
let routes: Route[];
/** Cookie by viewer; the visitor has none. */
const cookies = new Map<string, string>([["visitor", ""]]);

beforeAll(async () => {
  planted = await plantCanaries();
  await indexEverything();
  routes = await allRoutes();
  server = await startServer({
    databaseUrl: databaseUrl(),
    env: { DEMO: "0", RATE_LIMIT_FACTOR: "1000", DATA_DIR: env.DATA_DIR },
  });
  for (const [name, id] of planted.accounts) cookies.set(name, (await startSession(id, "crawl")).split(";")[0] ?? "");
});
afterAll(() => server.stop());

interface Leak {
  viewer: string;
  url: string;
  place: string;
}

/** Compressing what nobody sends anywhere would only take time. */
async function get(viewer: string, url: string, init: RequestInit = {}) {
  const headers = { Cookie: cookies.get(viewer) ?? "", "Accept-Encoding": "identity", ...init.headers };
  const response = await fetch(server.origin + url, { ...init, redirect: "manual", headers });
  return { status: response.status, text: `${[...response.headers].join("\n")}\n${await response.text()}` };
}

const canariesIn = (text: string) =>
  text.includes(BIRD) ? planted.canaries.filter(({ word }) => text.includes(word)) : [];

const leaksIn = (viewer: string, url: string, text: string): Leak[] =>
  canariesIn(text)
    .filter((canary) => !canary.mayBeReadBy.includes(viewer) && !wasAskedFor(url, canary))
    .map(({ place }) => ({ viewer, url, place }));

/** A search page repeats the words it was asked for. */
const wasAskedFor = (url: string, canary: Canary) => url.includes(canary.word);

const searchesFor = ({ word }: Canary) => [
  `/search?q=${word}`,
  `/search?q=${word.slice(0, -2)}${word.slice(-1)}`,
  `/search?q=${word}+category:for-staff`,
  `/search/suggestions?q=${word.slice(0, -3)}`,
];

/** Every URL with every value; of routes that answer with one and the same page, all but the first with one value each. */
function urls() {
  const known = new Set<string>();
  return routes.flatMap(({ pattern, shows }) => {
    const all = urlsOf(pattern, planted.parameters);
    const page = [shows, ...(pattern.match(/:\w+/g) ?? [])].join();
    const isKnown = known.has(page);
    known.add(page);
    return isKnown ? all.slice(0, 1) : all;
  });
}

/** Every page of every route with every value, and what their links lead to, as one viewer. */
async function crawl(viewer: string) {
  const seen = new Set<string>();
  const places = new Set<string>();
  const leaks: Leak[] = [];
  const broken: string[] = [];
  const waiting = urls();
  const most = waiting.length + PAGES_FOLLOWED;
  await eachOf(waiting, async (url) => {
    if (seen.has(url) || seen.size >= most) return;
    seen.add(url);
    const { status, text } = await get(viewer, url);
    if (status >= 500) broken.push(`${status} ${url}`);
    leaks.push(...leaksIn(viewer, url, text));
    for (const { place } of canariesIn(text)) places.add(place);
    waiting.push(...linksIn(text));
  });
  return { seen, places, leaks, broken };
}

/** Some at a time, those too that are added meanwhile: while the server is at one page, another is looked through. */
async function eachOf<T>(waiting: T[], visit: (one: T) => Promise<void>) {
  const walk = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await visit(one);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, walk));
}

/** What a viewer's crawl has found; each is gone once. */
const crawls = new Map<string, ReturnType<typeof crawl>>();
function crawled(viewer: string) {
  const known = crawls.get(viewer) ?? crawl(viewer);
  crawls.set(viewer, known);
  return known;
}

const linksIn = (html: string) =>
  [...html.matchAll(/(?:href|src|action)="(\/[^"#]*)/g)]
    .map(([, url = ""]) => url.replaceAll("&amp;", "&"))
    .filter((url) => !/^\/(assets|logout)/.test(url));

/** What no form sends. */
const JUNK = ["", "body=%00&is=maybe&id[]=1&title=x&seenVersion=-1&number=NaN&requesterId=1"];

const viewersOfTheCrawl = [
  "visitor",
  "requester",
  "delegate",
  "former-delegate",
  "suspended",
  "customer",
  "expert",
  "agent_1",
  "agent_2",
  "lead",
  "dispatcher",
  "technician",
  "manager",
  "admin",
];

describe("nothing private reaches whoever may not read it:", () => {
  test("the crawl knows routes and canaries", () => {
    expect(routes.length).toBeGreaterThan(30);
    expect(planted.canaries.length).toBeGreaterThan(40);
  });

  test.each(viewersOfTheCrawl)("no page, data or header shows %s a canary that is not theirs", async (viewer) => {
    const { leaks, broken, seen } = await crawled(viewer);
    expect(leaks).toEqual([]);
    expect(broken).toEqual([]);
    expect(seen.size).toBeGreaterThan(100);
  });

  test.each(viewersOfTheCrawl)("the data behind the pages shows %s nothing more", async (viewer) => {
    const leaks: Leak[] = [];
    await eachOf(urls(), async (url) => {
      const data = url === "/" ? "/_root.data" : `${url}.data`;
      leaks.push(...leaksIn(viewer, data, (await get(viewer, data)).text));
    });
    expect(leaks).toEqual([]);
  });

  test("whoever may read a word finds it: the crawl is not blind", async () => {
    const { places } = await crawled("lead");
    expect([...places]).toEqual(
      expect.arrayContaining([
        "statement-requester",
        "note-requester",
        "response-requester",
        "hidden-title",
        "draft-body",
        "bytes-of-file-hidden",
        "bytes-of-file-note",
        "name-of-file-response",
      ]),
    );
    const own = [...(await crawled("requester")).places];
    expect(own).toEqual(expect.arrayContaining(["statement-requester", "response-requester", "promise-requester"]));
    const granted = [...(await crawled("delegate")).places];
    expect(granted).toEqual(
      expect.arrayContaining(["statement-requester", "response-requester", "statement-delegate"]),
    );
  });

  test("searching for a canary finds it for nobody who may not read it: by its word, a slip in it, its beginning, or a filter", async () => {
    const leaks: Leak[] = [];
    const searches = ["visitor", "requester", "customer"].flatMap((viewer) =>
      planted.canaries
        .filter((canary) => !canary.mayBeReadBy.includes(viewer))
        .flatMap((canary) => searchesFor(canary).map((url) => ({ viewer, url, place: canary.place }))),
    );
    await eachOf(searches, async ({ viewer, url, place }) => {
      const { text } = await get(viewer, url);
      if (/<mark|class="result-title"|"suggestions":\[\{/.test(text)) leaks.push({ viewer, url, place });
    });
    expect(leaks).toEqual([]);
  });

  test("no row of the search index holds a word of the private lane", async () => {
    const privateWords = planted.canaries.filter(
      (canary) => !canary.place.includes("category") && canary.mayBeReadBy.length <= 5,
    );
    const tables = await prisma.$queryRaw<{ name: string }[]>`
      SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'search'`;
    expect(tables.length).toBeGreaterThan(0);
    for (const { name } of tables) {
      const rows = await prisma.$queryRawUnsafe<{ text: string }[]>(`SELECT t::text AS text FROM ${name} t`);
      const text = rows.map((row) => row.text).join("\n");
      expect(
        privateWords.filter((canary) => text.includes(canary.word)).map((canary) => canary.place),
        name,
      ).toEqual([]);
    }
  });

  test("no form, posted empty or with junk by anybody, is a 500 or tells a canary", async () => {
    const wrong: (Leak | string)[] = [];
    const sent = ["visitor", "customer", "former-delegate", "suspended", "agent_1", "technician"].flatMap((viewer) =>
      routes
        .filter((one) => !/logout|login|signup|account/.test(one.pattern))
        .flatMap(({ pattern }) =>
          JUNK.map((body) => ({ viewer, body, url: urlsOf(pattern, planted.parameters)[0] ?? "/" })),
        ),
    );
    await eachOf(sent, async ({ viewer, body, url }) => {
      const headers = { "Content-Type": "application/x-www-form-urlencoded", Origin: server.origin };
      const { status, text } = await get(viewer, url, { method: "POST", body, headers });
      if (status >= 500) wrong.push(`${viewer} POST ${url} ${status}`);
      wrong.push(...leaksIn(viewer, `POST ${url}`, text));
    });
    expect(wrong).toEqual([]);
  });
});
