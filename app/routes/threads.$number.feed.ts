import type { LoaderFunctionArgs } from "@remix-run/node";
import { visitor } from "../domain/accounts/viewer.ts";
import { listRepliesOfFeed } from "../domain/threads/feed.server.ts";
import type { ListedReply } from "../domain/threads/list-replies.server.ts";
import { readThread } from "../domain/threads/read-thread.server.ts";
import type { Translate } from "../i18n/translate.ts";
import type { FeedEntry } from "../platform/atom.server.ts";
import { handleLoader, idParam } from "../platform/http.server.ts";
import { answerFeed, feedHtml } from "./feeds.answers/thread-feed.server.ts";

/** A thread that anybody may read: its last replies, and the question. */
export const loader = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const thread = await readThread(visitor(), idParam(params.number));
    const page = `/threads/${thread.id}`;
    return answerFeed(request, { page, path: `${page}/feed` }, async (t) => {
      const replies = await listRepliesOfFeed(thread.id);
      const entries = await Promise.all(replies.map((reply) => entryOf(reply, t)));
      const question = { title: thread.title, path: page, author: writerOf(thread, t), html: "" };
      const at = { at: thread.createdAt, changedAt: thread.editedAt ?? thread.createdAt };
      const title = t("feed.thread", { title: thread.title });
      return { title, entries: [...entries, { ...question, ...at, html: await feedHtml(thread.markdown) }] };
    });
  });

async function entryOf(reply: ListedReply, t: Translate): Promise<FeedEntry> {
  const name = writerOf(reply, t);
  return {
    title: t(reply.solutionAt ? "feed.thread.solution" : "feed.thread.reply", { name }),
    path: `/posts/${reply.id}`,
    html: await feedHtml(reply.markdown),
    author: name,
    at: reply.createdAt,
    changedAt: latest(reply.createdAt, reply.editedAt, reply.solutionAt),
  };
}

const latest = (first: Date, ...others: (Date | null)[]) =>
  others.reduce<Date>((last, one) => (one && one > last ? one : last), first);

const writerOf = ({ byName: by, authorName: name }: Pick<ListedReply, "byName" | "authorName">, t: Translate) =>
  by ? t("acting.by_for", { by, name }) : name;
