import { useLoaderData } from "@remix-run/react";
import { EmptyState } from "../../components/empty-state.tsx";
import { Pager } from "../../components/pager.tsx";
import { useT } from "../../i18n/use-t.tsx";
import type { ThreadPage } from "./load.server.ts";
import { Reply } from "./reply.tsx";

/** What others had to say: solutions first, then what helped people. */
export function Replies() {
  const t = useT();
  const { thread, replies, pages, may, votes } = useLoaderData<ThreadPage>();
  return (
    <section className="replies" id="replies" aria-labelledby="replies-title">
      <header className="replies-head">
        <h2 id="replies-title" data-live-part="count">
          {t("thread.replies", { count: thread.replies })}
        </h2>
        {thread.replies > 1 ? <OrderChoice /> : null}
      </header>
      {votes ? <p className="small soft">{t("vote.left", { ...votes })}</p> : null}
      {replies.length === 0 ? (
        <EmptyState icon="messages-square" title={t("thread.no_replies")}>
          {t(may.isAsker ? "thread.no_replies.asker" : "thread.no_replies.text")}
        </EmptyState>
      ) : (
        <div className="reply-list">
          {replies.map((reply) => (
            <Reply key={reply.id} reply={reply} />
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
  const { thread, order } = useLoaderData<ThreadPage>();
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
    </nav>
  );
}
