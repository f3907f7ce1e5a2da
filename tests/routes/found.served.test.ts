import { Readable } from "node:stream";
import { parseSitemap } from "sitemap";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { markSolution } from "../../app/domain/threads/mark-solution.server.ts";
import { endSurge, startSurge } from "../../app/domain/threads/surge.server.ts";
import { prisma } from "../../app/platform/db.server.ts";
import { databaseUrl } from "../../app/platform/env.server.ts";
import { makeAnswer } from "../factories/answers.ts";
import { makeAccount, makeCategory, makeReply, makeThread, makeViewer } from "../factories.ts";
import { openPage } from "../support/browser.ts";
import { faultsOfAtom, faultsOfQaPage, readSitemap } from "../support/published.ts";
import { startServer, type TestServer } from "../support/server.ts";

const ORIGIN = "https://forum.example.com";
const HOSTILE = "</script><script>alert(1)</script> & ]]> <!--";
const QUESTION =
  "Since the storm the printer forgets its network whenever it is restarted, and then nobody in the house can print.";

const LISTS = ["/feeds/latest", "/feeds/solved", "/feeds/answers"];

let server: TestServer;
let open: number;
let hidden: number;
let members: number;
let thin: number;
let slug: string;
let categorySlug: string;
let solver: string;
/** Threads whose words machines stumble over; the last as no form would take it. */
const odd: number[] = [];
const ODD = [
  "مرحبا \u202Eعالم\u202C שלום",
  "👩‍👩‍👧‍👦 & <b>\"'] ]]> &amp; &#0;",
  "--> <!-- ?> <?xml %00 %3C/script%3E",
  "</script\u2028\u2029 \uFFFE\uFFFF\u{1FFFF}\u0085",
  "\u0001\u0008\u000B\u001B[31m",
];

beforeAll(async () => {
  const [asker, peer] = await Promise.all([makeViewer(), makeViewer()]);
  const category = await makeCategory({ name: `Printers ${HOSTILE}` });
  categorySlug = category.slug;
  const own = { categoryId: String(category.id), body: QUESTION, tags: "wi-fi" };
  open = (await makeThread(asker, { ...own, title: `Forgets ${HOSTILE}` })).id;
  const solution = await makeReply(peer, open, `Hold **WPS** ${HOSTILE}\n\n[here](/threads/1)`);
  await markSolution(asker, solution.id);
  solver = (await prisma.account.findUniqueOrThrow({ where: { id: peer.id } })).handle;
  await makeReply(peer, open, "Or buy a new one.");
  hidden = (await makeThread(asker, { ...own, title: "Kept secret by staff" })).id;
  await prisma.thread.update({ where: { id: hidden }, data: { hiddenAt: new Date() } });
  const forMembers = await makeCategory({ readableBy: "members", name: "Members alone" });
  members = (await makeThread(asker, { ...own, categoryId: String(forMembers.id), title: "Among ourselves" })).id;
  thin = (await makeThread(asker, { ...own, title: "Help!", body: "Please." })).id;
  for (const title of ODD) {
    const { id } = await makeThread(asker, { ...own, title: "Odd", tags: "" });
    const reply = await makeReply(peer, id, `${title}\n\n<i>\n\n![x](/threads/1 "${title}")`);
    await prisma.thread.update({ where: { id }, data: { title } });
    await prisma.post.updateMany({ where: { threadId: id, position: 1 }, data: { markdown: `${QUESTION} ${title}` } });
    if (odd.push(id) % 2 === 0) await markSolution(asker, reply.id);
  }
  const name = ODD.join(" ");
  await prisma.account.update({ where: { id: peer.id }, data: { name } });
  slug = (await prisma.answer.findUniqueOrThrow({ where: { id: (await makeAnswer()).answerId } })).slug;
  server = await startServer({ databaseUrl: databaseUrl(), env: { ORIGIN, DEMO: "0", WORKER: "none" } });
});
afterAll(() => server.stop());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(server.origin + path, { headers, redirect: "manual" });
const text = async (path: string) => (await get(path)).text();

