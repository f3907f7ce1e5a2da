import type { GoodwillStepView, GoodwillView } from "../domain/tickets/goodwill.ts";
import type { GoodwillDeed } from "../generated/prisma/enums.ts";
import { T, useT } from "../i18n/use-t.tsx";
import { Badge, type Tone } from "./badge.tsx";
import { PrivateText } from "./private-text.tsx";
import { Time } from "./time.tsx";

const tones: Partial<Record<GoodwillDeed, Tone>> = {
  asked: "warning",
  proposed: "warning",
  returned: "warning",
  accepted: "success",
  given: "success",
};

interface Props {
  goodwill: GoodwillView;
  now: Date | string;
}

/** What was asked for, offered and given, in order: the ledger as its reader may read it. */
export function GoodwillSteps({ goodwill, now }: Props) {
  return (
    <ol className="plain-list stack stack-s">
      {goodwill.steps.map((step) => (
        <li key={step.id}>
          <Step step={step} now={now} />
        </li>
      ))}
    </ol>
  );
}

function Step({ step, now }: { step: GoodwillStepView; now: Date | string }) {
  const t = useT();
  const { deed, kind, amount, currency, cause, words, name, at } = step;
  return (
    <>
      <p>
        <Badge tone={tones[deed] ?? "neutral"}>{t(`goodwill.${deed}`)}</Badge> <bdi>{kind}</bdi>{" "}
        <strong className="numeric">{t.money(amount, currency)}</strong>
      </p>
      {words ? (
        <p dir="auto">
          <PrivateText text={words} />
        </p>
      ) : null}
      <p className="small soft">
        <bdi>{name}</bdi>, <Time at={at} format="day" now={now} />
        {cause ? ` · ${t(`goodwill.cause.${cause}`)}` : null}
        {deed === "offered" ? <Until step={step} now={now} /> : null}
      </p>
    </>
  );
}

function Until({ step: { expiresAt }, now }: { step: GoodwillStepView; now: Date | string }) {
  if (!expiresAt) return null;
  const isOver = new Date(expiresAt) <= new Date(now);
  const at = <Time key="at" at={expiresAt} format="day" now={now} />;
  return (
    <>
      {" · "}
      <T k={isOver ? "goodwill.expired" : "goodwill.until"} values={{ at }} />
    </>
  );
}
