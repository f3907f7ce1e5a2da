import type { RequestView } from "../domain/tickets/lane.ts";
import { isWorkable, sentenceKey } from "../domain/tickets/ticket.ts";
import { T, useT } from "../i18n/use-t.tsx";
import type { Tone } from "./badge.tsx";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icons.ts";
import { PrivateText } from "./private-text.tsx";
import { Time } from "./time.tsx";

interface Props {
  request: RequestView;
  now: Date | string;
}

const looks: Record<RequestView["state"], [icon: IconName, tone: Tone]> = {
  draft: ["pencil", "neutral"],
  read_back: ["hand", "warning"],
  new: ["inbox", "private"],
  open: ["headset", "private"],
  returned: ["pencil", "private"],
  waiting_on_requester: ["hand", "warning"],
  waiting_on_third_party: ["hourglass", "neutral"],
  waiting_on_visit: ["wrench", "neutral"],
  resolved: ["circle-check", "success"],
  closed: ["check", "neutral"],
  joined: ["link", "neutral"],
  spam: ["ban", "neutral"],
};

/** Whose turn it is, and what happens next by when: the first thing to read. */
export function RequestStanding({ request, now }: Props) {
  const [icon, tone] = looks[request.state];
  return (
    <div className={`standing tone-${tone}`}>
      <Icon name={icon} />
      <div>
        <p className="standing-title">
          <Sentence request={request} now={now} />
        </p>
        <Next request={request} now={now} />
      </div>
    </div>
  );
}

function Sentence({ request, now }: Props) {
  const t = useT();
  const { state, waitingFor, waitingUntil, closedAt, isUnanswered } = request;
  const key = sentenceKey(state);
  if (key === null) return null;
  if (state === "resolved" && isUnanswered) return t("request.state.unanswered");
  const day = waitingUntil ?? closedAt;
  return (
    <T
      k={key}
      values={{
        what: (
          <bdi key="what">
            <PrivateText text={waitingFor} />
          </bdi>
        ),
        at: day ? <Time key="at" at={day} format="day" now={now} /> : t("request.no_date"),
      }}
    />
  );
}

/** Who has it, and by when something happens: by us, or by itself. */
function Next({ request, now }: Props) {
  const { state, assigneeName, isRead, nextUpdateBy, changesByItselfAt, continuableUntil } = request;
  const facts = [
    assigneeName && isWorkable(state) ? (
      <T
        key="who"
        k={isRead ? "request.who.read" : "request.who"}
        values={{ name: <bdi key="name">{assigneeName}</bdi> }}
      />
    ) : null,
    nextUpdateBy ? <Update key="next" at={nextUpdateBy} now={now} /> : null,
    changesByItselfAt && (state === "read_back" || state === "resolved") ? (
      <T
        key="by itself"
        k={`request.by_itself.${state}`}
        values={{ at: <Day key="at" at={changesByItselfAt} now={now} /> }}
      />
    ) : null,
    continuableUntil && new Date(continuableUntil) > new Date(now) ? (
      <T key="continue" k="request.continuable" values={{ at: <Day key="at" at={continuableUntil} now={now} /> }} />
    ) : null,
  ];
  return (
    <p className="standing-next">
      {facts.map((fact, index) => (fact ? <span key={fact.key ?? index}>{fact} </span> : null))}
    </p>
  );
}

function Update({ at, now }: { at: Date; now: Date | string }) {
  const isLate = new Date(at) < new Date(now);
  return (
    <T k={isLate ? "request.update_late" : "request.update_by"} values={{ at: <Day key="at" at={at} now={now} /> }} />
  );
}

const Day = ({ at, now }: { at: Date; now: Date | string }) => <Time at={at} format="day" now={now} />;
