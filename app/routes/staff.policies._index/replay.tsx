import { useLoaderData } from "@remix-run/react";
import { Card } from "../../components/card.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { Time } from "../../components/time.tsx";
import { isOn, NUMBERS_OF, POLICY_TRIGGERS, type Policy } from "../../domain/settings/policy.ts";
import { REPLAY_DAYS, type Replay } from "../../domain/tickets/replay.ts";
import type { Translate } from "../../i18n/translate.ts";
import { useT } from "../../i18n/use-t.tsx";
import type { PoliciesPage } from "./load.server.ts";
import { sentenceOf } from "./rules-form.tsx";

const WEEKS = REPLAY_DAYS / 7;

/** What the typed rules would have done in the last 90 days, beside those in force. */
export function ReplayOf() {
  const t = useT();
  const { proposed, replays, inForce } = useLoaderData<PoliciesPage>();
  if (!proposed || !replays) return null;
  const { now, then } = replays;
  return (
    <section id="replay" className="stack">
      <Card title={t("policy.changes")}>
        <Changes before={inForce} after={proposed} />
      </Card>
      <Card title={t("policy.replay.title", { days: REPLAY_DAYS })}>
        <Counts now={now} then={then} />
        <p className="small soft">{t("policy.replay.not")}</p>
        <h3>{t("policy.replay.load")}</h3>
        <Hours then={then} />
        <h3>{t("policy.replay.some")}</h3>
        <Some then={then} />
      </Card>
    </section>
  );
}

function Changes({ before, after }: { before: Policy; after: Policy }) {
  const t = useT();
  const changed = POLICY_TRIGGERS.filter(
    (trigger) =>
      isOn(before, trigger) !== isOn(after, trigger) ||
      NUMBERS_OF[trigger].some((name) => before[name] !== after[name]),
  );
  const words = wordsChanged(before, after);
  const isCoolDownChanged = before.coolDownDays !== after.coolDownDays;
  if (changed.length === 0 && words === null && !isCoolDownChanged) return <p>{t("policy.replay.unchanged")}</p>;
  return (
    <ul className="policy-changes">
      {changed.map((trigger) => (
        <li key={trigger}>
          <strong>{t(`policy.${trigger}`)}</strong>
          <p className="soft">{t("policy.was", { text: saying(t, trigger, before) })}</p>
          <p>{t("policy.becomes", { text: saying(t, trigger, after) })}</p>
        </li>
      ))}
      {isCoolDownChanged ? (
        <li>
          <strong>{t("policy.cool_down")}</strong>
          <p className="soft">{t("policy.was", { text: t("policy.cool_down.text", { days: before.coolDownDays }) })}</p>
          <p>{t("policy.becomes", { text: t("policy.cool_down.text", { days: after.coolDownDays }) })}</p>
        </li>
      ) : null}
      {words ? (
        <li>
          <strong>{t("policy.urgent_words")}</strong>
          <p className="soft">{t("policy.words.gone", { words: words.gone })}</p>
          <p>{t("policy.words.come", { words: words.come })}</p>
        </li>
      ) : null}
    </ul>
  );
}

/** Which words come and which go; null when they are the same. */
function wordsChanged(before: Policy, after: Policy) {
  const without = (some: Policy, others: Policy) =>
    some.urgentWords.filter((word) => !others.urgentWords.includes(word)).join(", ");
  const [gone, come] = [without(before, after), without(after, before)];
  return gone || come ? { gone: gone || "–", come: come || "–" } : null;
}

const saying = (t: Translate, trigger: (typeof POLICY_TRIGGERS)[number], policy: Policy) =>
  isOn(policy, trigger) ? sentenceOf(t, trigger, policy) : t("policy.is_off");

function Counts({ now, then }: { now: Replay; then: Replay }) {
  const t = useT();
  const busiest = ({ byHour }: Replay) => Math.round((Math.max(...byHour) / WEEKS) * 10) / 10;
  const row = (label: string, of: (replay: Replay) => number) => ({
    key: label,
    cells: [label, t.number(of(now)), t.number(of(then))],
  });
  return (
    <DataTable
      caption={t("policy.replay.title", { days: REPLAY_DAYS })}
      columns={[
        { label: "" },
        { label: t("policy.replay.now"), isNumeric: true },
        { label: t("policy.replay.would"), isNumeric: true },
      ]}
      rows={[
        row(t("policy.replay.threads"), ({ threads }) => threads),
        row(t("policy.replay.count"), ({ count }) => count),
        row(t("policy.replay.soon"), ({ solvedSoon }) => solvedSoon),
        row(t("policy.replay.busiest"), busiest),
      ]}
    />
  );
}

const BAR = 100;

/** A bar for each hour of the day: an image with its numbers in words. */
function Hours({ then: { byHour } }: { then: Replay }) {
  const t = useT();
  const most = Math.max(1, ...byHour);
  const words = byHour.flatMap((count, hour) => (count > 0 ? `${hour}: ${count}` : [])).join(", ");
  return (
    <svg
      className="policy-hours"
      viewBox={`0 0 ${byHour.length * 10} ${BAR + 14}`}
      role="img"
      aria-label={words || "0"}
    >
      <title>{t("policy.replay.load")}</title>
      {byHour
        .map((count, hour) => ({ count, hour }))
        .map(({ count, hour }) => (
          <g key={hour}>
            <rect x={hour * 10 + 1} y={BAR - (count / most) * BAR} width="8" height={(count / most) * BAR} rx="1" />
            {hour % 6 === 0 ? (
              <text x={hour * 10 + 1} y={BAR + 12} className="policy-hour">
                {hour}
              </text>
            ) : null}
          </g>
        ))}
    </svg>
  );
}

function Some({ then: { list } }: { then: Replay }) {
  const t = useT();
  if (list.length === 0) return <p>{t("policy.replay.none")}</p>;
  return (
    <ul className="policy-list">
      {list.map(({ id, title, trigger, at, isSolvedSoon }) => (
        <li key={id}>
          <a href={`/threads/${id}`} dir="auto">
            {title}
          </a>{" "}
          <span className="small soft">
            {t(`policy.${trigger}`)}, <Time at={at} format="dateTime" />
            {isSolvedSoon ? `, ${t("policy.replay.soon")}` : ""}
          </span>
        </li>
      ))}
    </ul>
  );
}