/** The structured data of a page, as a machine reads it: from the element to the first end of it. */
async function thingsOn(path: string): Promise<Record<string, unknown>[]> {
  const html = await text(path);
  return [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(([, json = ""]) =>
    JSON.parse(json),
  );
}

describe("what a thread's page says to machines", () => {
  test("is a question with accepted and other answers, as Google's rules want it, whatever the words are", async () => {
    const [page, crumbs] = await thingsOn(`/threads/${open}`);
    const author = { "@type": "Person", url: expect.stringMatching(`^${ORIGIN}/people/person-`) };
    const said = { "@type": "Answer", upvoteCount: 0, datePublished: expect.stringMatching(/^20\d\d-.*Z$/), author };
    expect(page).toMatchObject({
      "@context": "https://schema.org",
      "@type": "QAPage",
      mainEntity: {
        "@type": "Question",
        name: `Forgets ${HOSTILE}`,
        text: QUESTION,
        answerCount: 2,
        inLanguage: "en",
        author,
        acceptedAnswer: [{ ...said, text: `Hold WPS ${HOSTILE}\nhere` }],
        suggestedAnswer: [{ ...said, text: "Or buy a new one." }],
      },
    });
    expect(crumbs).toMatchObject({
      "@type": "BreadcrumbList",
      itemListElement: [{ position: 1 }, { position: 2 }, {}],
    });
  });

  test("is nothing where nobody may find it or nobody has answered", async () => {
    expect(await thingsOn(`/threads/${thin}`)).toEqual([]);
    expect(await thingsOn(`/threads/${open}?sort=oldest`)).toEqual([]);
    expect(await text(`/threads/${thin}`)).toContain('<meta name="robots" content="noindex"/>');
    expect(await text(`/threads/${open}`)).not.toContain("noindex");
    expect(await text("/?view=solved")).toContain('<meta name="robots" content="noindex"/>');
    expect(await text("/")).not.toContain("noindex");
  });

  test("names one address, a picture and a feed, all at the site's public address", async () => {
    const html = await text(`/threads/${open}?sort=oldest`);
    expect(html).toContain(`<link rel="canonical" href="${ORIGIN}/threads/${open}"/>`);
    expect(html).toContain(`<meta property="og:image" content="${ORIGIN}/threads/${open}/preview.png?v=solved"/>`);
    expect(html).toMatch(/<link rel="alternate" type="application\/atom\+xml"[^>]* href="\/threads\/\d+\/feed"\/>/);
    expect(html).toMatch(/<h1 dir="auto" lang="en">/);
  });

  test("of the company's answer is an article of the company's", async () => {
    const [article] = await thingsOn(`/answers/${slug}`);
    expect(article).toMatchObject({
      "@type": "TechArticle",
      url: `${ORIGIN}/answers/${slug}`,
      publisher: { "@type": "Organization" },
    });
  });
});

describe("feeds", () => {
  const feeds = () => [...LISTS, `/categories/${categorySlug}/feed`, "/tags/wi-fi/feed", `/threads/${open}/feed`];

  test("tell what everybody may read, with whole addresses, and nothing else", async () => {
    for (const feed of feeds()) {
      const response = await get(feed);
      expect(response.headers.get("Content-Type"), feed).toBe("application/atom+xml; charset=utf-8");
      const xml = await response.text();
      expect(xml, feed).toContain("<entry>");
      expect(xml, feed).not.toMatch(/Kept secret|Among ourselves|<script|href="\//);
      expect(xml, feed).toContain(`href="${ORIGIN}${feed}"`);
    }
    const solved = await text("/feeds/solved");
    expect(solved).toContain(`<![CDATA[Forgets &lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; ]]&gt;`);
    expect(solved).toContain(`<a href="${ORIGIN}/threads/1"`);
  });

  test("are sent again to nobody who has them, by version or by date", async () => {
    for (const feed of feeds()) {
      const { headers } = await get(feed);
      const known = { "If-None-Match": headers.get("ETag") ?? "none" };
      const since = { "If-Modified-Since": headers.get("Last-Modified") ?? "none" };
      expect([(await get(feed, known)).status, (await get(feed, since)).status], feed).toEqual([304, 304]);
    }
  });

  test("say when what they tell was changed: a solution marked, a question edited", async () => {
    const [changed, marked] = [new Date("2035-05-05T05:05:05Z"), new Date("2036-06-06T06:06:06Z")];
    const { id: postId } = await prisma.post.findFirstOrThrow({ where: { threadId: open, solutionAt: { not: null } } });
    await prisma.post.update({ where: { id: postId }, data: { solutionAt: marked } });
    await prisma.post.updateMany({ where: { threadId: open, position: 1 }, data: { editedAt: changed } });
    // from the row, not from a page kept a moment ago
    expect(await text(`/threads/${open}/feed?language=x`)).toContain(`<updated>${marked.toISOString()}</updated>`);
    expect(await text("/feeds/solved?language=x")).toContain(`<updated>${changed.toISOString()}</updated>`);
  });

  test.each(["members", "hidden", "absent"])("of a thread that is %s are not there", async (which) => {
    const id = { members, hidden, absent: 999_999 }[which];
    expect((await get(`/threads/${id}/feed`)).status).toBe(404);
  });
});

describe("the sitemap", () => {
  test("lists what everybody may find, and what robots.txt says of it", async () => {
    expect(await text("/robots.txt")).toContain(`Sitemap: ${ORIGIN}/sitemap.xml`);
    const index = await text("/sitemap.xml");
    const files = [...index.matchAll(/<loc>https:\/\/forum\.example\.com(.*?)<\/loc>/g)].map(([, path = ""]) => path);
    expect(files).toEqual(["/sitemaps/lists", "/sitemaps/answers/1", "/sitemaps/people/1", "/sitemaps/threads/1"]);
    const found: string[] = [];
    for (const file of files) found.push(...(await urlsIn(file)));
    expect(found).toEqual(
      expect.arrayContaining([`/threads/${open}`, `/answers/${slug}`, `/categories/${categorySlug}`]),
    );
    for (const id of [hidden, members, thin]) expect(found).not.toContain(`/threads/${id}`);
    // who solved it has a page worth finding; who asked has not
    expect(found.filter((path) => path.startsWith("/people/"))).toEqual([`/people/${solver}`]);
    expect(index).toMatch(/threads\/1<\/loc><lastmod>20\d\d-/);
    expect((await get("/sitemaps/threads/2")).status).toBe(404);
  });

  async function urlsIn(file: string) {
    const items = await parseSitemap(Readable.from([await text(file)]));
    return items.map(({ url }) => url.replace(ORIGIN, ""));
  }
});

describe("the rules of those who read it", () => {
  test("of Q&A pages hold of every thread, whatever its words are", async () => {
    for (const id of [open, ...odd]) {
      const [thing = {}] = await thingsOn(`/threads/${id}`);
      expect(faultsOfQaPage(thing), `thread ${id}`).toEqual([]);
    }
  });

  test("of Atom hold of every feed", async () => {
    const page = await openPage();
    const feeds = [
      ...LISTS,
      `/categories/${categorySlug}/feed`,
      "/tags/wi-fi/feed",
      ...[open, ...odd].map((id) => `/threads/${id}/feed`),
    ];
    for (const feed of feeds) expect(await faultsOfAtom(page, await text(feed)), feed).toEqual([]);
  });

  test("of sitemaps hold, and every page in them is the one address of something that may be found", async () => {
    const page = await openPage();
    const index = await readSitemap(page, await text("/sitemap.xml"), ORIGIN);
    expect(index.faults).toEqual([]);
    for (const file of index.locs) {
      const { faults, locs } = await readSitemap(page, await text(file.replace(ORIGIN, "")), ORIGIN);
      expect(faults, file).toEqual([]);
      for (const loc of locs) {
        const html = await text(loc.replace(ORIGIN, ""));
        expect([loc, /<link rel="canonical" href="([^"]+)"/.exec(html)?.[1], /noindex/.test(html)]).toEqual([
          loc,
          loc,
          false,
        ]);
      }
    }
  });
});

