import { useLoaderData } from "@remix-run/react";
import { EmptyState } from "../../components/empty-state.tsx";
import { Pager } from "../../components/pager.tsx";
import reading from "../../enhance/reading.js?url&no-inline";
import { useT } from "../../i18n/use-t.tsx";
import type { ThreadPage } from "./load.server.ts";
import { Reply } from "./reply.tsx";

/** What others had to say: solutions first, then what helped people. */
export function Replies() {
  const t = useT();
  const { thread, replies, pages, may, votes } = useLoaderData<ThreadPage>();
  const isAtEnd = useIsAtEnd();
  return (
    <section className="replies" id="replies" aria-labelledby="replies-title">
      <header className="replies-head">
        <h2 id="replies-title" data-live-part="count">
          {t("thread.replies", { count: thread.replies })}
        </h2>
        {thread.replies > 1 ? <OrderChoice /> : null}
      </header>
      {votes && thread.replies > 0 ? <p className="small soft">{t("vote.left", { ...votes })}</p> : null}
      {pages.newest ? <Reading /> : null}
      {thread.replies === 0 ? (
        <EmptyState icon="messages-square" title={t("thread.no_replies")}>
          {t(may.isAsker ? "thread.no_replies.asker" : "thread.no_replies.text")}
        </EmptyState>
      ) : (
        <div className="reply-list">
          {replies.map((reply, index) => (
            <Reply key={reply.id} reply={reply} isNewest={isAtEnd && index === replies.length - 1} />
          ))}
        </div>
      )}
      <Pager
        newer={pages.before}
        older={pages.after}
        newerLabel={t("thread.replies.previous")}
        olderLabel={t("thread.replies.next")}
      />
    </section>
  );
}

const orders = ["best", "oldest"] as const;

function OrderChoice() {
  const t = useT();
  const { thread, order, pages } = useLoaderData<ThreadPage>();
  const isAtEnd = useIsAtEnd();
  return (
    <nav className="reply-order" aria-label={t("thread.order")}>
      {orders.map((one) => (
        <a
          key={one}
          href={`/threads/${thread.id}${one === "best" ? "" : `?sort=${one}`}#replies`}
          aria-current={one === order ? "true" : undefined}
        >
          {t(`thread.order.${one}`)}
        </a>
      ))}
      {pages.newest && !isAtEnd ? <a href={`${pages.newest}#newest`}>{t("thread.to_newest")}</a> : null}
    </nav>
  );
}

/** Whether this is the last page of a talk as it was said. */
function useIsAtEnd() {
  const { order, pages } = useLoaderData<ThreadPage>();
  return order === "oldest" && pages.newest !== null && pages.after === null;
}

/** What a reader finds who comes back to a long talk. Their browser alone knows how far they read, and fills it in. */
function Reading() {
  const t = useT();
  const { thread, order } = useLoaderData<ThreadPage>();
  return (
    <p
      className="small"
      data-reading={reading}
      data-thread={thread.id}
      data-replies={thread.replies}
      data-order={order}
      data-new={t("thread.reading.new", { count: "#" })}
      data-go={t("thread.reading.go")}
      hidden
    />
  );
}
