import { useActionData, useLoaderData } from "@remix-run/react";
import { Banner } from "../../components/banner.tsx";
import { useT } from "../../i18n/use-t.tsx";
import type { FormAnswer } from "../../platform/http.server.ts";
import type { AskPage } from "./load.server.ts";

/** For somebody who has granted it the grant goes along, by its number: whose question it is then says the grant. */
export function ForWhom() {
  const t = useT();
  const { acting, principals } = useLoaderData<AskPage>();
  const typed = useActionData<FormAnswer>()?.typed.for;
  const chosen = principals.find(({ id }) => String(id) === typed) ?? acting;
  if (chosen)
    return (
      <Banner icon="user-round-check">
        <input type="hidden" name="for" value={chosen.id} />
        {t("acting.ask.chosen", { name: chosen.name })} <a href="/threads/new">{t("acting.ask.myself")}</a>
      </Banner>
    );
  return principals.length > 0 ? (
    <p className="row small">
      {principals.map(({ id, name }) => (
        <a key={id} href={`/threads/new?for=${id}`}>
          {t("acting.ask.for", { name })}
        </a>
      ))}
    </p>
  ) : null;
}
