import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { DataTable } from "../components/data-table.tsx";
import { FormProblem } from "../components/form-problem.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { MomentInput } from "../components/moment-input.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { PostForm } from "../components/post-form.tsx";
import { Select } from "../components/select.tsx";
import { TextArea } from "../components/text-area.tsx";
import { TextInput } from "../components/text-input.tsx";
import { Time } from "../components/time.tsx";
import { requireMember, requireWriter } from "../domain/accounts/viewer.server.ts";
import { can } from "../domain/permissions.ts";
import { refusePrivateIn } from "../domain/private-values/settle-form.server.ts";
import { listSurges, startSurge, surgeCategories } from "../domain/threads/surge.server.ts";
import { SURGE_FACTORS, surgeInput } from "../domain/threads/surge.ts";
import { BODY_MAX, TITLE_MAX } from "../domain/threads/thread.ts";
import { T, useT } from "../i18n/use-t.tsx";
import { NotFound } from "../platform/errors.ts";
import { type FormAnswer, handleAction, handleLoader, parseForm } from "../platform/http.server.ts";

const HOURS_OFFERED = 24;

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const surges = await listSurges(await requireMember(request));
    const now = new Date();
    const current = surges.find(({ endedAt, endsAt }) => endedAt === null && endsAt > now) ?? null;
    const until = new Date(now.getTime() + HOURS_OFFERED * 3_600_000);
    return { surges, current, categories: await surgeCategories(), until, submissionKey: crypto.randomUUID() };
  });

export const action = ({ request }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    if (!can(viewer, "surge.switch", null)) throw new NotFound();
    const input = parseForm(surgeInput(viewer.timeZone), form);
    await refusePrivateIn(viewer, input, ["title", "body"]);
    await startSurge(viewer, input);
    return "/staff/surge";
  });

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("surge.title"), isUnlisted: true }));

/** The switch for days on which everything comes in at once. */
export default function Surge() {
  const t = useT();
  const { current } = useLoaderData<typeof loader>();
  const answer = useActionData<FormAnswer>();
  const isEnding = answer !== undefined && answer.typed.title === undefined;
  return (
    <PageLayout width="text" title={t("surge.title")} lead={t("surge.lead")}>
      {isEnding ? <FormProblem problem={answer.problem} /> : null}
      {current ? <On /> : null}
      {!current || (answer && !isEnding) ? <Start answer={isEnding ? undefined : answer} /> : null}
      <Past />
    </PageLayout>
  );
}

function On() {
  const t = useT();
  const { current } = useLoaderData<typeof loader>();
  if (!current) return null;
  const { reason, endsAt, factor, relaxed, threadId } = current;
  return (
    <Card title={t("surge.on")}>
      <p>
        <a href={`/threads/${threadId}`}>
          <bdi>{reason}</bdi>
        </a>
      </p>
      <p>
        <T k="surge.on.text" values={{ until: <Time key="until" at={endsAt} format="dateTime" />, factor, relaxed }} />
      </p>
      <form method="post" action="/staff/surge/end" className="stack stack-s">
        <p className="small soft">{t("surge.end.text")}</p>
        <div className="form-actions">
          <Button icon="x">{t("surge.end")}</Button>
        </div>
      </form>
    </Card>
  );
}

function Start({ answer }: { answer: FormAnswer | undefined }) {
  const t = useT();
  const { categories, until, submissionKey } = useLoaderData<typeof loader>();
  return (
    <Card>
      <PostForm answer={answer} action="/staff/surge">
        <input type="hidden" name="submissionKey" value={submissionKey} />
        <TextInput
          name="title"
          label={t("surge.field.title")}
          hint={t("surge.field.title.hint")}
          maxLength={TITLE_MAX}
          autoComplete="off"
        />
        <TextArea name="body" label={t("surge.field.body")} rows={5} maxLength={BODY_MAX} />
        <Select
          name="categoryId"
          label={t("surge.field.category")}
          options={categories.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
        <MomentInput name="until" label={t("surge.field.until")} hint={t("surge.field.until.hint")} at={until} />
        <Select
          name="factor"
          label={t("surge.field.factor")}
          hint={t("surge.field.factor.hint")}
          defaultValue="2"
          options={SURGE_FACTORS.map((factor) => ({ value: String(factor), label: t("surge.factor", { factor }) }))}
        />
        <div className="form-actions">
          <Button variant="primary" icon="triangle-alert">
            {t("surge.start")}
          </Button>
        </div>
      </PostForm>
    </Card>
  );
}

function Past() {
  const t = useT();
  const { surges } = useLoaderData<typeof loader>();
  if (surges.length === 0) return null;
  const columns = (["reason", "when", "factor", "relaxed", "by"] as const).map((column) => ({
    label: t(`surge.past.${column}`),
  }));
  return (
    <Card title={t("surge.past")}>
      <DataTable
        caption={t("surge.past")}
        columns={columns}
        rows={surges.map(({ id, reason, threadId, startedAt, endsAt, endedAt, factor, relaxed, by }) => ({
          key: id,
          cells: [
            <a key="reason" href={`/threads/${threadId}`}>
              <bdi>{reason}</bdi>
            </a>,
            <span key="when">
              <Time at={startedAt} format="dateTime" /> – <Time at={endedAt ?? endsAt} format="dateTime" />
            </span>,
            t("surge.factor", { factor }),
            t.number(relaxed),
            <bdi key="by">{by}</bdi>,
          ],
        }))}
      />
    </Card>
  );
}
