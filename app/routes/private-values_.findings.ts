import type { ActionFunctionArgs } from "@remix-run/node";
import { viewerOf } from "../domain/accounts/viewer.server.ts";
import { type Detection, privateValuesIn } from "../domain/private-values/detect.server.ts";
import { identifiersIn } from "../domain/private-values/identifier.ts";
import { detectionFor } from "../domain/private-values/identifiers.server.ts";
import { maskOf, PRIVATE_TEXTS } from "../domain/private-values/private-value.ts";
import { keyOf, mustMove } from "../domain/private-values/settle.server.ts";
import { BODY_MAX } from "../domain/threads/thread.ts";
import { defaultLocale, isLocale } from "../i18n/locales.ts";
import { type Translate, translator } from "../i18n/translate.ts";
import { NotFound } from "../platform/errors.ts";
import { asResponse, handleScriptAction } from "../platform/http.server.ts";
import { limit } from "../platform/rate-limit.server.ts";

/** Nothing is kept of what is looked through. */
export const loader = () => {
  throw asResponse(new NotFound());
};

/** What looks private in a form that is being written, for the composer's script. */
export const action = ({ request, context }: ActionFunctionArgs) =>
  handleScriptAction({ request }, async (form) => {
    const viewer = await viewerOf(request);
    await limit("find_private", [context.clientAddress, viewer.id ? `account:${viewer.id}` : ""]);
    const t = translator(isLocale(viewer.locale) ? viewer.locale : defaultLocale, viewer.timeZone);
    const texts = PRIVATE_TEXTS.map((field) => ({ field, text: String(form.get(field) ?? "").slice(0, BODY_MAX) }));
    const purpose = PURPOSES[String(form.get("audience"))];
    const detection = { ...(await detectionFor(viewer)), purpose };
    const all = await Promise.all(texts.map(({ field, text }) => placesIn(field, text, { t, detection })));
    const found = { places: all.flatMap(({ places }) => places), warnings: all.flatMap(({ warnings }) => warnings) };
    return Response.json(found, { headers: { "Cache-Control": "private, no-store" } });
  });

const PURPOSES: Record<string, Detection["purpose"]> = { requester: "response", desk: "note" };

interface By {
  t: Translate;
  detection: Detection;
}

async function placesIn(field: string, text: string, { t, detection }: By) {
  const found = await privateValuesIn(text, detection);
  const places = found.map(({ start, end, kind }) => {
    const value = text.slice(start, end);
    const says = t("private.looks_like", { name: t(`private.kind.${kind}`), mask: maskOf(kind, value) });
    return { field, start, end, kind, text: value, key: keyOf(kind, value), says, mustMove: mustMove(kind, detection) };
  });
  const mistyped = identifiersIn(text, detection.finders).filter(({ isRight }) => !isRight);
  const warnings = mistyped.map(({ start, end, identifier }) =>
    t("private.mistyped", { name: identifier.name, value: text.slice(start, end) }),
  );
  return { places, warnings };
}
