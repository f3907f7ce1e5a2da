import { useLoaderData } from "@remix-run/react";
import { MetaLine } from "../../components/meta-line.tsx";
import { ThreadStatus } from "../../components/status-mark.tsx";
import { useT } from "../../i18n/use-t.tsx";
import type { ThreadPage } from "./load.server.ts";

/** Where the thread stands, in one line below its title. */
export function StatusLine() {
  const t = useT();
  const { thread, lane, answers } = useLoaderData<ThreadPage>();
  const isWithStaff = lane.kind === "public" && thread.state !== "solved";
  return (
    <MetaLine>
      <ThreadStatus state={isWithStaff ? "with_staff" : thread.state} />
      {thread.affected > 0 ? t("thread.affected", { count: thread.affected }) : null}
      {thread.tally.total > 0 ? t("thread.works_for", thread.tally) : null}
      {thread.firstSolutionId && answers.length === 0 ? (
        <a href={`/posts/${thread.firstSolutionId}`}>{t("thread.to_solution")}</a>
      ) : null}
    </MetaLine>
  );
}
