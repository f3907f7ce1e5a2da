import type { ReactNode } from "react";
import type { AnotherOffer, NudgeView, SupervisorOffer } from "../domain/tickets/rights.ts";
import { REASON_MAX } from "../domain/tickets/ticket.ts";
import { T, useT } from "../i18n/use-t.tsx";
import { Button } from "./button.tsx";
import { PostForm } from "./post-form.tsx";
import { PrivateFinder } from "./private-finder.tsx";
import type { RequestLaneProps } from "./request-lane.tsx";
import { TextArea } from "./text-area.tsx";
import { Time } from "./time.tsx";

/** What a requester can ask for while we work: each says before it is pressed what happens then, and by when. */
export function RequestAsks(props: RequestLaneProps) {
  const t = useT();
  const { asks } = props.request.rights;
  if (!asks || (!asks.another && !asks.supervisor && !asks.nudge)) return null;
  const isRefused = ["another-agent", "supervisor", "nudges"].includes(props.refused?.noun ?? "");
  return (
    <details className="folded asks" open={isRefused || asks.nudge?.askedAt != null} id="asks">
      <summary>{t("asks.title")}</summary>
      <div className="stack">
        {asks.nudge ? <Nudge lane={props} nudge={asks.nudge} /> : null}
        {asks.another ? <Another lane={props} offer={asks.another} /> : null}
        {asks.supervisor ? <Supervisor lane={props} offer={asks.supervisor} /> : null}
      </div>
    </details>
  );
}

function Nudge({ lane, nudge: { askedAt, ahead } }: { lane: RequestLaneProps; nudge: NudgeView }) {
  const t = useT();
  const { request, back, now } = lane;
  const { assigneeName, nextUpdateBy } = request;
  const by = nextUpdateBy ? <Time key="by" at={nextUpdateBy} format="day" now={now} /> : t("rights.who.by.none");
  if (askedAt) {
    return (
      <section className="ask">
        <h2 className="request-part">{t("asks.nudge")}</h2>
        <p role="status">
          <T k="asks.nudge.asked" values={{ at: <Time key="at" at={askedAt} format="day" now={now} /> }} />{" "}
          {assigneeName ? t("asks.nudge.with", { name: assigneeName }) : t("asks.nudge.nobody")}{" "}
          {ahead === null ? null : t("asks.nudge.ahead", { ahead })} <T k="asks.nudge.by" values={{ by }} />
        </p>
        <p className="small soft">{t("asks.nudge.again")}</p>
      </section>
    );
  }
  return (
    <form method="post" action={`/requests/${request.number}/nudges`} className="ask">
      <h2 className="request-part">{t("asks.nudge")}</h2>
      <p>{t("asks.nudge.text")}</p>
      <input type="hidden" name="back" value={back} />
      <Button size="small" icon="bell">
        {t("asks.nudge.do")}
      </Button>
    </form>
  );
}

function Another({ lane, offer }: { lane: RequestLaneProps; offer: AnotherOffer }) {
  const t = useT();
  const { isAlone, isOften, needsReason, by } = offer;
  const text = isOften ? "asks.another.often" : isAlone ? "asks.another.alone" : "asks.another.text";
  return (
    <Ask
      lane={lane}
      noun="another-agent"
      title={t("asks.another")}
      button={t("asks.another.do")}
      needsReason={needsReason}
    >
      <T k={text} values={{ by: <By key="by" by={by} now={lane.now} />, name: lane.request.assigneeName ?? "" }} />
    </Ask>
  );
}

function Supervisor({ lane, offer: { by, isAlone, changed } }: { lane: RequestLaneProps; offer: SupervisorOffer }) {
  const t = useT();
  return (
    <Ask lane={lane} noun="supervisor" title={t("asks.supervisor")} button={t("asks.supervisor.do")}>
      <T
        k={isAlone ? "asks.supervisor.alone" : "asks.supervisor.text"}
        values={{ by: <By key="by" by={by} now={lane.now} /> }}
      />{" "}
      {changed === null
        ? t("asks.supervisor.unknown")
        : t("asks.supervisor.changed", { percent: Math.round(changed * 100) })}{" "}
      {t("asks.supervisor.instead")}
    </Ask>
  );
}

interface AskProps {
  lane: RequestLaneProps;
  noun: "another-agent" | "supervisor";
  title: string;
  button: string;
  needsReason?: boolean;
  children: ReactNode;
}

function Ask({ lane: { request, back, refused }, noun, title, button, needsReason = false, children }: AskProps) {
  const t = useT();
  const answer = refused?.noun === noun ? refused.answer : null;
  return (
    <PostForm audience="staff" answer={answer} action={`/requests/${request.number}/${noun}#asks`} className="ask">
      <h2 className="request-part">{title}</h2>
      <p>{children}</p>
      <input type="hidden" name="back" value={back} />
      <TextArea
        name="reason"
        id={answer ? undefined : `${noun}-${request.number}`}
        label={t("asks.reason")}
        hint={t("rights.chance.reason.hint")}
        maxLength={REASON_MAX}
        rows={2}
        optional={!needsReason}
      />
      <PrivateFinder fields={["reason"]} audience="staff" />
      <Button size="small">{button}</Button>
    </PostForm>
  );
}

function By({ by, now }: { by: Date | null; now: Date | string }) {
  const t = useT();
  return by ? <Time at={by} format="day" now={now} /> : t("rights.who.by.none");
}
