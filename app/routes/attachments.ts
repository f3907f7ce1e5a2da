import type { ActionFunctionArgs } from "@remix-run/node";
import { errorText } from "../components/form-answer.tsx";
import { viewerOf } from "../domain/accounts/viewer.server.ts";
import { readFormWithFiles } from "../domain/attachments/read-form.server.ts";
import { defaultLocale, isLocale } from "../i18n/locales.ts";
import { type Translate, translator } from "../i18n/translate.ts";
import { NotFound } from "../platform/errors.ts";
import { asResponse, type FormAnswer, handleAction } from "../platform/http.server.ts";

/** Nothing to read: files have addresses of their own. */
export const loader = () => {
  throw asResponse(new NotFound());
};

/** Takes files while a text is being written; its form names them when it is sent. For scripts: answers with JSON. */
export const action = async ({ request }: ActionFunctionArgs) => {
  const answer = await handleAction({ request, read: readFormWithFiles }, async (form) =>
    Response.json({ attachments: String(form.get("attachments") ?? "") }),
  );
  if (answer instanceof Response) return answer;
  const viewer = await viewerOf(request);
  const t = translator(isLocale(viewer.locale) ? viewer.locale : defaultLocale, viewer.timeZone);
  const message = messageOf(answer.data as FormAnswer, t);
  return Response.json({ message }, { status: answer.init?.status ?? 422 });
};

function messageOf({ problem }: FormAnswer, t: Translate) {
  return errorText(t, problem.fields?.attachments ?? problem.code, problem.values);
}
