import type { Viewer } from "../../domain/accounts/viewer.ts";
import { ticketTopic } from "../../domain/tickets/desk-version.server.ts";
import { colleagues } from "../../domain/tickets/presence.ts";
import { defaultLocale, isLocale } from "../../i18n/locales.ts";
import { translator } from "../../i18n/translate.ts";
import { presentAt } from "../../platform/presence.server.ts";

const NAMES_MAX = 3;

/** Who else is on a ticket, in words for this viewer; as JSON, since a stream says nothing of nothing. */
export function presentSight(viewer: Viewer, ticketId: number): string {
  const { locale, timeZone } = viewer;
  const t = translator(isLocale(locale) ? locale : defaultLocale, timeZone);
  const others = colleagues(presentAt(ticketTopic(ticketId)), viewer.id);
  const words = others.slice(0, NAMES_MAX).map(({ name, doing }) => t(`presence.${doing}`, { name: isolated(name) }));
  const count = others.length - words.length;
  return JSON.stringify([...words, ...(count > 0 ? [t("presence.more", { count })] : [])].join(" · "));
}

/** A name of another direction of writing turns nothing around. */
const isolated = (name: string) => `\u2068${name}\u2069`;
