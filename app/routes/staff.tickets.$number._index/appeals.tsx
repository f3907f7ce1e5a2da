import { useLoaderData } from "@remix-run/react";
import { Banner } from "../../components/banner.tsx";
import { Button } from "../../components/button.tsx";
import { RadioGroup } from "../../components/choices.tsx";
import { PostForm } from "../../components/post-form.tsx";
import { PrivateFinder } from "../../components/private-finder.tsx";
import { PrivateText } from "../../components/private-text.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { Time } from "../../components/time.tsx";
import { SUPERVISOR_OUTCOMES } from "../../domain/tickets/appeal.ts";
import { MESSAGE_MAX } from "../../domain/tickets/ticket.ts";
import { T, useT } from "../../i18n/use-t.tsx";
import type { TicketPage } from "./load.server.ts";
import { useAnswer } from "./refused.ts";

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
  const { ticket, submissionKey } = useLoaderData<TicketPage>();
  const answer = useAnswer("supervision");
  return (
    <details className="folded" open={answer !== null}>
      <summary>{t("supervision.title")}</summary>
      <PostForm audience="requester" answer={answer} action={`/staff/tickets/${ticket.number}/supervision`}>
        <input type="hidden" name="seenVersion" value={ticket.version} />
        <input type="hidden" name="submissionKey" value={`supervision-${submissionKey}`} />
        <RadioGroup
          name="outcome"
          label={t("supervision.outcome")}
          choices={SUPERVISOR_OUTCOMES.map((value) => ({ value, label: t(`supervision.outcome.${value}`) }))}
        />
        <TextArea
          name="body"
          id={answer ? undefined : "supervision-body"}
          label={t("compose.respond.body", { name: ticket.requester.name })}
          hint={t("supervision.hint")}
          maxLength={MESSAGE_MAX}
          rows={4}
        />
        <PrivateFinder fields={["body"]} audience="requester" />
        <div className="form-actions">
          <Button variant="primary" icon="send">
            {t("compose.respond.send", { name: ticket.requester.name })}
          </Button>
        </div>
      </PostForm>
    </details>
  );
}
