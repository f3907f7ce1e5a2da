import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { forgetSynonyms } from "../../search/synonyms.server.ts";
import { Button } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { Pager } from "../components/pager.tsx";
import { PostForm } from "../components/post-form.tsx";
import { TextInput } from "../components/text-input.tsx";
import { requireMember, requireWriter } from "../domain/accounts/viewer.server.ts";
import { authorize } from "../domain/permissions.ts";
import { refusePrivateIn } from "../domain/private-values/settle-form.server.ts";
import { addSynonym } from "../domain/searches/change-synonyms.server.ts";
import { synonymInput } from "../domain/searches/input.ts";
import { SYNONYM_LENGTH_MAX, SYNONYMS_MAX } from "../domain/searches/search.ts";
import { listSynonyms } from "../domain/searches/synonyms.server.ts";
import { useT } from "../i18n/use-t.tsx";
import { type FormAnswer, handleAction, handleLoader, parseForm } from "../platform/http.server.ts";

const GROUPS_A_PAGE = 50;

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const all = await listSynonyms(await requireMember(request));
    const pages = Math.max(1, Math.ceil(all.length / GROUPS_A_PAGE));
    const asked = Number(new URL(request.url).searchParams.get("page"));
    const page = Number.isInteger(asked) && asked >= 1 && asked <= pages ? asked : 1;
    return { count: all.length, page, pages, groups: all.slice((page - 1) * GROUPS_A_PAGE, page * GROUPS_A_PAGE) };
  });

export const action = ({ request }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    authorize(viewer, "settings.change", null);
    const input = parseForm(synonymInput, form);
    await refusePrivateIn(viewer, input, ["typed", "words"]);
    await addSynonym(viewer, input);
    forgetSynonyms();
    return "/admin/synonyms";
  });

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("synonyms.title"), isUnlisted: true }));

type Loaded = typeof loader;
type Group = ReturnType<typeof useLoaderData<Loaded>>["groups"][number];

/** Words that a search takes for one another. */
export default function Synonyms() {
  const t = useT();
  const { groups, count, page, pages } = useLoaderData<Loaded>();
  const answer = useActionData<FormAnswer>();
  return (
    <PageLayout width="text" title={t("synonyms.title")} lead={t("synonyms.lead")}>
      <Card title={t("synonyms.add.title")} aside={t("synonyms.count", { count, most: SYNONYMS_MAX })}>
        <PostForm answer={answer?.typed.group ? undefined : answer} action="/admin/synonyms">
          <Fields />
          <Button icon="plus" variant="primary">
            {t("synonyms.add")}
          </Button>
        </PostForm>
      </Card>
      {groups.length === 0 ? (
        <EmptyState icon="search" title={t("synonyms.none")}>
          {t("synonyms.none.text")}
        </EmptyState>
      ) : (
        <ul className="synonyms">
          {groups.map((group) => (
            <SynonymRow key={group.id} group={group} />
          ))}
        </ul>
      )}
      <Pager
        newer={page > 1 ? `/admin/synonyms?page=${page - 1}` : null}
        newerLabel={t("searches.newer")}
        older={page < pages ? `/admin/synonyms?page=${page + 1}` : null}
        olderLabel={t("searches.older")}
      />
    </PageLayout>
  );
}

function Fields({ group }: { group?: Group }) {
  const t = useT();
  const idOf = (name: string) => (group ? `field-${name}-${group.id}` : undefined);
  return (
    <>
      <TextInput
        name="words"
        id={idOf("words")}
        label={t("synonyms.words")}
        hint={t("synonyms.words.hint")}
        defaultValue={group?.words.join(", ")}
      />
      <TextInput
        name="typed"
        id={idOf("typed")}
        label={t("synonyms.typed")}
        hint={t("synonyms.typed.hint")}
        defaultValue={group?.typed ?? undefined}
        maxLength={SYNONYM_LENGTH_MAX}
        optional
      />
    </>
  );
}

function SynonymRow({ group }: { group: Group }) {
  const t = useT();
  const answer = useActionData<FormAnswer>();
  const own = answer?.typed.group === String(group.id) ? answer : undefined;
  const words = group.words.join(", ");
  const name = group.typed === null ? words : t("synonyms.oneway", { typed: group.typed, words });
  return (
    <li>
      <details className="synonym" open={own !== undefined}>
        <summary>
          <span dir="auto">{name}</span>
        </summary>
        <PostForm answer={own} action={`/admin/synonyms/${group.id}`}>
          <input type="hidden" name="group" value={group.id} />
          <Fields group={group} />
          <Button aria-label={`${t("synonyms.save")}: ${name}`}>{t("synonyms.save")}</Button>
        </PostForm>
        <form method="post" action={`/admin/synonyms/${group.id}/removal`}>
          <Button variant="plain" icon="x" aria-label={`${t("synonyms.remove")}: ${name}`}>
            {t("synonyms.remove")}
          </Button>
        </form>
      </details>
    </li>
  );
}
