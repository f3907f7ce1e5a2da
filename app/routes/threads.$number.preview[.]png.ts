import type { LoaderFunctionArgs } from "@remix-run/node";
import { visitor } from "../domain/accounts/viewer.ts";
import { readThread } from "../domain/threads/read-thread.server.ts";
import { handleLoader, idParam } from "../platform/http.server.ts";
import { answerPreview, shownWords } from "./preview[.]png/preview.server.tsx";

/** The picture of a thread that anybody may read; of any other there is none, for nobody. */
export const loader = (asked: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const { title, categoryName, state } = await readThread(visitor(), idParam(asked.params.number));
    const tone = state === "solved" ? "solved" : "open";
    return answerPreview(asked, (t) => ({ kind: t(`preview.${state}`), tone, ...shownWords(title, categoryName) }));
  });
