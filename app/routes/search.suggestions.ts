import type { LoaderFunctionArgs } from "@remix-run/node";
import { type Suggestion, suggestPublic } from "../../search/search.server.ts";
import { viewerOf } from "../domain/accounts/viewer.server.ts";
import { tidy } from "../domain/text.ts";
import { defaultLocale, isLocale } from "../i18n/locales.ts";
import { type Translate, translator } from "../i18n/translate.ts";
import { handleLoader } from "../platform/http.server.ts";
import { limit } from "../platform/rate-limit.server.ts";

const LONGEST = 200;

/** What somebody who is typing may be looking for, for the search field's script. Nothing of it is kept. */
export const loader = ({ request, context }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const typed = tidy((new URL(request.url).searchParams.get("q") ?? "").slice(0, LONGEST));
    const viewer = await viewerOf(request);
    await limit("suggest", [context.clientAddress, viewer.id ? `account:${viewer.id}` : ""]);
    const t = translator(isLocale(viewer.locale) ? viewer.locale : defaultLocale, viewer.timeZone);
    const found = typed.trim() === "" ? [] : await suggestPublic(viewer, typed);
    const suggestions = found.map((one) => ({ href: one.href, title: one.title, kind: kindOf(one, t) }));
    return Response.json(
      { suggestions, status: t("search.suggestions.count", { count: suggestions.length }) },
      { headers: { "Cache-Control": "private, no-store" } },
    );
  });

const kindOf = ({ kind, isSolved }: Suggestion, t: Translate) =>
  t(`search.suggestions.${kind === "answer" ? "answer" : isSolved ? "solved" : "open"}`);
