import { Feed } from "feed";
import { env } from "./env.server.ts";
import { escapeHtml } from "./markdown/escape.ts";
import { xmlResponse, xmlText } from "./xml.server.ts";

/** Something that a feed tells of. */
export interface FeedEntry {
  title: string;
  /** Its path, which is its name for ever. */
  path: string;
  /** Made safe by `platform/markdown`. */
  html: string;
  author: string;
  at: Date;
  changedAt: Date;
}

export interface FeedHead {
  title: string;
  siteName: string;
  /** Of the page whose news these are, and of the feed. */
  page: string;
  path: string;
  locale: string;
}

/** A feed in Atom, with the moment of its last change, so that readers who come often get hardly anything. */
export function atomResponse({ title, siteName, page, path, locale }: FeedHead, entries: readonly FeedEntry[]) {
  const updated = new Date(Math.max(0, ...entries.map(({ changedAt }) => changedAt.getTime())));
  const feed = new Feed({
    title: xmlText(`${title} · ${siteName}`),
    // Its own address: that of the page is the name of an entry in a feed of the page.
    id: absolute(path),
    link: absolute(page),
    feedLinks: { atom: absolute(path) },
    language: locale,
    updated,
    generator: false,
    author: { name: xmlText(siteName) },
    copyright: "",
  });
  for (const entry of entries) feed.addItem(itemOf(entry));
  return xmlResponse(feed.atom1(), "application/atom+xml", { "Last-Modified": updated.toUTCString() });
}

/** The library takes titles for HTML. */
function itemOf({ title, path, html, author, at, changedAt }: FeedEntry) {
  return {
    title: inCdata(escapeHtml(title)),
    id: absolute(path),
    link: absolute(path),
    content: inCdata(withAbsoluteLinks(html)),
    author: [{ name: xmlText(author) }],
    published: at,
    date: changedAt,
  };
}

const absolute = (path: string) => new URL(path, env.ORIGIN).href;

/** A feed is read elsewhere. */
const withAbsoluteLinks = (html: string) => html.replace(/(\s(?:href|src)=")\/(?!\/)/g, `$1${env.ORIGIN}/`);

/** What would end the section that it stands in is HTML for the same. */
const inCdata = (html: string) => xmlText(html).replaceAll("]]>", "]]&gt;");
