import { useLoaderData } from "@remix-run/react";
import { Button, ButtonLink } from "../../components/button.tsx";
import { Time } from "../../components/time.tsx";
import { useT } from "../../i18n/use-t.tsx";
import type { AskPage } from "./load.server.ts";

/** What was begun before: a member's from the server, anybody's from this browser, which the script fills in. */
export function Drafts() {
  const t = useT();
  const { drafts } = useLoaderData<AskPage>();
  return (
    <section className="ask-drafts" data-ask-drafts="" hidden={drafts.length === 0} aria-labelledby="drafts">
      <h2 id="drafts">{t("ask.drafts")}</h2>
      <ul>
        {drafts.map(({ key, title, at }) => (
          <li key={key} className="ask-draft">
            <span dir="auto">{title}</span> <Time at={at} />
            <ButtonLink size="small" href={`/threads/new?draft=${key}`}>
              {t("ask.drafts.continue")}
            </ButtonLink>
            <form method="post" action="/threads/new/draft">
              <input type="hidden" name="draft" value={key} />
              <Button size="small" variant="plain" name="is" value="off">
                {t("ask.drafts.discard")}
              </Button>
            </form>
          </li>
        ))}
        <li className="ask-draft" hidden data-ask-draft="">
          <span dir="auto" />
          <Button type="button" size="small" data-restore="">
            {t("ask.drafts.continue")}
          </Button>
          <Button type="button" size="small" variant="plain" data-discard="">
            {t("ask.drafts.discard")}
          </Button>
        </li>
      </ul>
    </section>
  );
}
