import type { Elsewhere, JoinedView } from "../domain/tickets/lane.ts";
import { T, useT } from "../i18n/use-t.tsx";
import { Badge } from "./badge.tsx";
import { Banner } from "./banner.tsx";
import { Button } from "./button.tsx";
import { PrivateText } from "./private-text.tsx";
import type { RequestLaneProps } from "./request-lane.tsx";
import { Time } from "./time.tsx";

/** Where the two sides of the lane have their tickets. */
type Side = "/requests" | "/staff/tickets";

interface Props {
  joins: {
    joinedInto: JoinedView | null;
    joined: readonly JoinedView[];
    follows: JoinedView | null;
    followUps: readonly JoinedView[];
    detachedFrom: Elsewhere | null;
  };
  side: Side;
  now: Date | string;
}

/** That one case was two, or two were one: where it goes on, what came in, what it was taken out of and why. */
export function Joins({ joins: { joinedInto, joined, follows, followUps, detachedFrom }, side, now }: Props) {
  return (
    <>
      {joinedInto ? <OtherOne k="join.into" other={joinedInto} side={side} now={now} /> : null}
      {joined.map((other) => (
        <OtherOne key={other.number} k="join.from" other={other} side={side} now={now} />
      ))}
      {follows ? <OtherOne k="join.follows" other={follows} side={side} now={now} /> : null}
      {followUps.map((other) => (
        <OtherOne key={other.number} k="join.followed" other={other} side={side} now={now} />
      ))}
      {detachedFrom ? (
        <Banner icon="link">
          <p>
            <T k="join.detached_from" values={{ link: linkTo(side, detachedFrom.number) }} />
          </p>
          <p dir="auto">
            <PrivateText text={detachedFrom.reason} />
          </p>
        </Banner>
      ) : null}
    </>
  );
}

const linkTo = (side: Side, number: number) => (
  <a key="link" href={`${side}/${number}`}>
    #{number}
  </a>
);

interface OtherProps extends Pick<Props, "side" | "now"> {
  k: "join.into" | "join.from" | "join.follows" | "join.followed";
  other: JoinedView;
}

function OtherOne({ k, other: { number, subject, at }, side, now }: OtherProps) {
  const link = (
    <a key="link" href={`${side}/${number}`}>
      #{number} <bdi>{subject}</bdi>
    </a>
  );
  return (
    <Banner icon="link">
      <p>
        <T k={k} values={{ link, at: <Time key="at" at={at} format="day" now={now} /> }} />
      </p>
    </Banner>
  );
}

/** At a message that was about something else: what it is now, and why. */
export function Detached({ detached: { number, reason }, side }: { detached: Elsewhere; side: Side }) {
  const t = useT();
  return (
    <div className="missed">
      <p>
        <Badge icon="link">{t("join.detached")}</Badge> {linkTo(side, number)}
      </p>
      <p className="small" dir="auto">
        <PrivateText text={reason} />
      </p>
    </div>
  );
}

/** At a word of thanks, which reopened nothing. */
export function FiledAsThanks() {
  const t = useT();
  return (
    <Badge tone="success" icon="check">
      {t("thanks.filed")}
    </Badge>
  );
}

/** The same for its writer: was it none, one press opens the request. */
export function ThanksOrNot({ responseId, request, back, now }: ThanksProps) {
  const t = useT();
  const { state, may, number, continuableUntil } = request;
  const isContinuable = state === "closed" && continuableUntil !== null && new Date(continuableUntil) > new Date(now);
  const mayReopen = isContinuable ? may.write : state === "resolved" && may.write && may.confirm;
  return (
    <form method="post" action={`/requests/${number}/reopening`} className="row missed">
      <FiledAsThanks />
      {mayReopen ? (
        <>
          <input type="hidden" name="back" value={back} />
          <input type="hidden" name="responseId" value={responseId} />
          <Button size="small" variant="plain" icon="undo-2">
            {t("thanks.reopen")}
          </Button>
        </>
      ) : null}
    </form>
  );
}

type ThanksProps = Pick<RequestLaneProps, "request" | "back" | "now"> & { responseId: number };
