import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Banner } from "../components/banner.tsx";
import { Breadcrumbs } from "../components/breadcrumbs.tsx";
import { Card } from "../components/card.tsx";
import { Diff } from "../components/diff.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { MetaLine } from "../components/meta-line.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { Prose } from "../components/prose.tsx";
import { Time } from "../components/time.tsx";
import { viewerOf } from "../domain/accounts/viewer.server.ts";
import { findPublished } from "../domain/answers/answers.server.ts";
import { findVersion } from "../domain/answers/library.server.ts";
import { T, useT } from "../i18n/use-t.tsx";
import { NotFound } from "../platform/errors.ts";
import { handleLoader, idParam, nameParam } from "../platform/http.server.ts";

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const answer = await findPublished(await viewerOf(request), nameParam(params.slug));
    const version = answer && (await findVersion(answer.id, idParam(params.version)));
    if (!answer || !version) throw new NotFound();
    return { slug: answer.slug, title: answer.title, current: answer.version, version };
  });

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  pageMeta(matches, (t) => ({
    title: data ? `${data.version.title} · ${t("company_answer.version", { version: data.version.version })}` : "",
    isUnlisted: true,
  }));

/** What an answer said at the time: kept for ever, also where it was wrong. */
export default function AnswerVersion() {
  const t = useT();
  const { slug, title, current, version } = useLoaderData<typeof loader>();
  return (
    <PageLayout
      width="text"
      above={
        <Breadcrumbs
          items={[
            { href: "/answers", label: t("answers.title") },
            { href: `/answers/${slug}`, label: title },
          ]}
        />
      }
      title={version.title}
      lead={<Facts />}
    >
      {version.version === current ? null : <Outdated />}
      <Card>
        <Prose html={version.html} />
      </Card>
      {version.before === null ? null : (
        <Card title={t("answer.changes", { version: version.version - 1 })}>
          {version.changeNote ? <p dir="auto">{version.changeNote}</p> : null}
          <Diff before={version.before} after={`${version.title}\n\n${version.markdown}`} />
        </Card>
      )}
    </PageLayout>
  );
}

function Facts() {
  const t = useT();
  const { version } = useLoaderData<typeof loader>();
  const { authorName, reviewerName } = version;
  const people = { author: <bdi key="author">{authorName}</bdi>, reviewer: <bdi key="reviewer">{reviewerName}</bdi> };
  return (
    <MetaLine>
      <span>{t("company_answer.version", { version: version.version })}</span>
      <Time at={version.publishedAt} format="date" />
      <span>
        <T k={authorName === reviewerName ? "answer.by_one" : "answer.by_two"} values={people} />
      </span>
    </MetaLine>
  );
}

function Outdated() {
  const t = useT();
  const { slug } = useLoaderData<typeof loader>();
  return (
    <Banner tone="warning" icon="history" title={t("answer.outdated")}>
      <a href={`/answers/${slug}`}>{t("answer.outdated.link")}</a>
    </Banner>
  );
}
