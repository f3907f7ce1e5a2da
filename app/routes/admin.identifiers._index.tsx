import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { PostForm } from "../components/post-form.tsx";
import { Select } from "../components/select.tsx";
import { TextArea } from "../components/text-area.tsx";
import { TextInput } from "../components/text-input.tsx";
import { requireMember, requireWriter } from "../domain/accounts/viewer.server.ts";
import { addIdentifier, listIdentifiers } from "../domain/private-values/change-identifiers.server.ts";
import {
  CHECK_SCHEMES,
  finderOf,
  identifiersIn,
  NAME_MAX,
  PATTERN_MAX,
  PRIVACY_CLASSES,
} from "../domain/private-values/identifier.ts";
import { type IdentifierInput, identifierInput } from "../domain/private-values/input.ts";
import { useT } from "../i18n/use-t.tsx";
import { type FormAnswer, handleAction, handleLoader, parseForm } from "../platform/http.server.ts";

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => ({ identifiers: await listIdentifiers(await requireMember(request)) }));

/** What a pattern finds in a text, before it is added. */
interface Tried {
  tried: { value: string; isRight: boolean }[];
  typed: IdentifierInput;
}

export const action = ({ request }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    await listIdentifiers(viewer); // for an admin only
    const input = parseForm(identifierInput, form);
    if (form.get("intent") === "try") return data(tryOut(input)) as unknown as Response;
    await addIdentifier(viewer, input);
    return "/admin/identifiers";
  });

function tryOut(typed: IdentifierInput): Tried {
  const found = identifiersIn(typed.sample, [finderOf({ ...typed, id: 0 })]);
  return { typed, tried: found.map(({ start, end, isRight }) => ({ value: typed.sample.slice(start, end), isRight })) };
}

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("identifiers.title"), isUnlisted: true }));

/** Numbers that the company gives out, and how they are known. */
export default function Identifiers() {
  const t = useT();
  const { identifiers } = useLoaderData<typeof loader>();
  return (
    <PageLayout width="text" title={t("identifiers.title")} lead={t("identifiers.lead")}>
      <NewIdentifier />
      {identifiers.length === 0 ? (
        <EmptyState icon="tag" title={t("identifiers.none")}>
          {t("identifiers.none.text")}
        </EmptyState>
      ) : null}
      <ul className="private-list">
        {identifiers.map(({ id, name, pattern, check, privacy }) => (
          <li key={id}>
            <form method="post" action={`/admin/identifiers/${id}/retirement`} className="row row-apart">
              <span>
                <bdi>{name}</bdi> <code>{pattern}</code>{" "}
                <span className="soft">
                  {t(`identifiers.check.${check}`)} · {t(`identifiers.privacy.${privacy}`)}
                </span>
              </span>
              <Button size="small" variant="plain" aria-label={`${t("identifiers.retire")}: ${name}`}>
                {t("identifiers.retire")}
              </Button>
            </form>
          </li>
        ))}
      </ul>
    </PageLayout>
  );
}

function NewIdentifier() {
  const t = useT();
  const answer = useActionData<FormAnswer | Tried>();
  const refused = answer && "problem" in answer ? answer : undefined;
  const tried = answer && "tried" in answer ? answer : undefined;
  return (
    <Card title={t("identifiers.add.title")}>
      <PostForm
        answer={refused}
        action="/admin/identifiers"
        labels={{ name: t("identifiers.name"), pattern: t("identifiers.pattern") }}
      >
        <Fields typed={tried?.typed} />
        {tried ? <Found found={tried.tried} /> : null}
        <div className="form-actions">
          <Button variant="primary" icon="plus">
            {t("identifiers.add")}
          </Button>
          <Button name="intent" value="try" icon="search">
            {t("identifiers.try")}
          </Button>
        </div>
      </PostForm>
    </Card>
  );
}

function Fields({ typed }: { typed?: IdentifierInput }) {
  const t = useT();
  const checks = CHECK_SCHEMES.map((value) => ({ value, label: t(`identifiers.check.${value}`) }));
  const classes = PRIVACY_CLASSES.map((value) => ({ value, label: t(`identifiers.privacy.${value}`) }));
  return (
    <>
      <TextInput
        name="name"
        label={t("identifiers.name")}
        hint={t("identifiers.name.hint")}
        defaultValue={typed?.name}
        maxLength={NAME_MAX}
      />
      <TextInput
        name="pattern"
        label={t("identifiers.pattern")}
        hint={t("identifiers.pattern.hint")}
        defaultValue={typed?.pattern}
        maxLength={PATTERN_MAX}
        autoComplete="off"
      />
      <Select name="check" label={t("identifiers.check")} defaultValue={typed?.check ?? "none"} options={checks} />
      <Select
        name="privacy"
        label={t("identifiers.privacy")}
        defaultValue={typed?.privacy ?? "private"}
        options={classes}
      />
      <TextArea name="sample" label={t("identifiers.sample")} defaultValue={typed?.sample} rows={2} optional />
    </>
  );
}

function Found({ found }: { found: Tried["tried"] }) {
  const t = useT();
  return (
    <div role="status">
      <p>{t("identifiers.tried", { count: found.length })}</p>
      <ul>
        {[...new Map(found.map((one) => [one.value, one])).values()].map(({ value, isRight }) => (
          <li key={value}>{t(isRight ? "identifiers.right" : "identifiers.wrong", { value })}</li>
        ))}
      </ul>
    </div>
  );
}
