import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData, useLocation } from "@remix-run/react";
import { Banner } from "../../components/banner.tsx";
import { Breadcrumbs } from "../../components/breadcrumbs.tsx";
import { ButtonLink } from "../../components/button.tsx";
import { CompanyAnswer } from "../../components/company-answer.tsx";
import { FormProblem } from "../../components/form-problem.tsx";
import { PageLayout, TwoColumn } from "../../components/layouts.tsx";
import { pageMeta } from "../../components/page-meta.ts";
import { searchFor } from "../../components/search-for.ts";
import { breadcrumbList, type Site } from "../../components/structured-data.ts";
import { Time } from "../../components/time.tsx";
import type { Translate } from "../../i18n/translate.ts";
import { T, useT } from "../../i18n/use-t.tsx";
import type { FormAnswer } from "../../platform/http.server.ts";
import { Aside } from "./aside.tsx";
import { loadAnswer } from "./load.server.ts";
import { answerArticle } from "./structured.ts";
import { Verdict } from "./verdict.tsx";

export const loader = loadAnswer;

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  pageMeta(matches, (t) => {
    if (data?.kind !== "published") return { title: data ? t("answer.withdrawn") : "", isUnlisted: true };
    const { title, description } = data.answer;
    return { title, description, ...(data.isPublic ? findableAnswer(t, data) : { isUnlisted: true }) };
  });

/** What is said of an answer that everybody may read. */
function findableAnswer(t: Translate, { answer, lang }: Published) {
  const canonical = `/answers/${encodeURIComponent(answer.slug)}`;
  return {
    canonical,
    preview: `${canonical}/preview.png?v=${answer.version}`,
    feeds: [{ title: t("feed.answers"), href: "/feeds/answers" }],
    things: (site: Site) => [
      answerArticle(answer, lang, site),
      breadcrumbList(site.origin, [{ name: t("answers.title"), href: "/answers" }, { name: answer.title }]),
    ],
  };
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;
export type Published = Extract<Loaded, { kind: "published" }>;

/** The company's answer on its own page. */
export default function Answer() {
  const page = useLoaderData<typeof loader>();
  return page.kind === "published" ? <PublishedAnswer page={page} /> : <Withdrawn page={page} />;
}

function PublishedAnswer({ page }: { page: Published }) {
  const t = useT();
  const refused = useActionData<FormAnswer>();
  const { answer, editHref, lang } = page;
  return (
    <TwoColumn
      above={<Crumbs />}
      title={answer.title}
      lang={lang}
      actions={
        editHref ? (
          <ButtonLink href={editHref} size="small" icon="pencil">
            {t("answer.edit")}
          </ButtonLink>
        ) : null
      }
      side={<Aside page={page} />}
    >
      {refused ? <FormProblem problem={refused.problem} /> : null}
      <CompanyAnswer
        person={answer.authorName}
        personHref={`/people/${answer.authorHandle}`}
        version={answer.version}
        checkedAt={answer.checkedAt}
        html={answer.html}
        lang={lang}
        before={answer.isDue ? <Due /> : null}
      >
        <Verdict page={page} />
      </CompanyAnswer>
    </TwoColumn>
  );
}

function Crumbs() {
  const t = useT();
  return <Breadcrumbs items={[{ href: "/answers", label: t("answers.title") }]} />;
}

function Due() {
  const t = useT();
  return (
    <Banner tone="warning" icon="history" title={t("answer.due")}>
      {t("answer.due.text")}
    </Banner>
  );
}

/** It was here, and we took it back: who followed it reads why. */
function Withdrawn({ page: { retractedAt, because, editHref } }: { page: Extract<Loaded, { kind: "withdrawn" }> }) {
  const t = useT();
  const { pathname } = useLocation();
  return (
    <PageLayout
      width="text"
      above={<Crumbs />}
      title={t("answer.withdrawn")}
      lead={<T k="answer.withdrawn.lead" values={{ at: <Time key="at" at={retractedAt} format="date" /> }} />}
      actions={editHref ? <ButtonLink href={editHref}>{t("answer.edit")}</ButtonLink> : null}
    >
      <Banner tone="danger" title={t("answer.withdrawn.because")}>
        <p dir="auto">{because}</p>
      </Banner>
      <div className="form-actions">
        <ButtonLink href="/threads/new" variant="primary">
          {t("shell.ask")}
        </ButtonLink>
        <ButtonLink href={searchFor(pathname)} icon="search">
          {t("page.error.search")}
        </ButtonLink>
      </div>
    </PageLayout>
  );
}
