import { useLoaderData } from "@remix-run/react";
import { ButtonLink } from "../../components/button.tsx";
import type { IconName } from "../../components/icons.ts";
import { FilterNav } from "../../components/nav.tsx";
import { INBOX_VIEWS, type InboxView } from "../../domain/tickets/inbox.ts";
import { useT } from "../../i18n/use-t.tsx";
import type { InboxPage } from "./load.server.ts";

const icons: Record<InboxView, IconName> = {
  mine: "user-round",
  unassigned: "inbox",
  open: "list",
  waiting: "hourglass",
  snoozed: "clock",
};

interface OpenView {
  href: string;
  title: string;
  icon: IconName;
  none: string;
  noneText: string;
}

/** The view that is open: one of the desk's own, or a saved one. */
export function useOpenView(): OpenView | null {
  const t = useT();
  const { inbox } = useLoaderData<InboxPage>();
  if (inbox?.open) {
    const { id, name } = inbox.open;
    const none = { none: t("view.none"), noneText: t("view.none.text") };
    return { href: `/staff?view=${id}`, title: name, icon: "list", ...none };
  }
  if (!inbox?.view) return null;
  const { view } = inbox;
  const none = { none: t(`inbox.none.${view}`), noneText: t(`inbox.none.${view}.text`) };
  return { href: `/staff?view=${view}`, title: t(`inbox.view.${view}`), icon: icons[view], ...none };
}

/** All views with how much is in them; those that somebody saved below the desk's own. */
export function Views() {
  const t = useT();
  const { inbox, asked } = useLoaderData<InboxPage>();
  const own = INBOX_VIEWS.filter((view) => view !== "snoozed" || inbox?.counts.snoozed || inbox?.view === view);
  const items = own.map((view) => ({
    href: `/staff?view=${view}`,
    label: t(`inbox.view.${view}`),
    icon: icons[view],
    count: inbox?.counts[view],
    isCurrent: inbox?.view === view,
  }));
  const inside = { href: "/staff/asked", label: t("talk.asked"), icon: "messages-square" as const, count: asked };
  const saved = (inbox?.saved ?? []).map(({ id, name, isShared, count }) => ({
    href: `/staff?view=${id}`,
    label: name,
    icon: isShared ? ("users" as const) : ("tag" as const),
    count,
    isCurrent: inbox?.open?.id === id,
  }));
  return (
    <>
      <FilterNav label={t("inbox.views")} items={[...items, inside, ...saved]} />
      <p className="inbox-views-more">
        <a href="/staff/views">{t("view.manage")}</a>
      </p>
    </>
  );
}

/** Nothing of one's own to do: there may be something nobody has. */
export function OtherView() {
  const t = useT();
  const { inbox } = useLoaderData<InboxPage>();
  const other: InboxView = inbox?.view === "mine" && inbox.counts.unassigned ? "unassigned" : "open";
  if (inbox?.view === other || !inbox?.counts[other]) return null;
  return <ButtonLink href={`/staff?view=${other}`}>{t(`inbox.go.${other}`)}</ButtonLink>;
}
