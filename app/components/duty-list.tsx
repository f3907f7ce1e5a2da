import type { ReactNode } from "react";
import type { DutyStanding, DutyView } from "../domain/tickets/duty.ts";
import { T, useT } from "../i18n/use-t.tsx";
import type { Tone } from "./badge.tsx";
import { Badge } from "./badge.tsx";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icons.ts";
import { PrivateText } from "./private-text.tsx";
import { Time } from "./time.tsx";

interface Props {
  duties: readonly DutyView[];
  now: Date | string;
  /** What can be done about one. */
  actions?: (duty: DutyView) => ReactNode;
}

const looks: Record<DutyStanding, [icon: IconName, tone: Tone]> = {
  open: ["hand", "warning"],
  done: ["check", "success"],
  expired: ["hourglass", "neutral"],
  wanted: ["hourglass", "neutral"],
  refused: ["x", "neutral"],
  reissued: ["history", "neutral"],
  withdrawn: ["x", "neutral"],
};

/** What a requester is asked to do, by when, and what became of it. */
export function DutyList({ duties, now, actions }: Props) {
  return (
    <ul className="promises">
      {duties.map((duty) => (
        <Duty key={duty.id} duty={duty} now={now}>
          {actions?.(duty)}
        </Duty>
      ))}
    </ul>
  );
}

function Duty({ duty, now, children }: { duty: DutyView; now: Date | string; children: ReactNode }) {
  const t = useT();
  const { id, kind, text, standing, wantedWords } = duty;
  const [icon, tone] = looks[standing];
  return (
    <li className="promise" id={`duty-${id}`}>
      <Icon name={icon} className={`tone-${tone}`} />
      <div className="promise-text stack stack-s">
        <p dir="auto">
          <PrivateText text={text} /> <Badge tone={tone}>{t(`duty.kind.${kind}`)}</Badge>
        </p>
        <p className="small soft">
          <Standing duty={duty} now={now} />
        </p>
        {wantedWords ? (
          <p className="small" dir="auto">
            <T k="duty.wanted.words" values={{ words: <PrivateText key="words" text={wantedWords} /> }} />
          </p>
        ) : null}
        {children}
      </div>
    </li>
  );
}

function Standing({ duty, now }: { duty: DutyView; now: Date | string }) {
  const { standing, dueAt, settledAt, byName, settlement, refusedBecause, wantedAt } = duty;
  const isLate = standing === "open" && new Date(dueAt) < new Date(now);
  const values = {
    name: <bdi key="name">{byName}</bdi>,
    by: <Time key="by" at={dueAt} format="dateTime" now={now} />,
    at: (
      <Time key="at" at={wantedAt && standing === "wanted" ? wantedAt : (settledAt ?? dueAt)} format="day" now={now} />
    ),
    reason: (
      <bdi key="reason">
        <PrivateText text={standing === "refused" ? refusedBecause : settlement} />
      </bdi>
    ),
    hasReason: settlement ? "yes" : "no",
  };
  return <T k={isLate ? "duty.late" : `duty.${standing}`} values={values} />;
}
