import { Time } from "../../components/time.tsx";
import { useT } from "../../i18n/use-t.tsx";
import type { Published } from "./route.tsx";

/** Beside the answer: the threads it answers, and how it came to say what it says. */
export function Aside({ page }: { page: Published }) {
  return (
    <div className="stack stack-l">
      {page.threads.length > 0 ? <Threads page={page} /> : null}
      <Versions page={page} />
    </div>
  );
}

function Threads({ page: { threads } }: { page: Published }) {
  const t = useT();
  return (
    <section className="answer-aside">
      <h2>{t("answer.threads")}</h2>
      <ul>
        {threads.map(({ id, title, affectedCount }) => (
          <li key={id}>
            <a href={`/threads/${id}`} dir="auto">
              {title}
            </a>
            {affectedCount > 0 ? (
              <span className="answer-aside-note">{t("thread.count.affected", { count: affectedCount })}</span>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Versions({ page: { answer, versions } }: { page: Published }) {
  const t = useT();
  return (
    <section className="answer-aside">
      <h2>{t("answer.history")}</h2>
      <ol>
        {versions.map(({ version, publishedAt, changeNote }) => (
          <li key={version}>
            <a href={`/answers/${answer.slug}/versions/${version}`}>{t("company_answer.version", { version })}</a>
            <span className="answer-aside-note">
              <Time at={publishedAt} format="date" />
            </span>
            {changeNote ? <p dir="auto">{changeNote}</p> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
