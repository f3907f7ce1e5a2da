import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { DataTable } from "../components/data-table.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { PostForm } from "../components/post-form.tsx";
import { Select } from "../components/select.tsx";
import { TextInput } from "../components/text-input.tsx";
import { requireMember, requireWriter } from "../domain/accounts/viewer.server.ts";
import { refusePrivateIn } from "../domain/private-values/settle-form.server.ts";
import { LEAVABLE_FIELDS } from "../domain/threads/ask-input.ts";
import { leavingsByField } from "../domain/threads/ask-leavings.server.ts";
import { toldByField, toldByTips } from "../domain/threads/ask-tips.server.ts";
import { FEWEST, shareOf, type TipsSide, verdictOn } from "../domain/threads/ask-tips.ts";
import { changePreparation, type Preparation, preparationDesk } from "../domain/tickets/preparation.server.ts";
import { MOMENTS, type Moment, WORDS_MAX } from "../domain/tickets/preparation.ts";
import { preparationInput } from "../domain/tickets/preparation-input.ts";
import { useT } from "../i18n/use-t.tsx";
import { type FormAnswer, handleAction, handleLoader, parseForm } from "../platform/http.server.ts";
import { askLabels } from "./threads.new/ask-form.tsx";

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const all = await preparationDesk(await requireMember(request));
    const [left, told, tips] = await Promise.all([leavingsByField(), toldByField(), toldByTips()]);
    const fields = LEAVABLE_FIELDS.map((field) => ({
      field,
      left: left.get(field) ?? 0,
      told: told.find((one) => one.field === field),
    }));
    return { all, fields, tips };
  });

export const action = ({ request }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    const input = parseForm(preparationInput, form);
    await refusePrivateIn(viewer, input, ["words"]);
    await changePreparation(viewer, input);
    return "/staff/preparation";
  });

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("prepare.desk"), isUnlisted: true }));

type Item = Preparation["items"][number];
interface OfCategory {
  categoryId: number;
}

/** What is asked for in each category, and what a lead makes of it. */
export default function PreparationDesk() {
  const t = useT();
  const { all } = useLoaderData<typeof loader>();
  return (
    <PageLayout width="text" title={t("prepare.desk")} lead={t("prepare.desk.lead")}>
      {all.map(({ category, items, isAskedAtOnce }) => (
        <Card key={category.id} title={category.name}>
          {items.length === 0 ? <p>{t("prepare.none")}</p> : null}
          <ul className="preparation-desk">
            {items.map((item) => (
              <ItemRow key={`${item.fact}-${item.id}`} categoryId={category.id} item={item} />
            ))}
          </ul>
          <NewItem categoryId={category.id} />
          <AtOnce categoryId={category.id} name={category.name} isOn={isAskedAtOnce} />
        </Card>
      ))}
      <Leavings />
      <Tips />
    </PageLayout>
  );
}

/** Which fields people stop at, and which are worth filling in. */
function Leavings() {
  const t = useT();
  const { fields } = useLoaderData<typeof loader>();
  const share = (told?: { count: number; solved: number }) => {
    if (!told) return "–";
    if (told.count < FEWEST) return t("leaving.few", { count: told.count });
    return t("leaving.share", { share: Math.round(shareOf(told) * 100), count: told.count });
  };
  const [field, ...numbers] = (["field", "left", "said", "unsaid"] as const).map((name) => t(`leaving.${name}`));
  const columns = [{ label: field ?? "" }, ...numbers.map((label) => ({ label, isNumeric: true }))];
  const labels: Record<string, string> = askLabels(t);
  const rows = fields.map(({ field: name, left, told }) => ({
    key: name,
    cells: [labels[name] ?? name, t.number(left), share(told?.said), share(told?.unsaid)],
  }));
  return (
    <Card title={t("leaving.title")}>
      <p className="small soft">{t("leaving.lead")}</p>
      <DataTable caption={t("leaving.title")} columns={columns} rows={rows} />
    </Card>
  );
}

/** Whether tips do anything: half of the forms show none. */
function Tips() {
  const t = useT();
  const { tips } = useLoaderData<typeof loader>();
  const share = (side: TipsSide, what: "filled" | "solved") =>
    side.count < FEWEST
      ? t("leaving.few", { count: side.count })
      : t("leaving.share", { share: Math.round((side[what] / side.count) * 100), count: side.count });
  const columns = [
    { label: t("tips.what") },
    { label: t("tips.shown"), isNumeric: true },
    { label: t("tips.hidden"), isNumeric: true },
    { label: t("tips.says") },
  ];
  const rows = (["filled", "solved"] as const).map((what) => ({
    key: what,
    cells: [
      t(`tips.${what}`),
      share(tips.shown, what),
      share(tips.hidden, what),
      t(`tips.says.${verdictOn(tips, what)}`, { few: FEWEST }),
    ],
  }));
  return (
    <Card title={t("tips.title")}>
      <p className="small soft">{t("tips.lead")}</p>
      <DataTable caption={t("tips.title")} columns={columns} rows={rows} />
    </Card>
  );
}

