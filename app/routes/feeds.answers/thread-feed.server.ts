import type { LoaderFunctionArgs } from "@remix-run/node";
import { viewerOf } from "../../domain/accounts/viewer.server.ts";
import { type Viewer, visitor } from "../../domain/accounts/viewer.ts";
import { siteSettings } from "../../domain/settings/settings.server.ts";
import { listThreadsOfFeed, type ThreadOfFeed } from "../../domain/threads/feed.server.ts";
import type { ThreadScope } from "../../domain/threads/list-threads.server.ts";
import { defaultLocale, isLocale } from "../../i18n/locales.ts";
import { type Translate, translator } from "../../i18n/translate.ts";
import { atomResponse, type FeedEntry } from "../../platform/atom.server.ts";
import { handleLoader, nameParam } from "../../platform/http.server.ts";
import { escapeHtml } from "../../platform/markdown/escape.ts";
import { excerpt } from "../../platform/markdown/plain-text.ts";
import { renderMarkdown } from "../../platform/markdown/render.server.ts";
import { leadOn } from "../../platform/moved.server.ts";

/** A longer text is for its page: a feed is fetched often, and by many. */
const WHOLE_UP_TO = 8_000;
const EXCERPT = 1_000;

/** A text as a feed carries it. */
export async function feedHtml(markdown: string): Promise<string> {
  if (markdown.length <= WHOLE_UP_TO) return renderMarkdown(markdown);
  return `<p>${escapeHtml(excerpt(markdown, EXCERPT))}</p>`;
}

interface Place {
  page: string;
  path: string;
}

/** A feed's frame in the reader's language; what is in it is the same for everybody. */
export async function answerFeed(
  request: Request,
  place: Place,
  contents: (t: Translate) => Promise<{ title: string; entries: FeedEntry[] }>,
) {
  const [{ locale }, { siteName }] = await Promise.all([viewerOf(request), siteSettings()]);
  const t = translator(isLocale(locale) ? locale : defaultLocale, "UTC");
  const { title, entries } = await contents(t);
  return atomResponse({ ...place, title, siteName, locale: t.locale }, entries);
}

/** The feed of a list of threads. */
export function threadFeed(request: Request, scope: ThreadScope, place: Place, titleOf: (t: Translate) => string) {
  return answerFeed(request, place, async (t) => {
    const threads = await listThreadsOfFeed(scope);
    return { title: titleOf(t), entries: await Promise.all(threads.map((thread) => entryOf(thread, t))) };
  });
}

/** What has a list of threads of its own: a category, a tag. */
interface Listed {
  view: "category" | "tag";
  /** The first part of its page's address. */
  at: "categories" | "tags";
  find: (viewer: Viewer, slug: string) => Promise<{ id: number; slug: string; name: string }>;
  slugNow: (viewer: Viewer, slug: string) => Promise<string | null>;
}

/** Its feed, as anybody may read it; an old name leads on. */
export const feedOf =
  ({ view, at, find, slugNow }: Listed) =>
  ({ request, params }: LoaderFunctionArgs) =>
    handleLoader(async () => {
      const asked = nameParam(params.slug);
      const now = (old: string) => slugNow(visitor(), old);
      const { id, slug, name } = await leadOn(request, asked, now, () => find(visitor(), asked));
      const page = `/${at}/${encodeURIComponent(slug)}`;
      return threadFeed(request, { view, of: id }, { page, path: `${page}/feed` }, (t) => t(`feed.${view}`, { name }));
    });

async function entryOf(thread: ThreadOfFeed, t: Translate): Promise<FeedEntry> {
  const [question, solution] = await Promise.all([
    feedHtml(thread.question),
    thread.solution === null ? null : feedHtml(thread.solution),
  ]);
  return {
    title: thread.title,
    path: `/threads/${thread.id}`,
    html: solution === null ? question : `${question}<h2>${t("feed.solution")}</h2>${solution}`,
    author: thread.author,
    at: thread.createdAt,
    changedAt: thread.changedAt,
  };
}
