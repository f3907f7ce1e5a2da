import { type Level, LIST_LEVELS } from "../domain/threads/watch.ts";
import { useT } from "../i18n/use-t.tsx";
import { WatchForm } from "./watch-form.tsx";

/** Below a list of threads: how closely to follow all of it. A visitor, whose level is null, follows nothing. */
export function FollowList({ path, level }: { path: string; level: Level | null }) {
  const t = useT();
  if (level === null) return null;
  return (
    <section className="follow-list">
      <h2>{t("watch.title")}</h2>
      <WatchForm action={`${path}/watch`} level={level} levels={LIST_LEVELS} />
      <p>
        <a href="/watches">{t("watch.all")}</a>
      </p>
    </section>
  );
}