function ItemRow({ categoryId, item }: OfCategory & { item: Item }) {
  const t = useT();
  const { fact, words, count, isHidden, moment } = item;
  const said = words || (fact ? t(`prepare.fact.${fact}`) : "");
  return (
    <li>
      <p dir="auto">
        {said}{" "}
        <span className="small soft">
          {t("prepare.count", { count })}
          {isHidden ? `, ${t("prepare.hidden")}` : `, ${t(`prepare.moment.${moment}`)}`}
        </span>
      </p>
      {fact ? <Reword categoryId={categoryId} fact={fact} words={words} said={said} moment={moment} /> : null}
      <form method="post" action="/staff/preparation">
        <input type="hidden" name="categoryId" value={categoryId} />
        {fact ? (
          <input type="hidden" name="fact" value={fact} />
        ) : (
          <input type="hidden" name="id" value={item.id ?? ""} />
        )}
        <Button size="small" variant="plain" name="is" value={isHidden ? "on" : "off"}>
          {t(fact ? (isHidden ? "prepare.show" : "prepare.hide") : "prepare.remove")}
          <span className="unseen">: {said}</span>
        </Button>
      </form>
    </li>
  );
}

interface RewordProps extends OfCategory {
  fact: string;
  words: string;
  said: string;
  moment: Moment;
}

function Reword({ categoryId, fact, words, said, moment }: RewordProps) {
  const t = useT();
  const answer = useActionData<FormAnswer>();
  const own = answer?.typed.fact === fact && answer.typed.categoryId === String(categoryId) ? answer : undefined;
  return (
    <details open={own !== undefined}>
      <summary>
        {t("prepare.change")}
        <span className="unseen">: {said}</span>
      </summary>
      <PostForm answer={own} action="/staff/preparation">
        <input type="hidden" name="categoryId" value={categoryId} />
        <input type="hidden" name="fact" value={fact} />
        <TextInput
          name="words"
          id={`field-words-${categoryId}-${fact}`}
          label={t("prepare.words")}
          defaultValue={words}
          maxLength={WORDS_MAX}
          optional
        />
        <MomentSelect id={`field-moment-${categoryId}-${fact}`} moment={moment} />
        <Button size="small">{t("prepare.save")}</Button>
      </PostForm>
    </details>
  );
}

function NewItem({ categoryId }: OfCategory) {
  const t = useT();
  const answer = useActionData<FormAnswer>();
  const isOwn = answer && !answer.typed.fact && answer.typed.categoryId === String(categoryId);
  return (
    <PostForm answer={isOwn ? answer : undefined} action="/staff/preparation">
      <input type="hidden" name="categoryId" value={categoryId} />
      <TextInput
        name="words"
        id={`field-words-${categoryId}`}
        label={t("prepare.new")}
        maxLength={WORDS_MAX}
        autoComplete="off"
      />
      <MomentSelect id={`field-moment-${categoryId}`} moment="asking" />
      <Button size="small" icon="plus">
        {t("prepare.add")}
      </Button>
    </PostForm>
  );
}

function MomentSelect({ id, moment }: { id: string; moment: Moment }) {
  const t = useT();
  const options = MOMENTS.map((value) => ({ value, label: t(`prepare.moment.${value}`) }));
  return <Select name="moment" id={id} label={t("prepare.moment")} options={options} defaultValue={moment} />;
}

/** Where it is about safety or about who somebody is, nobody waits for a greeting. */
function AtOnce({ categoryId, name, isOn }: OfCategory & { name: string; isOn: boolean }) {
  const t = useT();
  return (
    <form method="post" action="/staff/preparation">
      <input type="hidden" name="categoryId" value={categoryId} />
      <p className="small soft">{t(isOn ? "prepare.at_once.on" : "prepare.at_once.off")}</p>
      <Button size="small" variant="plain" name="atOnce" value={isOn ? "off" : "on"}>
        {t(isOn ? "prepare.at_once.end" : "prepare.at_once.begin")}
        <span className="unseen">: {name}</span>
      </Button>
    </form>
  );
}
