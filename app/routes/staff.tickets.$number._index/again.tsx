import { useLoaderData } from "@remix-run/react";
import type { FormAnswer } from "../../components/form-answer.tsx";
import { PrivateText } from "../../components/private-text.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { REASON_MAX } from "../../domain/tickets/ticket.ts";
import { useT } from "../../i18n/use-t.tsx";
import type { TicketPage } from "./load.server.ts";

/** What is known stands beside the question; asking for it again needs a reason, which the requester reads. */
export function Again({ kind, answer }: { kind: string; answer: FormAnswer | null }) {
  const t = useT();
  const { facts } = useLoaderData<TicketPage>();
  const known = facts.filter(({ confirmedAt }) => confirmedAt !== null);
  const isAsked = answer !== null && (answer.problem.code === "fact_known" || Boolean(answer.typed.again));
  return (
    <>
      {known.length > 0 ? (
        <p className="small soft" dir="auto">
          {t("fact.known")}{" "}
          <PrivateText text={known.map(({ fact, value }) => `${t(`fact.${fact}`)}: ${value}`).join(" · ")} />
        </p>
      ) : null}
      {isAsked ? (
        <TextArea
          name="again"
          id={answer ? undefined : `${kind}-again`}
          label={t("fact.again")}
          hint={t("fact.again.hint")}
          maxLength={REASON_MAX}
          rows={2}
          optional
        />
      ) : null}
    </>
  );
}
