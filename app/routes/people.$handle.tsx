import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Avatar } from "../components/avatar.tsx";
import { Badge } from "../components/badge.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { MetaLine } from "../components/meta-line.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { Time } from "../components/time.tsx";
import { viewerOf } from "../domain/accounts/viewer.server.ts";
import { isStaffRole } from "../domain/accounts/viewer.ts";
import { cursorOf } from "../domain/threads/cursor.ts";
import { listThreads } from "../domain/threads/list-threads.server.ts";
import { handleNow, listSolutionsBy, requirePerson } from "../domain/threads/people.server.ts";
import { T, useT } from "../i18n/use-t.tsx";
import { handleLoader, nameParam } from "../platform/http.server.ts";
import { leadOn } from "../platform/moved.server.ts";
import { ThreadPageList } from "./categories.$slug/thread-page-list.tsx";

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await viewerOf(request);
    const asked = nameParam(params.handle);
    const { id, handle, name, role, createdAt } = await leadOn(request, asked, handleNow, () => requirePerson(asked));
    const cursor = cursorOf(new URL(request.url).searchParams);
    const [solutions, page] = await Promise.all([
      listSolutionsBy(viewer, id),
      listThreads(viewer, { view: "author", of: id }, cursor),
    ]);
    const badge = isStaffRole(role) ? "staff" : role === "expert" ? "expert" : null;
    return {
      name,
      badge,
      since: createdAt,
      solutions,
      page,
      path: `/people/${encodeURIComponent(handle)}`,
      isFirstPage: cursor === null,
      now: new Date(),
    } as const;
  });

// Who has solved something for others is worth finding; anybody else is nobody's business.
export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  pageMeta(matches, (t) => ({
    title: data?.name ?? "",
    description: data && t("person.description", { name: data.name, count: data.solutions.length }),
    canonical: data?.path,
    isUnlisted: data && (data.solutions.length === 0 || !data.isFirstPage),
  }));

/** What everybody may know of a person: what they asked in public, and what they solved. */
export default function Person() {
  const t = useT();
  const { name, page, path, now } = useLoaderData<typeof loader>();
  return (
    <PageLayout title={name} width="text" lead={<Facts />}>
      <Solutions />
      <section className="stack stack-s">
        <h2>{t("person.threads")}</h2>
        {page.rows.length > 0 ? (
          <ThreadPageList page={page} path={path} label={t("person.threads")} empty="" now={now} isOfOnePerson />
        ) : (
          <p className="soft">{t("person.no_threads")}</p>
        )}
      </section>
    </PageLayout>
  );
}

function Facts() {
  const t = useT();
  const { name, badge, since } = useLoaderData<typeof loader>();
  return (
    <div className="byline">
      <Avatar name={name} />
      <MetaLine>
        {badge ? <Badge tone={badge === "staff" ? "brand" : "neutral"}>{t(`author.${badge}`)}</Badge> : null}
        <span>
          <T k="person.since" values={{ date: <Time key="date" at={since} format="date" /> }} />
        </span>
      </MetaLine>
    </div>
  );
}

function Solutions() {
  const t = useT();
  const { solutions } = useLoaderData<typeof loader>();
  if (solutions.length === 0) return null;
  return (
    <section className="stack stack-s">
      <h2>{t("person.solutions")}</h2>
      <ul className="person-solutions">
        {solutions.map(({ postId, title, workedCount, solutionAt }) => (
          <li key={postId}>
            <a href={`/posts/${postId}`} dir="auto">
              {title}
            </a>
            <MetaLine>
              {workedCount > 0 ? t("post.worked_for", { count: workedCount }) : null}
              <Time at={solutionAt} format="date" />
            </MetaLine>
          </li>
        ))}
      </ul>
    </section>
  );
}
