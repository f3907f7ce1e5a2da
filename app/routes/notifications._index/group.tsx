import { useLoaderData } from "@remix-run/react";
import { Icon } from "../../components/icon.tsx";
import { IconButton } from "../../components/icon-button.tsx";
import type { IconName } from "../../components/icons.ts";
import { Time } from "../../components/time.tsx";
import { shownUnread } from "../../domain/accounts/viewer.ts";
import { isAllReplies } from "../../domain/notifications/inbox.ts";
import { notices, type Subject } from "../../domain/notifications/notification.ts";
import { useT } from "../../i18n/use-t.tsx";
import type { Loaded } from "./route.tsx";

type GroupData = ReturnType<typeof useLoaderData<Loaded>>["groups"][number];
type NoticeData = GroupData["notices"][number];

const icons: Record<Subject, IconName> = {
  thread: "messages-square",
  request: "lock",
  ticket: "lock",
  talk: "lock",
  grant: "users",
  draft: "file-text",
  answer: "badge-check",
};

/** Who else reads what a private notice is about. */
const audiences = { request: "private.requester", ticket: "private.staff" } as const;

/** All there is about one thread, case or answer: a sentence, and each by itself behind it. */
export function Group({ group }: { group: GroupData }) {
  const t = useT();
  const { now } = useLoaderData<Loaded>();
  const { kind, unread, at } = group;
  const { about } = notices[kind];
  const audience = about === "request" || about === "ticket" ? audiences[about] : undefined;
  return (
    <li className={`notice ${audience ? "notice-private" : ""} ${unread > 0 ? "notice-unread" : ""}`} data-row>
      <Icon name={icons[about]} label={audience && t(audience)} />
      <div className="notice-text">
        <Headline group={group} />
        <span className="notice-time">
          <Time at={at} now={now} />
        </span>
        <Each group={group} />
      </div>
      <MarkGroup group={group} />
    </li>
  );
}

/** Leads to the first that was not read yet. */
function Headline({ group }: { group: GroupData }) {
  const t = useT();
  const { title, unread, notices } = group;
  const first = notices.findLast(({ isRead }) => !isRead) ?? notices[0];
  if (title === null || !first) return <span className="soft">{t("notifications.gone")}</span>;
  const count = shownUnread(unread);
  return (
    <a href={`/notifications/${first.id}`} dir="auto">
      {unread > 0 ? <span className="unseen">{t("notifications.unread")} </span> : null}
      {unread > 1
        ? t(isAllReplies(group) ? "notifications.replies" : "notifications.news", { count, title })
        : t(`notice.${first.kind}`, { title: first.title, actor: first.actor })}
    </a>
  );
}

function Each({ group: { title, notices } }: { group: GroupData }) {
  const t = useT();
  if (notices.length < 2 || title === null) return null;
  return (
    <details className="notice-each">
      <summary>{t("notifications.each")}</summary>
      <ul>
        {notices.map((notice) => (
          <Single key={notice.id} notice={notice} />
        ))}
      </ul>
    </details>
  );
}

function Single({ notice: { id, kind, title, actor, at, isRead } }: { notice: NoticeData }) {
  const t = useT();
  const { now } = useLoaderData<Loaded>();
  return (
    <li className={isRead ? undefined : "notice-each-unread"}>
      <a href={`/notifications/${id}`} dir="auto">
        {isRead ? null : <span className="unseen">{t("notifications.unread")} </span>}
        {t(`notice.${kind}`, { title, actor })}
      </a>
      <span className="notice-time">
        <Time at={at} now={now} />
      </span>
      <Mark isRead={isRead} fields={{ notice: id }} />
    </li>
  );
}

/** Read, all of it; or not, its newest. */
function MarkGroup({ group: { about, id, unread } }: { group: GroupData }) {
  return unread > 0 ? <Mark isRead={false} fields={{ about, upTo: id }} /> : <Mark isRead fields={{ notice: id }} />;
}

function Mark({ isRead, fields }: { isRead: boolean; fields: Record<string, string | number> }) {
  const t = useT();
  const { list, before } = useLoaderData<Loaded>();
  const hidden = { is: isRead ? "off" : "on", view: list, ...(before ? { before } : {}), ...fields };
  return (
    <form method="post" action="/notifications/read" className="notice-mark">
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <IconButton
        size="small"
        icon={isRead ? "circle-dot" : "check"}
        label={t(isRead ? "notifications.mark_unread" : "notifications.mark_read")}
        data-mark
      />
    </form>
  );
}
