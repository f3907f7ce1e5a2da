import { publishedHours } from "../domain/calendars/published-hours.server.ts";
import { handleLoader } from "../platform/http.server.ts";

const DAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** Support hours for programs; times of day are local to `timeZone`. */
export const loader = () =>
  handleLoader(async () => {
    const { week, ...hours } = await publishedHours(new Date());
    const weekly = Object.fromEntries(week.map(({ weekday, periods }) => [DAYS[weekday], periods]));
    return Response.json({ ...hours, weekly }, { headers: { "Cache-Control": "public, max-age=60" } });
  });
