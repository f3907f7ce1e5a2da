import { useLoaderData } from "@remix-run/react";
import { Button } from "../../components/button.tsx";
import { PostForm } from "../../components/post-form.tsx";
import { PrivateFinder } from "../../components/private-finder.tsx";
import { Select } from "../../components/select.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { REASON_MAX } from "../../domain/tickets/ticket.ts";
import { useT } from "../../i18n/use-t.tsx";
import type { TicketPage } from "./load.server.ts";
import { useAnswer } from "./refused.ts";

/** "I am not the right person": with a reason, and who would be. */
export function PassOn() {
  const t = useT();
  const { ticket, agents, categories, me } = useLoaderData<TicketPage>();
  const answer = useAnswer("passing");
  const options = [
    { value: "level_2", label: t("passing.to.level_2") },
    { value: "lead", label: t("passing.to.lead") },
    ...agents.filter(({ id }) => id !== me).map(({ id, name }) => ({ value: `p${id}`, label: name })),
    ...categories
      .filter(({ id }) => id !== ticket.category.id)
      .map(({ id, name }) => ({ value: `c${id}`, label: t("passing.to.category", { name }) })),
  ];
  return (
    <details className="folded" open={answer !== null}>
      <summary>{t("passing.title")}</summary>
      <PostForm
        audience="desk"
        answer={answer}
        action={`/staff/tickets/${ticket.number}/passing`}
        className="form side-form"
      >
        <p className="small">{t("passing.text")}</p>
        <input type="hidden" name="seenVersion" value={ticket.version} />
        <Select name="to" id={answer ? undefined : "passing-to"} label={t("passing.to")} options={options} />
        <TextArea
          name="reason"
          id={answer ? undefined : "passing-reason"}
          label={t("passing.reason")}
          hint={t("passing.reason.hint")}
          maxLength={REASON_MAX}
          rows={2}
        />
        <PrivateFinder fields={["reason"]} audience="desk" />
        <div className="form-actions">
          <Button size="small">{t("passing.do")}</Button>
        </div>
      </PostForm>
    </details>
  );
}
