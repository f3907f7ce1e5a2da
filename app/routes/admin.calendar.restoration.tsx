import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { restoreCalendar } from "../domain/calendars/change-calendar.server.ts";
import { id } from "../domain/text.ts";
import { handleAction, parseForm } from "../platform/http.server.ts";

export { default, loader, meta } from "./admin.calendar._index/route.tsx";

const restored = z.object({ restored: id });

/** Puts an earlier calendar in force again. */
export const action = ({ request }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    await restoreCalendar(await requireWriter(request), parseForm(restored, form).restored);
    return "/admin/calendar";
  });
