import { useT } from "../i18n/use-t.tsx";
import { DuePill } from "./due-pill.tsx";

interface Props {
  /** Which clock: "First response". */
  label: string;
  /** Support time that has run, and that may run, in seconds. */
  spent: number;
  target: number;
  due: Date | string | null;
  now: Date | string;
  paused?: string;
}

/** How much of a clock's time is used: a bar, and the same in words. */
export function SlaMeter({ label, spent, target, due, now, paused }: Props) {
  const t = useT();
  const share = Math.min(1, Math.max(0, spent / target));
  const level = paused ? "paused" : share >= 1 ? "over" : share >= 0.8 ? "soon" : "fine";
  return (
    <div className={`sla sla-${level}`}>
      <div className="sla-words">
        <span>{label}</span>
        <DuePill due={due} now={now} paused={paused} />
      </div>
      {/* An attribute and not a style: pages carry no inline styles. */}
      <svg className="sla-bar" role="img" aria-label={t("sla.used", { share })}>
        <rect className="sla-track" width="100%" height="100%" rx="3" />
        <rect className="sla-fill" width={`${share * 100}%`} height="100%" rx="3" />
      </svg>
    </div>
  );
}
