import { shownUnread, type Viewer } from "../../domain/accounts/viewer.ts";
import { defaultLocale, isLocale } from "../../i18n/locales.ts";
import { translator } from "../../i18n/translate.ts";

/** Whether a page of theirs has a bell. */
export const hasBell = ({ kind }: Viewer) => kind === "member" || kind === "staff";

/** What a stream is told by when they have been: who has asked without their name is told under it. */
export const inboxTopic = ({ id, ownerId }: Viewer) => `account ${ownerId ?? id}`;

/** What the bell shows and says, for the script that keeps it right. */
export function unreadSight({ unread, locale, timeZone }: Viewer): string {
  const t = translator(isLocale(locale) ? locale : defaultLocale, timeZone);
  return JSON.stringify({ shown: shownUnread(unread), label: t("shell.notifications", { count: unread }) });
}
