import { useActionData } from "@remix-run/react";
import { useT } from "../i18n/use-t.tsx";
import { Banner } from "./banner.tsx";
import type { FormAnswer } from "./form-answer.tsx";

interface Principal {
  /** Of the grant. */
  id: number;
  name: string;
}

interface Props {
  /** The form's own page. */
  path: string;
  acting: Principal | null;
  principals: readonly Principal[];
}

/** For somebody who has granted it the grant goes along, by its number: whose it is then says the grant. */
export function ForWhom({ path, acting, principals }: Props) {
  const t = useT();
  const typed = useActionData<FormAnswer>()?.typed?.for;
  const chosen = principals.find(({ id }) => String(id) === typed) ?? acting;
  if (chosen)
    return (
      <Banner icon="user-round-check">
        <input type="hidden" name="for" value={chosen.id} />
        {t("acting.ask.chosen", { name: chosen.name })} <a href={path}>{t("acting.ask.myself")}</a>
      </Banner>
    );
  return principals.length > 0 ? (
    <p className="row small">
      {principals.map(({ id, name }) => (
        <a key={id} href={`${path}?for=${id}`}>
          {t("acting.ask.for", { name })}
        </a>
      ))}
    </p>
  ) : null;
}
