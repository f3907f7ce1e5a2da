import { useLoaderData } from "@remix-run/react";
import type { SearchResult } from "../../../search/results.server.ts";
import { Badge } from "../../components/badge.tsx";
import { Icon } from "../../components/icon.tsx";
import { Marked } from "../../components/marked.tsx";
import { MetaLine } from "../../components/meta-line.tsx";
import { ThreadStatus } from "../../components/status-mark.tsx";
import { Time } from "../../components/time.tsx";
import type { Translate } from "../../i18n/translate.ts";
import { useT } from "../../i18n/use-t.tsx";
import type { SearchPage } from "./load.server.ts";

type Segments = SearchResult["title"];

/** One result: a company answer under its rule, or a thread with its solution's first lines. */
export function Result({ result }: { result: SearchResult }) {
  return result.kind === "answer" ? <AnswerResult result={result} /> : <ThreadResult result={result} />;
}

function AnswerResult({ result }: { result: SearchResult }) {
  const t = useT();
  const page = useLoaderData<SearchPage>();
  return (
    <li className="result result-answer">
      <p className="result-kind">
        <Icon name="badge-check" />
        {t("company_answer.title")}
      </p>
      <ResultTitle result={result} />
      <ResultText text={result.passage} />
      <MetaLine>
        {result.answer ? <bdi>{result.answer.person}</bdi> : null}
        <CategoryLink result={result} />
        {result.answer ? (
          <span>
            {t("company_answer.checked")} <Time at={result.answer.checkedAt} now={page.now} />
          </span>
        ) : null}
        {orderedBy(result, page, t)}
      </MetaLine>
    </li>
  );
}

function ThreadResult({ result }: { result: SearchResult }) {
  const t = useT();
  const page = useLoaderData<SearchPage>();
  return (
    <li className="result">
      <ResultTitle result={result} />
      <ResultText text={result.passage} />
      {result.solution ? <Solution {...result.solution} /> : null}
      <MetaLine>
        <ThreadStatus state={result.state} />
        {result.needsCheck ? <NeedsCheck /> : null}
        <CategoryLink result={result} />
        <Time at={result.createdAt} now={page.now} />
        {result.affected > 0 ? t("thread.count.affected", { count: result.affected }) : null}
        {result.solution ? null : t("thread.count.replies", { count: result.replies })}
        {orderedBy(result, page, t)}
      </MetaLine>
    </li>
  );
}

/** What the order goes by, where the line does not say it anyway. */
function orderedBy(result: SearchResult, { order, now }: Pick<SearchPage, "order" | "now">, t: Translate) {
  if (order === "votes") return <span>{t("search.result.votes", { count: result.votes })}</span>;
  if (order !== "active") return null;
  return (
    <span>
      {t("search.result.last")} <Time at={result.lastAt} now={now} />
    </span>
  );
}

function NeedsCheck() {
  const t = useT();
  return (
    <Badge tone="warning" icon="triangle-alert">
      {t("home.view.needs_check")}
    </Badge>
  );
}

function ResultTitle({ result }: { result: SearchResult }) {
  return (
    <h2 className="result-title">
      <a href={result.href} dir="auto" data-result={result.kind === "answer" ? -result.id : result.id}>
        <Marked segments={result.title} />
      </a>
    </h2>
  );
}

const CategoryLink = ({ result: { category } }: { result: SearchResult }) => (
  <a href={`/categories/${encodeURIComponent(category.slug)}`}>{category.name}</a>
);

function Solution({ answer, text }: NonNullable<SearchResult["solution"]>) {
  const t = useT();
  return (
    <div className={answer ? "result-solution result-solution-company" : "result-solution"}>
      <p className="result-kind">
        <Icon name={answer ? "badge-check" : "circle-check"} />
        {t(answer ? "company_answer.title" : "post.solution")}
      </p>
      {text.length > 0 ? <ResultText text={text} /> : null}
      {answer && text.length === 0 ? (
        <p className="result-text">
          <a href={answer.href} dir="auto">
            {answer.title}
          </a>
        </p>
      ) : null}
    </div>
  );
}

function ResultText({ text }: { text: Segments }) {
  if (text.length === 0) return null;
  return (
    <p className="result-text" dir="auto">
      <Marked segments={text} />
    </p>
  );
}
