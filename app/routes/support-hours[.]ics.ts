import type { LoaderFunctionArgs } from "@remix-run/node";
import { currentCalendar } from "../domain/calendars/calendars.server.ts";
import { calendarFile } from "../domain/calendars/ical.server.ts";
import { siteSettings } from "../domain/settings/settings.server.ts";
import { defaultLocale } from "../i18n/locales.ts";
import { translator } from "../i18n/translate.ts";
import { handleLoader } from "../platform/http.server.ts";

/** Support hours of the coming year, to be subscribed to by a calendar. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const [calendar, { siteName }] = await Promise.all([currentCalendar(), siteSettings()]);
    const t = translator(defaultLocale, calendar.timeZone);
    const file = calendarFile({
      calendar,
      title: t("hours.file", { siteName }),
      closed: t("hours.file.closed", { siteName }),
      host: new URL(request.url).hostname,
      now: new Date(),
    });
    return new Response(file, {
      headers: { "Content-Type": "text/calendar; charset=utf-8", "Cache-Control": "public, max-age=3600" },
    });
  });
