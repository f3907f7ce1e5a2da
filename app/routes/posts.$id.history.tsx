import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "../components/breadcrumbs.tsx";
import { Diff } from "../components/diff.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { Pager } from "../components/pager.tsx";
import { Time } from "../components/time.tsx";
import { viewerOf } from "../domain/accounts/viewer.server.ts";
import { listChanges, type PostChange } from "../domain/threads/revisions.server.ts";
import { T, useT } from "../i18n/use-t.tsx";
import { handleLoader, idParam } from "../platform/http.server.ts";

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await viewerOf(request);
    const after = new URL(request.url).searchParams.get("after");
    const below = after === null ? null : idParam(after);
    const { post, changes, older } = await listChanges(viewer, idParam(params.id), below);
    return { id: post.id, changes, older, thread: { id: post.thread.id, title: post.thread.title } };
  });

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("post.history.title"), isUnlisted: true }));

/** What a post said before, change by change, the latest first. */
export default function PostHistory() {
  const t = useT();
  const { id, changes, older, thread } = useLoaderData<typeof loader>();
  return (
    <PageLayout
      width="text"
      above={<Breadcrumbs items={[{ href: `/threads/${thread.id}`, label: thread.title }]} />}
      title={t("post.history.title")}
      lead={<a href={`/posts/${id}`}>{t("post.history.back")}</a>}
    >
      {changes.length === 0 ? <p className="soft">{t("post.history.none")}</p> : null}
      {changes.map(({ revision, at, by, before, after, heads }) => (
        <section key={revision} className="stack stack-s">
          <h2 className="small">
            <T
              k="post.history.change"
              values={{ name: <bdi key="name">{by}</bdi>, at: <Time key="at" at={at} format="dateTime" /> }}
            />
          </h2>
          {heads ? <Diff before={inOnePiece(heads.before)} after={inOnePiece(heads.after)} /> : null}
          {before === after ? null : <Diff before={before} after={after} />}
        </section>
      ))}
      <Pager older={older === null ? null : `/posts/${id}/history?after=${older}`} />
    </PageLayout>
  );
}

type Head = NonNullable<PostChange["heads"]>["before"];

/** A title, what was expected and tried, and tags, one below the other. */
const inOnePiece = ({ title, expected, tried, tags }: Head) =>
  [title, expected, tried, tags.map((tag) => `#${tag}`).join(" ")].filter(Boolean).join("\n\n");
