import type { Page } from "playwright-core";

/**
 * What is published for machines, held to the rules it is published by: Google's for Q&A pages with the types of schema.org,
 * RFC 4287, and the sitemap protocol. Each function names what is wrong. XML is read by the browser's own parser.
 */

type Thing = Record<string, unknown>;

const isText = (value: unknown) => typeof value === "string" && value.trim() !== "";
const isCount = (value: unknown) => Number.isInteger(value) && Number(value) >= 0;
const W3C_DATE = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;
const isMoment = (value: unknown) =>
  typeof value === "string" && W3C_DATE.test(value) && !Number.isNaN(Date.parse(value));
const isAddress = (value: unknown) =>
  typeof value === "string" && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
const isAuthor = (value: unknown) => {
  const { "@type": type, name, url } = (value ?? {}) as Thing;
  return (type === "Person" || type === "Organization") && isText(name) && (url === undefined || isAddress(url));
};

/** Property → what it must be; those with a question mark may be left out. */
const ANSWER: Record<string, (value: unknown) => boolean> = {
  text: isText,
  url: isAddress,
  upvoteCount: isCount,
  datePublished: isMoment,
  "dateModified?": isMoment,
  author: isAuthor,
};
const QUESTION = { ...ANSWER, name: isText, answerCount: isCount, "inLanguage?": isText };

function faultsOf(what: string, thing: Thing, rules: typeof ANSWER): string[] {
  return Object.entries(rules).flatMap(([rule, holds]) => {
    const name = rule.replace("?", "");
    if (thing[name] === undefined) return rule.endsWith("?") ? [] : [`${what} has no ${name}`];
    return holds(thing[name]) ? [] : [`${what} has a wrong ${name}: ${JSON.stringify(thing[name])}`];
  });
}

/** A QAPage by developers.google.com/search/docs/appearance/structured-data/qapage. */
export function faultsOfQaPage(page: Thing): string[] {
  const question = (page.mainEntity ?? {}) as Thing;
  const answers = [question.acceptedAnswer, question.suggestedAnswer].flat().filter(Boolean) as Thing[];
  const types = [page["@context"], page["@type"], question["@type"], ...answers.map((answer) => answer["@type"])];
  const wanted = ["https://schema.org", "QAPage", "Question", ...answers.map(() => "Answer")];
  return [
    ...(String(types) === String(wanted) ? [] : [`types are ${types}`]),
    ...(answers.length > 0 ? [] : ["no answer"]),
    ...(Number(question.answerCount) >= answers.length ? [] : ["more answers than are counted"]),
    ...faultsOf("question", question, QUESTION),
    ...answers.flatMap((answer, at) => faultsOf(`answer ${at + 1}`, answer, ANSWER)),
  ];
}

/** An Atom feed. */
export async function faultsOfAtom(page: Page, xml: string): Promise<string[]> {
  const read = await page.evaluate((source) => {
    const ATOM = "http://www.w3.org/2005/Atom";
    const { documentElement: feed } = new DOMParser().parseFromString(source, "application/xml");
    const own = (parent: Element, name: string) =>
      [...parent.children].filter((child) => child.localName === name && child.namespaceURI === ATOM);
    const textOf = (element: Element) => element.textContent ?? "";
    const parts = [feed, ...own(feed, "entry")].map((part) => ({
      ...{
        ids: own(part, "id").map(textOf),
        titles: own(part, "title").map(textOf),
        updated: own(part, "updated").map(textOf),
      },
      authors: own(part, "author").flatMap((author) => own(author, "name").map(textOf)),
      rels: own(part, "link").map((link) => link.getAttribute("rel") ?? "alternate"),
      hrefs: own(part, "link").map((link) => link.getAttribute("href") ?? ""),
      html: own(part, "content").map((content) => [content.getAttribute("type"), textOf(content)]),
    }));
    const links = parts.flatMap(({ html }) =>
      html.flatMap(([, text]) => {
        const { body } = new DOMParser().parseFromString(text ?? "", "text/html");
        return [...body.querySelectorAll("[href], [src]")].map(
          (one) => one.getAttribute("href") ?? one.getAttribute("src") ?? "",
        );
      }),
    );
    const isWell = feed.localName === "feed" && feed.namespaceURI === ATOM && !feed.querySelector("parsererror");
    return { error: isWell ? "" : textOf(feed).slice(0, 300), parts, links };
  }, xml);
  if (read.error) return [`not well-formed Atom: ${read.error}`];
  const [feed, ...entries] = read.parts;
  const ids = read.parts.flatMap((part) => part.ids);
  const hasOne = (list: readonly unknown[] = []) => list.length === 1;
  return [
    ...read.parts
      .filter(({ ids, titles, updated }) => ![ids, titles, updated].every(hasOne))
      .map((part) => `one id, title and moment each: ${JSON.stringify(part)}`),
    ...(new Set(ids).size === ids.length ? [] : [`ids that are not unique: ${ids}`]),
    ...[...ids, ...read.parts.flatMap(({ hrefs }) => hrefs), ...read.links]
      .filter((address) => !isAddress(address) && !address.startsWith("#"))
      .map((address) => `not absolute: ${address}`),
    ...read.parts
      .flatMap(({ updated }) => updated)
      .filter((at) => !isMoment(at) || !at.includes("T"))
      .map((at) => `no moment: ${at}`),
    ...entries
      .filter(({ authors }) => (feed?.authors ?? []).concat(authors).every((name) => name.trim() === ""))
      .map(({ ids }) => `nobody wrote ${ids}`),
    ...(feed?.rels.filter((rel) => rel === "self").length === 1 ? [] : ["does not say where it is itself"]),
    ...entries
      .flatMap(({ html }) => html)
      .filter(([type]) => type !== "html")
      .map(([type]) => `content of type ${type}`),
  ];
}

/** A sitemap or an index of them, by sitemaps.org; and the addresses in it. */
export async function readSitemap(page: Page, xml: string, origin: string) {
  const { root, entries } = await page.evaluate((source) => {
    const { documentElement } = new DOMParser().parseFromString(source, "application/xml");
    const read = [...documentElement.children].map((entry) => ({
      locs: [...entry.children].filter(({ localName }) => localName === "loc").map((loc) => loc.textContent ?? ""),
      lastmods: [...entry.children]
        .filter(({ localName }) => localName === "lastmod")
        .map((at) => at.textContent ?? ""),
    }));
    return { root: `${documentElement.namespaceURI} ${documentElement.localName}`, entries: read };
  }, xml);
  const locs = entries.flatMap((entry) => entry.locs);
  const faults = [
    ...(/^http:\/\/www\.sitemaps\.org\/schemas\/sitemap\/0\.9 (urlset|sitemapindex)$/.test(root)
      ? []
      : [`root is ${root}`]),
    ...(entries.length > 0 && entries.length <= 50_000 && Buffer.byteLength(xml) <= 50 * 2 ** 20
      ? []
      : [`${entries.length} entries`]),
    ...entries
      .filter((entry) => entry.locs.length !== 1 || entry.lastmods.length > 1)
      .map((entry) => JSON.stringify(entry)),
    ...entries
      .flatMap(({ lastmods }) => lastmods)
      .filter((at) => !isMoment(at))
      .map((at) => `no date: ${at}`),
    ...locs
      .filter(
        (loc) => !isAddress(loc) || new URL(loc).origin !== origin || new URL(loc).href !== loc || loc.length >= 2048,
      )
      .map((loc) => `no address of ours: ${loc}`),
    ...(new Set(locs).size === locs.length ? [] : ["named twice"]),
  ];
  return { faults, locs };
}
