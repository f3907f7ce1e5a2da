import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { z } from "zod";
import { chooseLanguage } from "../domain/accounts/profile.server.ts";
import { isTimeZone } from "../domain/accounts/time-zone.ts";
import { viewerOf } from "../domain/accounts/viewer.server.ts";
import { locales } from "../i18n/locales.ts";
import { handleAction, localPath, parseForm } from "../platform/http.server.ts";

const YEAR = 365 * 24 * 3600;

const preferences = z.object({
  locale: z.enum(locales).optional(),
  theme: z.enum(["auto", "light", "dark"]).optional(),
  tz: z.string().refine(isTimeZone, "invalid_value").optional(),
});

export const loader = () => redirect("/");

/**
 * Keeps a visitor's choices in cookies that hold no secret; pages for everybody are kept apart by them. Who has an account
 * has their language there.
 */
export const action = ({ request }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const headers = new Headers();
    const chosen = parseForm(preferences, form);
    const viewer = await viewerOf(request);
    if (chosen.locale && viewer.kind !== "visitor") await chooseLanguage(viewer, chosen.locale);
    for (const [name, value] of Object.entries(chosen)) {
      if (value)
        headers.append("Set-Cookie", `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${YEAR}; SameSite=Lax`);
    }
    return redirect(localPath(form.get("redirectTo")), { headers, status: 303 });
  });
