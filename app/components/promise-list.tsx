import type { ReactNode } from "react";
import type { PromiseView } from "../domain/tickets/lane.ts";
import { T, useT } from "../i18n/use-t.tsx";
import { Icon } from "./icon.tsx";
import { PrivateText } from "./private-text.tsx";
import { Time } from "./time.tsx";

interface Props {
  promises: readonly PromiseView[];
  now: Date | string;
  /** What can be done about an open one. */
  actions?: (promise: PromiseView) => ReactNode;
}

/** What we have promised, by when, and what became of it. */
export function PromiseList({ promises, now, actions }: Props) {
  return (
    <ul className="promises">
      {promises.map((promise) => (
        <li key={promise.id} className="promise" id={`promise-${promise.id}`}>
          <PromiseMark promise={promise} now={now} />
          <div className="promise-text">
            <p dir="auto">
              <PrivateText text={promise.text} />
            </p>
            <PromiseStanding promise={promise} now={now} />
            {promise.settledAt === null ? actions?.(promise) : null}
          </div>
        </li>
      ))}
    </ul>
  );
}

const isLate = (promise: PromiseView, now: Date | string) =>
  promise.settledAt === null && new Date(promise.dueAt) < new Date(now);

function PromiseMark({ promise, now }: { promise: PromiseView; now: Date | string }) {
  if (promise.wasKept) return <Icon name="check" className="tone-success" />;
  if (promise.settledAt) return <Icon name="x" />;
  return <Icon name={isLate(promise, now) ? "circle-alert" : "hand"} />;
}

function PromiseStanding({ promise, now }: { promise: PromiseView; now: Date | string }) {
  const t = useT();
  const { dueAt, settledAt, wasKept, settlement, ownerName } = promise;
  const at = <Time key="at" at={settledAt ?? dueAt} format="day" now={now} />;
  const name = <bdi key="name">{ownerName}</bdi>;
  if (settledAt === null) {
    return (
      <p className="small soft">
        <T k={isLate(promise, now) ? "promise.late" : "promise.open"} values={{ at, name }} />
      </p>
    );
  }
  return (
    <p className="small soft">
      <T k={wasKept ? "promise.kept" : "promise.withdrawn"} values={{ at, name }} />
      {settlement ? (
        <span dir="auto">
          <PrivateText text={t("promise.because", { reason: settlement })} />
        </span>
      ) : null}
    </p>
  );
}
