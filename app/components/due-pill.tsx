import { useT } from "../i18n/use-t.tsx";
import { Icon } from "./icon.tsx";

interface Props {
  due: Date | string | null;
  now: Date | string;
  /** Whose turn stops the clock: a short text such as "her turn". */
  paused?: string;
}

const soon = 3600;

/** When something has to be done by: due in 38 min, overdue by 2 h, or paused. */
export function DuePill({ due, now, paused }: Props) {
  const t = useT();
  if (paused)
    return (
      <span className="due due-paused">
        <Icon name="circle-pause" /> {paused}
      </span>
    );
  if (!due) return <span className="due due-none">{t("due.none")}</span>;
  const seconds = (new Date(due).getTime() - new Date(now).getTime()) / 1000;
  const kind = seconds < 0 ? "over" : seconds <= soon ? "soon" : "later";
  return (
    <time className={`due due-${kind}`} dateTime={new Date(due).toISOString()} title={t.dateTime(new Date(due))}>
      <Icon name={kind === "over" ? "circle-alert" : "clock"} />{" "}
      {t(kind === "over" ? "due.over" : "due.in", { span: t.duration(Math.abs(seconds)) })}
    </time>
  );
}
