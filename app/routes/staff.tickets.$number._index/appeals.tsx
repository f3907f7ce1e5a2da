import { useLoaderData } from "@remix-run/react";
import { Banner } from "../../components/banner.tsx";
import { Button } from "../../components/button.tsx";
import { RadioGroup } from "../../components/choices.tsx";
import { PrivateText } from "../../components/private-text.tsx";
import { Time } from "../../components/time.tsx";
import { SUPERVISOR_OUTCOMES } from "../../domain/tickets/appeal.ts";
import { T, useT } from "../../i18n/use-t.tsx";
import type { TicketPage } from "./load.server.ts";
import { useAnswer, useReturned } from "./refused.ts";
import { MessageFields, WriteForm } from "./write-forms.tsx";

/** Whom the requester asked for, while nobody has answered to that. */
export function Appeals() {
  const t = useT();
  const { ticket, appeals, nudges, now, supervises } = useLoaderData<TicketPage>();
  return (
    <>
      {appeals.map(({ id, kind, reason, isAlone, at }) => (
        <Banner key={id} tone="warning" icon="user-round-check">
          <p>
            {t(`appeals.desk.${kind}`, { name: ticket.requester.name })} {isAlone ? t("appeals.desk.alone") : null}{" "}
            <span className="soft">
              <T k="appeals.desk.since" values={{ at: <Time key="at" at={at} now={now} /> }} />
            </span>
          </p>
          {reason ? (
            <p dir="auto">
              <PrivateText text={reason} />
            </p>
          ) : null}
          {kind === "supervisor" && (supervises || isAlone) ? <Supervision /> : null}
        </Banner>
      ))}
      {nudges > 0 ? <p className="small soft">{t("appeals.desk.nudges", { count: nudges })}</p> : null}
    </>
  );
}

function Supervision() {
  const t = useT();
  const { ticket } = useLoaderData<TicketPage>();
  const refused = useAnswer("supervision");
  const answer = useReturned("supervise") ?? refused;
  return (
    <details className="folded" id="supervision" open={answer !== null}>
      <summary>{t("supervision.title")}</summary>
      <WriteForm kind="supervision" noun="supervision" place="supervision" answer={answer}>
        <RadioGroup
          name="outcome"
          label={t("supervision.outcome")}
          choices={SUPERVISOR_OUTCOMES.map((value) => ({ value, label: t(`supervision.outcome.${value}`) }))}
        />
        <MessageFields
          kind="supervision"
          answer={answer}
          label={t("compose.respond.body", { name: ticket.requester.name })}
          hint={t("supervision.hint")}
        />
        <div className="form-actions">
          <Button variant="primary" icon="send">
            {t("compose.respond.send", { name: ticket.requester.name })}
          </Button>
        </div>
      </WriteForm>
    </details>
  );
}
