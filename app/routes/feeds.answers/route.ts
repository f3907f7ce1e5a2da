import type { LoaderFunctionArgs } from "@remix-run/node";
import { visitor } from "../../domain/accounts/viewer.ts";
import { latestAnswers, type PublishedAnswer } from "../../domain/answers/answers.server.ts";
import type { FeedEntry } from "../../platform/atom.server.ts";
import { handleLoader } from "../../platform/http.server.ts";
import { answerFeed, feedHtml } from "./thread-feed.server.ts";

const ENTRIES = 25;

/** What the company has published, and corrected. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(() =>
    answerFeed(request, { page: "/answers", path: "/feeds/answers" }, async (t) => ({
      title: t("feed.answers"),
      entries: await Promise.all((await latestAnswers(visitor(), ENTRIES)).map(entryOf)),
    })),
  );

async function entryOf(answer: PublishedAnswer): Promise<FeedEntry> {
  return {
    title: answer.title,
    path: `/answers/${encodeURIComponent(answer.slug)}`,
    html: await feedHtml(answer.markdown),
    author: answer.authorName,
    at: answer.publishedAt,
    changedAt: answer.checkedAt,
  };
}
