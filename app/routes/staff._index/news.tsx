import { useLoaderData } from "@remix-run/react";
import { Banner } from "../../components/banner.tsx";
import { Button } from "../../components/button.tsx";
import { errorText } from "../../components/form-answer.tsx";
import type { DeedView } from "../../domain/tickets/bulk.ts";
import type { Translate } from "../../i18n/translate.ts";
import { useT } from "../../i18n/use-t.tsx";
import type { InboxPage } from "./load.server.ts";
import { useOpenView } from "./views-nav.tsx";

/** What the viewer has sent and did not go out: nobody finds out by chance. */
export function Unsent() {
  const t = useT();
  const { unsent } = useLoaderData<InboxPage>();
  return unsent.length > 0 ? (
    <Banner tone="warning" title={t("inbox.unsent", { count: unsent.length })}>
      <p>{t("inbox.unsent.text")}</p>
      <ul>
        {unsent.map(({ number, subject }) => (
          <li key={number}>
            <a href={`/staff/tickets/${number}#write`} dir="auto">
              #{number} {subject}
            </a>
          </li>
        ))}
      </ul>
    </Banner>
  ) : null;
}

/** What became of what was done to many tickets: to how many, to which not and why; and the way back. */
export function Deed() {
  const t = useT();
  const { deed } = useLoaderData<InboxPage>();
  const open = useOpenView();
  if (!deed) return null;
  return (
    <div role="status" tabIndex={-1} data-focus="">
      <Banner tone={deed.refused.length > 0 || !deed.isFinished ? "warning" : "success"} title={titleOf(t, deed)}>
        {deed.refused.length > 0 ? (
          <>
            <p>{t(deed.isUndone ? "deed.not_undone" : "deed.refused", { count: deed.refused.length })}</p>
            <ul>
              {deed.refused.map(({ ticketId, subject, code }) => (
                <li key={ticketId}>
                  <a href={`/staff/tickets/${ticketId}`} dir="auto">
                    #{ticketId} {subject}
                  </a>
                  : {errorText(t, code)}
                </li>
              ))}
            </ul>
          </>
        ) : null}
        {deed.isFinished || deed.isUndone ? null : <p>{t("deed.unfinished")}</p>}
        {deed.isUndoable ? (
          <form method="post" action={`/staff/deeds/${deed.id}/undoing?view=${open?.href.split("=")[1] ?? ""}`}>
            <Button size="small" icon="undo-2">
              {t("deed.undo")}
            </Button>
          </form>
        ) : null}
      </Banner>
    </div>
  );
}

function titleOf(t: Translate, { isUndone, kind, value, doneCount: count }: DeedView): string {
  if (isUndone) return t("deed.undone");
  switch (kind) {
    case "assign":
      return t("deed.assign", { count, name: value });
    case "put_back":
      return t("deed.put_back", { count });
    case "prioritise":
      return t("deed.prioritise", { count, priority: value });
  }
}
