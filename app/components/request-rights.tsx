import type { OpenAppeal, Verdict } from "../domain/tickets/appeal.ts";
import type { PassedOn } from "../domain/tickets/rights.ts";
import { isClosed } from "../domain/tickets/ticket.ts";
import { T, useT } from "../i18n/use-t.tsx";
import { Icon } from "./icon.tsx";
import type { RequestLaneProps } from "./request-lane.tsx";

/** What its requester asked for and waits for, and what they said of it. */
export function RequestAsked({ request: { rights, state } }: RequestLaneProps) {
  return (
    <>
      {rights.asks?.passed ? <Passed passed={rights.asks.passed} /> : null}
      {isClosed(state) ? null : rights.open.map((appeal) => <Appeal key={appeal.id} appeal={appeal} />)}
      {rights.rated && isClosed(state) ? <Rated rated={rights.rated} /> : null}
    </>
  );
}

function Appeal({ appeal: { kind, toName, isAlone } }: { appeal: OpenAppeal }) {
  const key = isAlone || toName === null ? (`rights.open.${kind}.alone` as const) : (`rights.open.${kind}` as const);
  return (
    <p className="row">
      <Icon name="user-round-check" />
      <span>
        <T k={key} values={{ name: <bdi key="name">{toName ?? ""}</bdi> }} />
      </span>
    </p>
  );
}

/** In plain words: nobody did anything wrong, and nothing is told twice. */
function Passed({ passed: { fromName, toName, isToLead } }: { passed: PassedOn }) {
  const key = toName === null ? "rights.passed.nobody" : isToLead ? "rights.passed.lead" : "rights.passed.person";
  const values = { from: <bdi key="from">{fromName}</bdi>, to: <bdi key="to">{toName ?? ""}</bdi> };
  return (
    <p className="row">
      <Icon name="user-round-check" />
      <span>
        <T k={key} values={values} />
      </span>
    </p>
  );
}

function Rated({ rated: { isSolved, isFair, isWorthIt } }: { rated: Verdict }) {
  const t = useT();
  const said = [
    t(isSolved ? "rights.rated.solved" : "rights.rated.not_solved"),
    isFair === null ? "" : t(isFair ? "rights.rated.fair" : "rights.rated.not_fair"),
    isWorthIt === null ? "" : t(isWorthIt ? "rights.rated.worth" : "rights.rated.not_worth"),
  ];
  return <p className="small soft">{t("rights.rated", { said: said.filter(Boolean).join(", ") })}</p>;
}
