import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Badge } from "../components/badge.tsx";
import { Button } from "../components/button.tsx";
import { DuePill } from "../components/due-pill.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { MetaLine } from "../components/meta-line.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { PostForm } from "../components/post-form.tsx";
import { TextArea } from "../components/text-area.tsx";
import { Time } from "../components/time.tsx";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { can } from "../domain/permissions.ts";
import { READING_SUBJECTS } from "../domain/tickets/reading.ts";
import { readingRules } from "../domain/tickets/reading-rules.server.ts";
import { listReadings } from "../domain/tickets/reading-views.server.ts";
import { useT } from "../i18n/use-t.tsx";
import { type FormAnswer, handleLoader } from "../platform/http.server.ts";

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    const [readings, rules] = await Promise.all([listReadings(viewer), readingRules(viewer)]);
    return { readings, rules, maySet: can(viewer, "macro.approve", null), now: new Date() };
  });

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("reading.desk"), isUnlisted: true }));

/** The responses that wait for a second person, and what is read twice at all. */
export default function Readings() {
  const t = useT();
  const { readings } = useLoaderData<typeof loader>();
  return (
    <PageLayout width="text" title={t("reading.desk")} lead={t("reading.desk.lead")}>
      {readings.length === 0 ? (
        <EmptyState icon="badge-check" title={t("reading.none")}>
          {t("reading.none.text")}
        </EmptyState>
      ) : (
        <ul className="answers">
          {readings.map((reading) => (
            <Row key={reading.id} reading={reading} />
          ))}
        </ul>
      )}
      <Words />
      <Categories />
    </PageLayout>
  );
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

function Row({ reading }: { reading: Loaded["readings"][number] }) {
  const t = useT();
  const { now } = useLoaderData<typeof loader>();
  const { number, subject, because, authorName, at, dueAt } = reading;
  return (
    <li className="answer-row">
      <a className="answer-row-title" href={`/staff/tickets/${number}#reading`} dir="auto">
        {subject}
      </a>
      <MetaLine>
        {dueAt ? <DuePill due={dueAt} now={now} /> : null}
        {because.map((reason) => (
          <Badge key={reason} tone="warning">
            {t(`reading.because.${reason}`)}
          </Badge>
        ))}
        <bdi>{authorName}</bdi>
        <Time at={at} now={now} />
      </MetaLine>
    </li>
  );
}

/** The words of each subject: whoever may change them gets them to write in. */
function Words() {
  const t = useT();
  const { rules, maySet } = useLoaderData<typeof loader>();
  const answer = useActionData<FormAnswer>();
  return (
    <details className="folded" open={answer !== undefined}>
      <summary>{t("reading.words")}</summary>
      <p className="soft measure">{t("reading.words.text")}</p>
      {maySet ? (
        <PostForm answer={answer} action="/staff/readings/words">
          {READING_SUBJECTS.map((subject) => (
            <TextArea
              key={subject}
              name={subject}
              label={t(`reading.because.${subject}`)}
              hint={t("reading.words.hint")}
              defaultValue={rules.words[subject].join("\n")}
              rows={5}
              optional
            />
          ))}
          <div className="form-actions">
            <Button variant="primary">{t("reading.words.save")}</Button>
          </div>
        </PostForm>
      ) : (
        READING_SUBJECTS.map((subject) => (
          <p key={subject}>
            <strong>{t(`reading.because.${subject}`)}</strong>: {rules.words[subject].join(", ")}
          </p>
        ))
      )}
    </details>
  );
}

function Categories() {
  const t = useT();
  const { rules, maySet } = useLoaderData<typeof loader>();
  return (
    <details className="folded">
      <summary>{t("reading.categories")}</summary>
      <p className="soft measure">{t("reading.categories.text")}</p>
      <ul className="macro-modes">
        {rules.categories.map(({ id, name, isReadTwice }) => (
          <li key={id}>
            <span dir="auto">{name}</span>
            {maySet ? (
              <form method="post" action="/staff/readings/categories" className="watch-form">
                <input type="hidden" name="categoryId" value={id} />
                <Button size="small" name="is" value={isReadTwice ? "off" : "on"} aria-pressed={isReadTwice}>
                  {t(isReadTwice ? "reading.category.on" : "reading.category.off")}
                  <span className="unseen">: {name}</span>
                </Button>
              </form>
            ) : (
              <span className="soft">{t(isReadTwice ? "reading.category.on" : "reading.category.off")}</span>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
