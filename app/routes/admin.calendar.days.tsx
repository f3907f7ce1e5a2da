import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { addSpecialDays } from "../domain/calendars/change-calendar.server.ts";
import { daysInCalendarFile } from "../domain/calendars/ical.server.ts";
import { can } from "../domain/permissions.ts";
import { refusePrivateIn } from "../domain/private-values/settle-form.server.ts";
import { Invalid, NotFound } from "../platform/errors.ts";
import { handleAction } from "../platform/http.server.ts";

export { default, loader, meta } from "./admin.calendar._index/route.tsx";

const LARGEST_FILE = 1_000_000;

/** Adds the days of a calendar file, such as a country's public holidays. */
export const action = ({ request }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    if (!can(viewer, "settings.change", null)) throw new NotFound();
    const file = form.get("file");
    if (!(file instanceof File) || file.size === 0) throw new Invalid("invalid_form", { file: "required" });
    if (file.size > LARGEST_FILE) throw new Invalid("invalid_form", { file: "too_long" });
    const days = daysInCalendarFile(await file.text(), new Date());
    await refusePrivateIn(viewer, { file: days.map(({ name }) => name) }, ["file"]);
    await addSpecialDays(viewer, days);
    return "/admin/calendar";
  });
