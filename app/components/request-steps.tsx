import { STEP_OUTCOMES } from "../domain/threads/thread.ts";
import type { RequestedStep } from "../domain/tickets/steps.ts";
import { isClosed } from "../domain/tickets/ticket.ts";
import { T, useT } from "../i18n/use-t.tsx";
import { Button } from "./button.tsx";
import { PrivateText } from "./private-text.tsx";
import type { RequestLaneProps } from "./request-lane.tsx";
import { Time } from "./time.tsx";

/** What we asked the requester to do, with what came of it: one press each, and pressing again takes it back. */
export function RequestSteps(props: RequestLaneProps) {
  const t = useT();
  return (
    <section className="stack stack-s">
      <h2 className="request-part">{t("request.steps")}</h2>
      <ol className="stack request-steps">
        {props.request.steps.map((step) => (
          <li key={step.id}>
            <p>
              <bdi>
                <PrivateText text={step.text} />
              </bdi>
            </p>
            {step.reason ? (
              <p className="small" dir="auto">
                <PrivateText text={t("ticket.step.because", { reason: step.reason })} />
              </p>
            ) : null}
            <Asked step={step} now={props.now} />
            <Outcome step={step} lane={props} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Asked({ step: { byName, at }, now }: { step: RequestedStep; now: Date | string }) {
  return (
    <p className="small soft">
      <T
        k="request.step.asked"
        values={{ name: <bdi key="name">{byName}</bdi>, at: <Time key="at" at={at} format="day" now={now} /> }}
      />
    </p>
  );
}

function Outcome({ step, lane: { request, back } }: { step: RequestedStep; lane: RequestLaneProps }) {
  const t = useT();
  if (!request.may.write || isClosed(request.state))
    return <p className="small">{t(`ticket.step.yours.${step.outcome ?? "none"}`)}</p>;
  return (
    <form method="post" action={`/requests/${request.number}/steps`} className="request-step-marks">
      <input type="hidden" name="back" value={back} />
      <input type="hidden" name="id" value={step.id} />
      {STEP_OUTCOMES.map((outcome) => {
        const isGiven = step.outcome === outcome;
        return (
          <Button
            key={outcome}
            size="small"
            name="outcome"
            value={isGiven ? "withdrawn" : outcome}
            aria-pressed={isGiven}
          >
            {t(`request.step.${outcome}`)}
          </Button>
        );
      })}
    </form>
  );
}
