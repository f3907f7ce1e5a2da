import { useLoaderData } from "@remix-run/react";
import { Button } from "../../components/button.tsx";
import { MomentInput } from "../../components/moment-input.tsx";
import { PostForm } from "../../components/post-form.tsx";
import { PrivateFinder } from "../../components/private-finder.tsx";
import { PrivateText } from "../../components/private-text.tsx";
import { SideSection } from "../../components/side-panel.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { Time } from "../../components/time.tsx";
import { REASON_MAX } from "../../domain/tickets/ticket.ts";
import { T, useT } from "../../i18n/use-t.tsx";
import type { TicketPage } from "./load.server.ts";
import { useAnswer } from "./refused.ts";

type Step = TicketPage["ticket"]["steps"][number];

/** What was suggested, asked for and done, so that nobody does it twice. */
export function Steps() {
  const t = useT();
  const { ticket, may } = useLoaderData<TicketPage>();
  const { steps, state } = ticket;
  const mayAsk = may.work && ["new", "open", "waiting_on_requester"].includes(state);
  if (steps.length === 0 && !mayAsk) return null;
  return (
    <SideSection title={t("ticket.steps")} count={steps.length}>
      <ul className="side-list" id="steps">
        {steps.map((step) => (
          <li key={step.key}>
            {step.postId ? (
              <a href={`/posts/${step.postId}`} dir="auto">
                {step.text}
              </a>
            ) : (
              <span dir="auto">
                <PrivateText text={step.text} />
              </span>
            )}
            <Standing step={step} />
          </li>
        ))}
      </ul>
      {mayAsk ? <AskForStep /> : null}
    </SideSection>
  );
}

/** What the requester says of it first, then the others, then who asked. */
function Standing({ step }: { step: Step }) {
  const t = useT();
  const { now } = useLoaderData<TicketPage>();
  const { outcome, markedAt, workedCount, didntCount, isNews, asked } = step;
  return (
    <>
      {outcome || asked ? (
        <span className="small">
          {t(`ticket.step.yours.${outcome ?? "none"}`)}
          {markedAt ? (
            <>
              , <Time at={markedAt} format="day" now={now} />
            </>
          ) : null}
          {outcome && isNews && !asked ? `, ${t("ticket.step.news")}` : null}
        </span>
      ) : null}
      {workedCount + didntCount > 0 ? (
        <span className="small soft">{t("ticket.step.others", { worked: workedCount, didnt: didntCount })}</span>
      ) : null}
      {asked ? <Asked asked={asked} /> : null}
    </>
  );
}

function Asked({ asked: { byName, at, reason } }: { asked: NonNullable<Step["asked"]> }) {
  const t = useT();
  const { now } = useLoaderData<TicketPage>();
  return (
    <span className="small soft">
      <T
        k="ticket.step.asked"
        values={{ name: <bdi key="name">{byName}</bdi>, at: <Time key="at" at={at} format="day" now={now} /> }}
      />
      {reason ? (
        <span dir="auto">
          . <PrivateText text={t("ticket.step.because", { reason })} />
        </span>
      ) : null}
    </span>
  );
}

function AskForStep() {
  const t = useT();
  const { ticket, soon, submissionKey } = useLoaderData<TicketPage>();
  const answer = useAnswer("steps");
  const own = (id: string) => (answer ? undefined : `step-${id}`);
  return (
    <details className="folded" open={answer !== null}>
      <summary>{t("ticket.step.ask")}</summary>
      <PostForm
        audience="requester"
        answer={answer}
        labels={{ body: t("ticket.step.what"), reason: t("ticket.step.why"), waitingUntil: t("ticket.step.until") }}
        action={`/staff/tickets/${ticket.number}/steps`}
        className="form side-form"
      >
        <input type="hidden" name="seenVersion" value={ticket.version} />
        <input type="hidden" name="submissionKey" value={`step-${submissionKey}`} />
        <TextInput
          name="body"
          id={own("body")}
          label={t("ticket.step.what")}
          hint={t("ticket.step.what.hint")}
          maxLength={200}
          list="known-steps"
        />
        <datalist id="known-steps">
          {ticket.steps.map(({ key, text }) => (
            <option key={key} value={text} />
          ))}
        </datalist>
        <TextArea
          name="reason"
          id={own("reason")}
          label={t("ticket.step.why")}
          hint={t("ticket.step.why.hint")}
          maxLength={REASON_MAX}
          rows={2}
          optional
        />
        <MomentInput name="waitingUntil" id={own("until")} label={t("ticket.step.until")} at={soon} />
        <PrivateFinder fields={["body", "reason"]} audience="requester" />
        <div className="form-actions">
          <Button size="small" icon="send">
            {t("ticket.step.do")}
          </Button>
        </div>
      </PostForm>
    </details>
  );
}
