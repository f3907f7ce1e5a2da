import type { ActionFunctionArgs } from "@remix-run/node";
import { errorText } from "../components/form-answer.tsx";
import { viewerOf } from "../domain/accounts/viewer.server.ts";
import { keptFiles } from "../domain/attachments/attachment.ts";
import { readFormWithFiles } from "../domain/attachments/read-form.server.ts";
import { isHiddenInName } from "../domain/private-values/private-value.ts";
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
  const answer = await handleAction({ request, read: readFormWithFiles }, async (form) => {
    const attachments = String(form.get("attachments") ?? "");
    const isHidden = keptFiles(attachments).some(({ name }) => isHiddenInName(name));
    const message = isHidden ? (await speaking(request))("attachments.hidden") : undefined;
    return Response.json({ attachments, message });
  });
  if (answer instanceof Response) return answer;
  const message = messageOf(answer.data as FormAnswer, await speaking(request));
  return Response.json({ message }, { status: answer.init?.status ?? 422 });
};

async function speaking(request: Request): Promise<Translate> {
  const { locale, timeZone } = await viewerOf(request);
  return translator(isLocale(locale) ? locale : defaultLocale, timeZone);
}

function messageOf({ problem }: FormAnswer, t: Translate) {
  return errorText(t, problem.fields?.attachments ?? problem.code, problem.values);
}
