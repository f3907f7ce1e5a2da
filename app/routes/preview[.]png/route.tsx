import type { LoaderFunctionArgs } from "@remix-run/node";
import { siteSettings } from "../../domain/settings/settings.server.ts";
import { handleLoader } from "../../platform/http.server.ts";
import { answerPreview, shownWords } from "./preview.server.tsx";

/** The picture of every page that has none of its own. */
export const loader = (asked: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const { siteName } = await siteSettings();
    return answerPreview(asked, (t) => ({ kind: t("preview.site"), tone: "company", ...shownWords(siteName) }));
  });
