import type { RequestView } from "../domain/tickets/lane.ts";
import { isClosed } from "../domain/tickets/ticket.ts";
import { T, useT } from "../i18n/use-t.tsx";
import { Button } from "./button.tsx";
import { Claim, ClaimForm } from "./claim.tsx";
import type { FormAnswer } from "./form-answer.tsx";
import { RequestGoodwill } from "./goodwill.tsx";
import { Icon } from "./icon.tsx";
import { Detached, Joins, ThanksOrNot } from "./joins.tsx";
import { ResponseCard } from "./message-cards.tsx";
import { Missed, MissForm } from "./missed.tsx";
import { drawPrivate } from "./private-chip.ts";
import { PrivateLane } from "./private-lane.tsx";
import { PrivateFieldsOf, PrivateText } from "./private-text.tsx";
import { PromiseList } from "./promise-list.tsx";
import { RequestDuties } from "./request-duties.tsx";
import { RequestFacts } from "./request-facts.tsx";
import { RequestForms } from "./request-forms.tsx";
import { RequestAsked } from "./request-rights.tsx";
import { RequestStanding } from "./request-standing.tsx";
import { RequestStatement } from "./request-statement.tsx";
import { RequestSteps } from "./request-steps.tsx";
import { Time } from "./time.tsx";

export interface RequestLaneProps {
  request: RequestView;
  now: Date | string;
  /** Where to go after each form: the page the lane stands on. */
  back: string;
  /** Of the page, so that no form says anything twice; the lane's forms add their own name to it. */
  submissionKey: string;
  /** What an action refused, and which: the last part of its address. */
  refused?: { noun: string; answer: FormAnswer };
  /** What was begun in a contact form, to go on with here. */
  carried?: FormAnswer["typed"];
}

/**
 * The private lane as its requester has it, on the thread's page and on one of its own: what we understood, what was
 * said, and the one thing that is theirs to do now. The desk sees the same without the buttons.
 */
export function RequestLane(props: RequestLaneProps) {
  const { request, now } = props;
  const isOwn = request.seenBy === "requester";
  const { write } = request.may;
  return (
    <div className="request" id="request">
      <PrivateLane audience={audienceOf(request)} aside={<LaneLink {...props} />}>
        <PrivateFieldsOf value={request.privateValues}>
          {isOwn && request.isForAnother ? <ForAnother request={request} /> : null}
          <RequestStanding request={request} now={now} />
          {request.duties.length > 0 ? <RequestDuties {...props} /> : null}
          <Joins joins={request} side={isOwn ? "/requests" : "/staff/tickets"} now={now} />
          <RequestAsked {...props} />
          <RequestStatement {...props} />
          {request.state === "read_back" ? null : <RequestFacts {...props} />}
          {request.state === "read_back" ? null : <RequestGoodwill {...props} />}
          {request.promises.length > 0 ? <Promises {...props} /> : null}
          {request.responses.length > 0 ? <Talk {...props} /> : null}
          {request.steps.length > 0 ? <RequestSteps {...props} /> : null}
          {request.verdict ? <Outcome request={request} /> : null}
          {request.may.confirm && request.undoableUntil ? <TakeBack {...props} until={request.undoableUntil} /> : null}
          {write ? (
            <div id="write" className="stack">
              <RequestForms {...props} />
            </div>
          ) : null}
        </PrivateFieldsOf>
      </PrivateLane>
    </div>
  );
}

/** Who else reads it is said as it is. */
function audienceOf({ seenBy, isForAnother, isShared }: RequestLaneProps["request"]) {
  if (seenBy === "staff") return "staff";
  return isForAnother ? "delegate" : isShared ? "shared" : "requester";
}

/** Whose it is, and how far whoever reads it may go for them. */
function ForAnother({ request: { requesterName, may } }: Pick<RequestLaneProps, "request">) {
  const t = useT();
  const how = may.write ? (may.confirm ? "all" : "write") : may.confirm ? "confirm" : "read";
  return (
    <p className="small">
      <Icon name="user-round-check" /> {t(`acting.here.${how}`, { name: requesterName })}
    </p>
  );
}

/** It went to staff by itself: its requester may say that it need not. */
function TakeBack({ request, back, now, until }: RequestLaneProps & { until: Date }) {
  const t = useT();
  return (
    <form method="post" action={`/requests/${request.number}/withdrawal`} className="row">
      <input type="hidden" name="back" value={back} />
      <span className="small">
        <T k="request.undo.text" values={{ at: <Time key="at" at={until} format="time" now={now} /> }} />
      </span>
      <Button size="small" variant="plain" icon="undo-2">
        {t("ticket.undo")}
      </Button>
    </form>
  );
}

function LaneLink({ request, back }: RequestLaneProps) {
  const t = useT();
  const { number, seenBy } = request;
  if (seenBy === "staff") return <a href={`/staff/tickets/${number}`}>{t("request.at_desk", { number })}</a>;
  const own = `/requests/${number}`;
  return back === own ? null : <a href={own}>{t("request.link", { number })}</a>;
}

function Promises({ request, now }: RequestLaneProps) {
  const t = useT();
  return (
    <section className="stack stack-s">
      <h2 className="request-part">{t("request.promises")}</h2>
      <PromiseList promises={request.promises} now={now} />
    </section>
  );
}

function Talk({ request, back, refused, now }: RequestLaneProps) {
  const t = useT();
  const { state, may, continuableUntil } = request;
  const mayMiss = may.write && !isClosed(state);
  const mayClaim = mayMiss || (may.write && continuableUntil !== null && new Date(continuableUntil) > new Date(now));
  return (
    <section className="request-talk" aria-label={t("request.talk")}>
      {request.responses.map(({ id, authorName, byName, isFromStaff, at, html, files, missed, claim, ...more }) => (
        <ResponseCard
          key={id}
          id={id}
          from={isFromStaff ? "staff" : "requester"}
          author={{ name: authorName, badge: isFromStaff ? "staff" : undefined, by: byName ?? undefined }}
          at={at}
          html={drawPrivate(html, request.privateValues, t)}
          files={files}
        >
          {more.isThanks ? <ThanksOrNot responseId={id} request={request} back={back} now={now} /> : null}
          {more.detached ? <Detached detached={more.detached} side="/requests" /> : null}
          {missed ? <Missed reason={missed.reason} /> : null}
          {isFromStaff && !missed && mayMiss ? (
            <MissForm responseId={id} request={request} back={back} refused={refused} />
          ) : null}
          {claim ? <Claim claim={claim} /> : null}
          {isFromStaff && !claim && mayClaim ? (
            <ClaimForm responseId={id} request={request} back={back} refused={refused} />
          ) : null}
        </ResponseCard>
      ))}
    </section>
  );
}

/** What became of what they would have liked: granted, partly, or refused and why. */
function Outcome({ request: { verdict, desiredOutcome } }: Pick<RequestLaneProps, "request">) {
  if (!verdict) return null;
  const wish = (
    <q key="wish" dir="auto">
      <PrivateText text={desiredOutcome} />
    </q>
  );
  return (
    <div className="request-outcome">
      <Icon name={verdict.outcome === "refused" ? "x" : "check"} />
      <div>
        <p>
          <T k={`request.outcome.${verdict.outcome}`} values={{ wish }} />
        </p>
        {verdict.reason ? (
          <p className="soft" dir="auto">
            <PrivateText text={verdict.reason} />
          </p>
        ) : null}
      </div>
    </div>
  );
}
