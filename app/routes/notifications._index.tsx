import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Button } from "../components/button.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { Icon } from "../components/icon.tsx";
import type { IconName } from "../components/icons.ts";
import { PageLayout } from "../components/layouts.tsx";
import { MetaLine } from "../components/meta-line.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { Pager } from "../components/pager.tsx";
import { Time } from "../components/time.tsx";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { notices, type Subject } from "../domain/notifications/notification.ts";
import { listNotices } from "../domain/notifications/notifications.server.ts";
import { useT } from "../i18n/use-t.tsx";
import { beforeParam, handleLoader } from "../platform/http.server.ts";

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    const before = beforeParam(new URL(request.url));
    const { notices, next } = await listNotices(viewer, before);
    return { notices, next, isFirst: before === undefined, now: new Date() };
  });

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("notifications.title"), isUnlisted: true }));

/** What the viewer was told, newest first. */
export default function Notifications() {
  const t = useT();
  const { notices, next, isFirst } = useLoaderData<typeof loader>();
  return (
    <PageLayout title={t("notifications.title")} width="text" actions={<MarkAllRead />} lead={<Ways />}>
      {notices.length === 0 ? (
        <EmptyState icon="bell" title={t("notifications.none")}>
          {t("notifications.none.text")}
        </EmptyState>
      ) : (
        <ul className="notices">
          {notices.map((notice) => (
            <NoticeRow key={notice.id} notice={notice} />
          ))}
        </ul>
      )}
      <Pager newer={isFirst ? null : "/notifications"} older={next ? `/notifications?before=${next}` : null} />
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

function MarkAllRead() {
  const t = useT();
  const { notices } = useLoaderData<typeof loader>();
  if (notices.every(({ isRead }) => isRead)) return null;
  return (
    <form method="post" action="/notifications/read">
      <Button size="small" icon="check">
        {t("notifications.read_all")}
      </Button>
    </form>
  );
}

const icons: Record<Subject, IconName> = {
  thread: "messages-square",
  request: "lock",
  ticket: "lock",
  draft: "file-text",
  answer: "badge-check",
};

/** Who else reads what a private notice is about. */
const audiences = { request: "private.requester", ticket: "private.staff" } as const;

type Row = ReturnType<typeof useLoaderData<typeof loader>>["notices"][number];

function NoticeRow({ notice: { id, kind, title, actor, at, isRead } }: { notice: Row }) {
  const t = useT();
  const { now } = useLoaderData<typeof loader>();
  const { about } = notices[kind];
  const audience = about === "request" || about === "ticket" ? audiences[about] : undefined;
  return (
    <li className={`notice ${audience ? "notice-private" : ""} ${isRead ? "" : "notice-unread"}`}>
      <Icon name={icons[about]} label={audience && t(audience)} />
      <div className="notice-text">
        {title === null ? (
          <span className="soft">{t("notifications.gone")}</span>
        ) : (
          <a href={`/notifications/${id}`} dir="auto">
            {isRead ? null : <span className="unseen">{t("notifications.unread")} </span>}
            {t(`notice.${kind}`, { title, actor })}
          </a>
        )}
        <span className="notice-time">
          <Time at={at} now={now} />
        </span>
      </div>
    </li>
  );
}