describe("previews", () => {
  test("are pictures that name their version", async () => {
    for (const path of ["/preview.png", `/threads/${open}/preview.png`, `/answers/${slug}/preview.png`]) {
      const response = await get(path);
      expect([response.status, response.headers.get("Content-Type")], path).toEqual([200, "image/png"]);
      const etag = response.headers.get("ETag") ?? "";
      expect((await get(path, { "If-None-Match": etag })).status).toBe(304);
    }
  });

  test("of what not everybody may read are no other than of what is not there", async () => {
    const answers = await Promise.all([hidden, members, 999_999].map((id) => get(`/threads/${id}/preview.png`)));
    const bodies = await Promise.all(answers.map((response) => response.text()));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(new Set(bodies).size).toBe(1);
  });
});

test("a surge stands on every page at once, kept ones too, and is gone when it is over", async () => {
  const lead = await makeViewer("lead");
  expect(await text("/categories")).not.toContain("Storm over the lines");
  await text("/categories");
  const until = new Date(Date.now() + 3_600_000);
  const { id: categoryId } = await makeCategory();
  const own = { title: "Storm over the lines", body: "We know.", categoryId, until, factor: 2 };
  const { threadId } = await startSurge(lead, own);
  await expect.poll(() => text("/categories"), { timeout: 8_000 }).toContain(`/threads/${threadId}`);
  await endSurge(lead);
  await expect.poll(() => text("/categories"), { timeout: 8_000 }).not.toContain("Storm over the lines</");
});

