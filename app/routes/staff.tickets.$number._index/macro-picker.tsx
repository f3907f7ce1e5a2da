import { useLoaderData } from "@remix-run/react";
import { Button } from "../../components/button.tsx";
import { Checkbox } from "../../components/choices.tsx";
import { PostForm } from "../../components/post-form.tsx";
import { PrivateFinder } from "../../components/private-finder.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { useT } from "../../i18n/use-t.tsx";
import type { TicketPage } from "./load.server.ts";
import { useAnswer } from "./refused.ts";

/** The approved texts that may be sent here, to be put into the message above, and what the category asks of level 1. */
export function MacroPicker({ kind }: { kind: string }) {
  const t = useT();
  const { macros, mode } = useLoaderData<TicketPage>();
  return (
    <>
      {macros.length > 0 ? (
        <details className="folded macro-picker">
          <summary>{t("macros.pick", { count: macros.length })}</summary>
          <ul>
            {macros.map(({ id, name, text }) => (
              <li key={id} data-macro="">
                <h3 dir="auto">{name}</h3>
                <p dir="auto" className="macro-text">
                  {text}
                </p>
                <Button type="button" size="small" data-insert="" hidden>
                  {t("macros.insert")}
                  <span className="unseen">: {name}</span>
                </Button>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {mode === "scripted_only" ? <p className="small soft">{t("macros.only_scripted")}</p> : null}
      {mode === "script_first" ? (
        <Checkbox
          name="noMacroFits"
          id={`${kind}-no-macro`}
          label={t("macros.none_fits")}
          hint={t("macros.none_fits.hint")}
        />
      ) : null}
    </>
  );
}

/** For level 1: nothing approved fits, so level 2 goes on with all there is. */
export function PassToLevel2() {
  const t = useT();
  const { ticket, isLevel1 } = useLoaderData<TicketPage>();
  const answer = useAnswer("level-2");
  if (!isLevel1) return null;
  return (
    <details className="folded" open={answer !== null}>
      <summary>{t("ticket.level_2")}</summary>
      <PostForm
        audience="desk"
        answer={answer}
        action={`/staff/tickets/${ticket.number}/level-2`}
        className="form side-form"
      >
        <input type="hidden" name="seenVersion" value={ticket.version} />
        <TextInput
          name="words"
          id={answer ? undefined : "level-2-words"}
          label={t("ticket.level_2.words")}
          maxLength={2000}
          optional
        />
        <PrivateFinder fields={["words"]} audience="desk" />
        <div className="form-actions">
          <Button size="small">{t("ticket.level_2.do")}</Button>
        </div>
      </PostForm>
    </details>
  );
}
