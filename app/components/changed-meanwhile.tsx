import { useT } from "../i18n/use-t.tsx";
import { Card } from "./card.tsx";
import { Diff } from "./diff.tsx";

/** Somebody else was faster: what theirs says now, beside what is typed. */
export function ChangedMeanwhile({ now, typed }: { now: string; typed: string }) {
  const t = useT();
  return (
    <Card title={t("post.edit.changed")}>
      <p>{t("post.edit.changed.text")}</p>
      <Diff before={now} after={typed} />
    </Card>
  );
}
