import { useLoaderData } from "@remix-run/react";
import { Button, ButtonLink } from "../../components/button.tsx";
import { useT } from "../../i18n/use-t.tsx";
import type { ThreadPage } from "./load.server.ts";

/** "Happens to me too": counted, and told of the outcome. */
export function AffectedButton() {
  const t = useT();
  const { thread, may } = useLoaderData<ThreadPage>();
  if (may.isVisitor) {
    return (
      <ButtonLink href={`/login?redirectTo=/threads/${thread.id}`} icon="users">
        {t("thread.me_too")}
      </ButtonLink>
    );
  }
  if (!may.join) return null;
  return (
    <form method="post" action={`/threads/${thread.id}/affected`} className="row">
      <Button
        icon={may.isAffected ? "check" : "users"}
        name="is"
        value={may.isAffected ? "off" : "on"}
        aria-pressed={may.isAffected}
      >
        {t("thread.me_too")}
      </Button>
      {may.isAffected ? <span className="small soft">{t("thread.me_too.joined")}</span> : null}
    </form>
  );
}
