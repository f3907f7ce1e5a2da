import { useLoaderData } from "@remix-run/react";
import type { IconName } from "../../components/icons.ts";
import { SideSection } from "../../components/side-panel.tsx";
import { Timeline, TimelineEvent } from "../../components/timeline.tsx";
import { useT } from "../../i18n/use-t.tsx";
import type { ThreadPage } from "./load.server.ts";

type Entry = ThreadPage["timeline"][number];

const icons: Record<Entry["kind"], IconName> = {
  "thread.asked": "message-circle-question-mark",
  "thread.escalated": "headset",
  "thread.details_requested": "circle-question-mark",
  "thread.split": "link",
  "thread.rejoined": "undo-2",
  "post.marked_solution": "circle-check",
  "post.unmarked_solution": "undo-2",
  "answer.published": "badge-check",
};

/** What has happened to the thread, as far as it is everybody's business. */
export function History() {
  const t = useT();
  const { timeline } = useLoaderData<ThreadPage>();
  // That it was asked says the question itself.
  if (timeline.every(({ kind }) => kind === "thread.asked")) return null;
  return (
    <SideSection title={t("thread.history")}>
      <Timeline label={t("thread.history")}>
        {timeline.map((entry) => (
          <TimelineEvent key={entry.id} icon={icons[entry.kind]} at={entry.at}>
            <Sentence entry={entry} />
          </TimelineEvent>
        ))}
      </Timeline>
    </SideSection>
  );
}

function Sentence({ entry: { kind, actorName, postId } }: { entry: Entry }) {
  const t = useT();
  const text = t(`thread.event.${kind}`, { name: actorName ?? t("thread.event.nobody") });
  return postId && kind !== "thread.asked" ? <a href={`/posts/${postId}`}>{text}</a> : text;
}
