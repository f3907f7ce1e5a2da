import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Banner } from "../../components/banner.tsx";
import { Button } from "../../components/button.tsx";
import { DeskKeys } from "../../components/desk-keys.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { FormProblem } from "../../components/form-problem.tsx";
import { PageLayout } from "../../components/layouts.tsx";
import { MetaLine } from "../../components/meta-line.tsx";
import { TabNav } from "../../components/nav.tsx";
import { pageMeta } from "../../components/page-meta.ts";
import { Pager } from "../../components/pager.tsx";
import { requireMember } from "../../domain/accounts/viewer.server.ts";
import { listInboxGroups } from "../../domain/notifications/inbox.server.ts";
import { INBOX_LISTS, isInboxList } from "../../domain/notifications/inbox.ts";
import keys from "../../enhance/desk.js?url&no-inline";
import { useT } from "../../i18n/use-t.tsx";
import { beforeParam, type FormAnswer, handleLoader } from "../../platform/http.server.ts";
import { inboxPath } from "./address.ts";
import { Group } from "./group.tsx";

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    const url = new URL(request.url);
    const [before, asked] = [beforeParam(url), url.searchParams.get("view")];
    const list = isInboxList(asked) ? asked : "all";
    const { groups, next } = await listInboxGroups(viewer, list, before);
    return {
      list,
      groups,
      next,
      before: before ?? null,
      canMarkAll: viewer.unread > 0 && groups.length > 0 && !before,
      readAt: Number(url.searchParams.get("read")) || null,
      now: new Date(),
    };
  });

export type Loaded = typeof loader;

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("notifications.title"), isUnlisted: true }));

/** What the viewer was told, by what it is about, the newest first. */
export default function Notifications() {
  const t = useT();
  const { list, groups, next, before } = useLoaderData<Loaded>();
  const answer = useActionData<FormAnswer>();
  return (
    <PageLayout title={t("notifications.title")} width="text" actions={<MarkAllRead />} lead={<Ways />}>
      {answer ? <FormProblem problem={answer.problem} /> : null}
      <Undo />
      <Lists />
      {groups.length === 0 ? (
        <EmptyState icon="bell" title={t(`notifications.none.${list}`)}>
          {t(`notifications.none.${list}.text`)}
        </EmptyState>
      ) : (
        <>
          <ul className="notices">
            {groups.map((group) => (
              <Group key={group.about} group={group} />
            ))}
          </ul>
          <DeskKeys on="notices" />
          <script type="module" src={keys} />
        </>
      )}
      <Pager newer={before ? inboxPath(list) : null} older={next ? inboxPath(list, next) : null} />
    </PageLayout>
  );
}

/** Where to say what is told, and how. */
function Ways() {
  const t = useT();
  return (
    <MetaLine>
      <a href="/watches">{t("watches.title")}</a>
      <a href="/notifications/preferences">{t("preferences.title")}</a>
    </MetaLine>
  );
}

function Lists() {
  const t = useT();
  const { list } = useLoaderData<Loaded>();
  const items = INBOX_LISTS.map((one) => ({
    href: inboxPath(one),
    label: t(`notifications.list.${one}`),
    isCurrent: one === list,
  }));
  return <TabNav label={t("notifications.lists")} items={items} />;
}

/** All of the list that is shown; what comes meanwhile stays unread. */
function MarkAllRead() {
  const t = useT();
  const { list, groups, canMarkAll } = useLoaderData<Loaded>();
  if (!canMarkAll) return null;
  return (
    <form method="post" action="/notifications/read">
      <input type="hidden" name="view" value={list} />
      <input type="hidden" name="upTo" value={groups[0]?.id} />
      <Button size="small" icon="check">
        {t("notifications.read_all")}
      </Button>
    </form>
  );
}

/** What has just been marked as read can be had back. */
function Undo() {
  const t = useT();
  const { readAt, list, before } = useLoaderData<Loaded>();
  if (!readAt) return null;
  const undo = (
    <form method="post" action="/notifications/read">
      <input type="hidden" name="is" value="off" />
      <input type="hidden" name="at" value={readAt} />
      <input type="hidden" name="view" value={list} />
      {before ? <input type="hidden" name="before" value={before} /> : null}
      <Button size="small" icon="undo-2">
        {t("notifications.undo")}
      </Button>
    </form>
  );
  return <Banner tone="success" role="status" title={t("notifications.marked")} actions={undo} />;
}
