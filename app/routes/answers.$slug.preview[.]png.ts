import type { LoaderFunctionArgs } from "@remix-run/node";
import { visitor } from "../domain/accounts/viewer.ts";
import { findPublished } from "../domain/answers/answers.server.ts";
import { NotFound } from "../platform/errors.ts";
import { handleLoader, nameParam } from "../platform/http.server.ts";
import { answerPreview, shownWords } from "./preview[.]png/preview.server.tsx";

/** The picture of an answer that anybody may read. */
export const loader = (asked: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const answer = await findPublished(visitor(), nameParam(asked.params.slug));
    if (!answer) throw new NotFound();
    return answerPreview(asked, (t) => ({ kind: t("preview.answer"), tone: "company", ...shownWords(answer.title) }));
  });
