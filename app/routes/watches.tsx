import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { Breadcrumbs } from "../components/breadcrumbs.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { Pager } from "../components/pager.tsx";
import { WatchForm } from "../components/watch-form.tsx";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { type Level, LIST_LEVELS, THREAD_LEVELS } from "../domain/threads/watch.ts";
import { listWatchedLists, listWatchedThreads } from "../domain/threads/watches.server.ts";
import { useT } from "../i18n/use-t.tsx";
import { beforeParam, handleLoader } from "../platform/http.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("watches.title"), isUnlisted: true }));

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    const before = beforeParam(new URL(request.url));
    const [page, lists] = await Promise.all([listWatchedThreads(viewer, before), listWatchedLists(viewer)]);
    return { ...page, ...lists, isFirst: before === undefined };
  });

/** Everything the viewer follows or has muted, each with its level to change. */
export default function Watches() {
  const t = useT();
  const { threads, categories, tags, next, isFirst } = useLoaderData<typeof loader>();
  const isEmpty = threads.length + categories.length + tags.length === 0;
  return (
    <PageLayout
      width="text"
      above={<Breadcrumbs items={[{ href: "/notifications", label: t("notifications.title") }]} />}
      title={t("watches.title")}
      lead={t("watches.lead")}
    >
      {isEmpty ? (
        <EmptyState icon="bell" title={t("watches.none")}>
          {t("watches.none.text")}
        </EmptyState>
      ) : null}
      {isFirst ? <Lists kind="categories" rows={categories} /> : null}
      {isFirst ? <Lists kind="tags" rows={tags} /> : null}
      <Section title={t("watches.threads")} isEmpty={threads.length === 0}>
        {threads.map(({ id, title, level, reason }) => (
          <Row key={id} path={`/threads/${id}`} name={title} level={level} note={t(`watches.reason.${reason}`)} />
        ))}
      </Section>
      <Pager newer={isFirst ? null : "/watches"} older={next ? `/watches?before=${next}` : null} />
    </PageLayout>
  );
}

function Lists({ kind, rows }: { kind: "categories" | "tags"; rows: { slug: string; name: string; level: Level }[] }) {
  const t = useT();
  return (
    <Section title={t(`watches.${kind}`)} isEmpty={rows.length === 0}>
      {rows.map(({ slug, name, level }) => (
        <Row key={slug} path={`/${kind}/${encodeURIComponent(slug)}`} name={name} level={level} isList />
      ))}
    </Section>
  );
}

function Section({ title, isEmpty, children }: { title: string; isEmpty: boolean; children: ReactNode }) {
  return isEmpty ? null : (
    <section className="watches">
      <h2>{title}</h2>
      <ul>{children}</ul>
    </section>
  );
}

function Row({ path, name, level, note, isList }: RowProps) {
  const t = useT();
  return (
    <li className="watches-row">
      <div className="watches-name">
        <a href={path} dir="auto">
          {name}
        </a>
        {note ? <span className="soft">{note}</span> : null}
      </div>
      <WatchForm
        action={`${path}/watch`}
        id={`level-${path}`}
        label={t("watches.change", { name })}
        level={level}
        levels={isList ? LIST_LEVELS : THREAD_LEVELS}
        back="/watches"
      />
    </li>
  );
}

interface RowProps {
  path: string;
  name: string;
  level: Level;
  note?: string;
  isList?: boolean;
}
