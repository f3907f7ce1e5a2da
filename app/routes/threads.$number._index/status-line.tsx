import { useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { Badge } from "../../components/badge.tsx";
import { MetaLine } from "../../components/meta-line.tsx";
import { ThreadStatus } from "../../components/status-mark.tsx";
import { Time } from "../../components/time.tsx";
import { isLive } from "../../domain/tickets/ticket.ts";
import { T, useT } from "../../i18n/use-t.tsx";
import type { ThreadPage } from "./load.server.ts";

/** Where the thread stands, in one line below its title. */
export function StatusLine() {
  const t = useT();
  const { thread, lane, answers } = useLoaderData<ThreadPage>();
  const { tally } = thread;
  const [members, visitors] = [tally.worked + tally.didnt, tally.visitorsWorked + tally.visitorsDidnt];
  const isSolved = thread.state === "solved";
  const isWithStaff = !isSolved && isLaneOpen(lane);
  return (
    <MetaLine>
      <ThreadStatus state={isWithStaff ? "with_staff" : thread.isKnown && !isSolved ? "known" : thread.state} />
      {lane.kind === "private" && isWithStaff ? <Moment k="thread.since" at={lane.request.since} /> : null}
      {lane.kind === "none" && thread.staffTakesOverAt ? (
        <Moment k="thread.promise" at={thread.staffTakesOverAt} />
      ) : null}
      {thread.needsCheck ? (
        <Badge tone="warning" icon="triangle-alert">
          {t("thread.needs_check")}
        </Badge>
      ) : null}
      {thread.splitOf ? (
        <a href={`/threads/${thread.splitOf.threadId}#questions`}>{t("question.split.of", thread.splitOf)}</a>
      ) : null}
      {thread.affected > 0 ? t("thread.affected", { count: thread.affected }) : null}
      {members > 0 ? t("thread.works_for", { worked: tally.worked, total: members }) : null}
      {visitors > 0 ? t("thread.works_for_visitors", { worked: tally.visitorsWorked, total: visitors }) : null}
      {thread.firstSolutionId && answers.length === 0 ? (
        <a href={`/posts/${thread.firstSolutionId}`}>{t("thread.to_solution")}</a>
      ) : null}
    </MetaLine>
  );
}

const isLaneOpen = (lane: ThreadPage["lane"]) =>
  lane.kind === "public" || (lane.kind === "private" && isLive(lane.request.state));

function Moment({ k, at }: { k: "thread.since" | "thread.promise"; at: Date }): ReactNode {
  const { now } = useLoaderData<ThreadPage>();
  return (
    <span>
      <T k={k} values={{ at: <Time key="at" at={at} format="day" now={now} /> }} />
    </span>
  );
}
