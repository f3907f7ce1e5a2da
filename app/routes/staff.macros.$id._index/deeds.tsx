import { useLoaderData } from "@remix-run/react";
import { Button } from "../../components/button.tsx";
import { useT } from "../../i18n/use-t.tsx";
import type { loadMacro } from "./load.server.ts";

/** What can be done with it as it stands, each with one press and each to be taken back. */
export function Deeds() {
  const t = useT();
  const { id, draft, approved, retiredAt, may } = useLoaderData<typeof loadMacro>().macro;
  const isInReview = draft?.submittedAt != null;
  return (
    <div className="row">
      {may.write && draft && !isInReview ? (
        <form method="post" action={`/staff/macros/${id}/submission`}>
          <Button variant="primary" icon="send" name="is" value="on">
            {t("macros.submit")}
          </Button>
        </form>
      ) : null}
      {draft?.isMine && isInReview ? (
        <form method="post" action={`/staff/macros/${id}/submission`}>
          <Button icon="undo-2" name="is" value="off">
            {t("review.take_back")}
          </Button>
        </form>
      ) : null}
      {may.write && approved && !draft && !retiredAt ? (
        <form method="post" action={`/staff/macros/${id}/renewal`}>
          <Button>{t("macros.renew")}</Button>
        </form>
      ) : null}
      {may.approve && approved ? (
        <form method="post" action={`/staff/macros/${id}/retirement`}>
          <Button variant="plain" name="is" value={retiredAt ? "off" : "on"}>
            {t(retiredAt ? "macros.restore" : "macros.retire")}
          </Button>
        </form>
      ) : null}
    </div>
  );
}
