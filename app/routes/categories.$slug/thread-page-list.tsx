import { ButtonLink } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { Pager } from "../../components/pager.tsx";
import { ThreadList, ThreadRow, type ThreadSummary } from "../../components/thread-list.tsx";
import { useT } from "../../i18n/use-t.tsx";

interface Props {
  page: { rows: ThreadSummary[]; before: string | null; after: string | null };
  /** The list's own address, to which the pages' cursors are added. */
  path: string;
  label: string;
  empty: string;
  now: Date;
  askHref?: string;
  /** On a page about one category there is no need to say which. */
  isOfOneCategory?: boolean;
  isOfOnePerson?: boolean;
}

/** What the page's title has said already stands in no row of it. */
const rowOf = (thread: ThreadSummary, { isOfOneCategory, isOfOnePerson }: Partial<Props>): ThreadSummary => ({
  ...thread,
  category: isOfOneCategory ? null : thread.category,
  author: isOfOnePerson ? null : thread.author,
});

/** One page of threads with the ways to its neighbours; when there are none, the way to ask. */
export function ThreadPageList({ page, path, label, empty, now, askHref = "/threads/new", ...about }: Props) {
  const t = useT();
  if (page.rows.length === 0) {
    return (
      <EmptyState
        icon="messages-square"
        title={empty}
        action={<ButtonLink href={askHref}>{t("home.ask")}</ButtonLink>}
      />
    );
  }
  const link = (name: string, cursor: string | null) =>
    cursor && `${path}${path.includes("?") ? "&" : "?"}${name}=${cursor}`;
  return (
    <>
      <ThreadList label={label}>
        {page.rows.map((thread) => (
          <ThreadRow key={thread.id} thread={rowOf(thread, about)} now={now} />
        ))}
      </ThreadList>
      <Pager newer={link("before", page.before)} older={link("after", page.after)} />
    </>
  );
}
