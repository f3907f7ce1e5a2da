import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ButtonLink } from "../components/button.tsx";
import { tallyFacts } from "../components/did-it-work.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { MetaLine } from "../components/meta-line.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { Pager } from "../components/pager.tsx";
import { Time } from "../components/time.tsx";
import { viewerOf } from "../domain/accounts/viewer.server.ts";
import { listAnswers } from "../domain/answers/library.server.ts";
import { useT } from "../i18n/use-t.tsx";
import { beforeParam, handleLoader } from "../platform/http.server.ts";

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const before = beforeParam(new URL(request.url));
    const { answers, next } = await listAnswers(await viewerOf(request), { before });
    return { answers, next, isFirst: before === undefined };
  });

export const meta: MetaFunction<typeof loader> = ({ matches, data }) =>
  pageMeta(matches, (t) => ({
    title: t("answers.title"),
    description: t("answers.lead"),
    canonical: "/answers",
    isUnlisted: data?.isFirst === false,
    feeds: [{ title: t("feed.answers"), href: "/feeds/answers" }],
  }));

/** Everything the company has published, newest first. */
export default function Answers() {
  const t = useT();
  const { answers, next, isFirst } = useLoaderData<typeof loader>();
  return (
    <PageLayout title={t("answers.title")} lead={t("answers.lead")} width="text">
      {answers.length === 0 ? (
        <EmptyState
          icon="badge-check"
          title={t("answers.none")}
          action={<ButtonLink href="/">{t("answers.none.home")}</ButtonLink>}
        >
          {t("answers.none.text")}
        </EmptyState>
      ) : (
        <ul className="answers">
          {answers.map((answer) => (
            <AnswerRow key={answer.id} answer={answer} />
          ))}
        </ul>
      )}
      <Pager
        newer={isFirst ? null : "/answers"}
        newerLabel={t("answers.newest")}
        older={next ? `/answers?before=${next}` : null}
      />
    </PageLayout>
  );
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["answers"][number];

function AnswerRow({ answer: { slug, title, categoryName, version, checkedAt, tally } }: { answer: Row }) {
  const t = useT();
  return (
    <li className="answer-row">
      <a className="answer-row-title" href={`/answers/${slug}`} dir="auto">
        {title}
      </a>
      <MetaLine>
        <span>{categoryName}</span>
        <span>{t("company_answer.version", { version })}</span>
        {checkedAt ? (
          <span>
            {t("company_answer.checked")} <Time at={checkedAt} format="date" />
          </span>
        ) : null}
        {tallyFacts(t, tally).map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </MetaLine>
    </li>
  );
}
