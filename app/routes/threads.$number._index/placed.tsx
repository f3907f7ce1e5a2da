import { useLoaderData, useLocation } from "@remix-run/react";
import { Banner } from "../../components/banner.tsx";
import { ButtonLink } from "../../components/button.tsx";
import { useT } from "../../i18n/use-t.tsx";
import type { ThreadPage } from "./load.server.ts";

/** Right after asking, to who left the category open: where the question was put. */
export function Placed() {
  const t = useT();
  const { thread, question } = useLoaderData<ThreadPage>();
  const wasJustPlaced = new URLSearchParams(useLocation().search).has("placed");
  if (!wasJustPlaced || !question.mayEdit) return null;
  const change = (
    <ButtonLink href={`/threads/${thread.id}/edit`} size="small">
      {t("thread.placed.change")}
    </ButtonLink>
  );
  return (
    <Banner role="status" actions={change}>
      {t("thread.placed", { category: thread.category.name })}
    </Banner>
  );
}