describe("an address where nothing is", () => {
  test("is a page that looks for what the address says", async () => {
    const searches = async (path: string) => / href="(\/search[^"]*)"/.exec(await text(path))?.[1];
    expect(await searches("/answers/reset-the-x200_after-%E6%9B%B4%E6%96%B0.html")).toBe(
      "/search?q=reset%20the%20x200%20after%20%E6%9B%B4%E6%96%B0%20html",
    );
    for (const path of [
      "/threads/999999",
      "/nowhere",
      "/a%20%F0%9F",
      `/people/${"😡-".repeat(200)}`,
      "/wp-login%00.php%0A-x",
    ])
      expect(await searches(path), path).toMatch(/^\/search/);
  });

  test("is one for a reply's own address as well", async () => {
    const response = await get("/posts/999999");
    expect([response.status, response.headers.get("Content-Type")]).toEqual([404, "text/html; charset=utf-8"]);
  });
});

describe("an address that has changed", () => {
  test("leads to the new one for ever, as far as one may see what it names", async () => {
    const tag = await prisma.tag.findUniqueOrThrow({ where: { slug: "wi-fi" } });
    const person = await makeAccount();
    await prisma.category.update({ where: { slug: categorySlug }, data: { slug: "printing" } });
    await prisma.tag.update({ where: { id: tag.id }, data: { slug: "wireless" } });
    await prisma.account.update({ where: { id: person.id }, data: { handle: "vera-b" } });
    await prisma.category.updateMany({ where: { readableBy: "members" }, data: { slug: "secret-room" } });
    const led = async (path: string) => {
      const response = await get(path);
      return [response.status, response.headers.get("Location")];
    };
    expect(await led(`/categories/${categorySlug}?after=1.2`)).toEqual([301, "/categories/printing?after=1.2"]);
    expect(await led(`/categories/${categorySlug}/feed?page=2`)).toEqual([301, "/categories/printing/feed?page=2"]);
    expect(await led("/tags/wi-fi")).toEqual([301, "/tags/wireless"]);
    expect(await led("/tags/Wireless")).toEqual([301, "/tags/wireless"]);
    expect(await led(`/answers/${slug.toUpperCase()}`)).toEqual([301, `/answers/${slug}`]);
    expect(await led(`/people/${person.handle}`)).toEqual([301, "/people/vera-b"]);
    expect((await led("/categories/Secret-Room"))[0]).toBe(404);
    expect((await led("/categories/nowhere"))[0]).toBe(404);
    expect(await led(`/Threads/${open}/?sort=oldest`)).toEqual([301, `/threads/${open}?sort=oldest`]);
    expect(await led("//evil.example/%5C..//")).toEqual([301, "/evil.example/%5C.."]);
    expect(await led("/categories/%E6%89%93%0A/?q=%E6%89%93")).toEqual([301, "/categories/%E6%89%93%0A?q=%E6%89%93"]);
  });
});
