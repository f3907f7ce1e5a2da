import { useLoaderData } from "@remix-run/react";
import { Tag } from "../../components/badge.tsx";
import { Button } from "../../components/button.tsx";
import { SideSection } from "../../components/side-panel.tsx";
import { ThreadStatus } from "../../components/status-mark.tsx";
import { WatchForm } from "../../components/watch-form.tsx";
import { THREAD_LEVELS } from "../../domain/threads/watch.ts";
import { useT } from "../../i18n/use-t.tsx";
import { History } from "./history.tsx";
import type { ThreadPage } from "./load.server.ts";
import { StepsSoFar } from "./steps-so-far.tsx";

/** What belongs to the thread beside its text. */
export function Side() {
  const t = useT();
  const { thread, similar, may } = useLoaderData<ThreadPage>();
  return (
    <div className="side thread-side">
      <StepsSoFar />
      {may.watch ? <Watch /> : null}
      {similar.length > 0 ? <Similar /> : null}
      {thread.tags.length > 0 ? (
        <SideSection title={t("thread.tags")}>
          <p className="row">
            {thread.tags.map((tag) => (
              <Tag key={tag.slug} name={tag.name} href={`/tags/${tag.slug}`} />
            ))}
          </p>
        </SideSection>
      ) : null}
      <History />
      <PeerTools />
      {may.hide ? <StaffTools /> : null}
    </div>
  );
}

function Watch() {
  const t = useT();
  const { thread, may } = useLoaderData<ThreadPage>();
  return (
    <SideSection title={t("watch.title")}>
      <WatchForm action={`/threads/${thread.id}/watch`} level={may.watchLevel} levels={THREAD_LEVELS} />
      <p>
        <a href="/watches">{t("watch.all")}</a>
      </p>
    </SideSection>
  );
}

function Similar() {
  const t = useT();
  const { similar } = useLoaderData<ThreadPage>();
  return (
    <SideSection title={t("thread.similar")}>
      <ul className="similar">
        {similar.map((one) => (
          <li key={one.id}>
            <a href={`/threads/${one.id}`} dir="auto">
              {one.title}
            </a>
            {one.state === "solved" ? <ThreadStatus state="solved" /> : null}
          </li>
        ))}
      </ul>
    </SideSection>
  );
}

/** A peer who sees that only staff can settle it says so. */
function PeerTools() {
  const t = useT();
  const { thread, lane } = useLoaderData<ThreadPage>();
  if (lane.kind === "public" || lane.offer?.by !== "peer") return null;
  return (
    <SideSection title={t("thread.escalate.peer")}>
      <form method="post" action={`/threads/${thread.id}/escalation`}>
        <input type="hidden" name="isPeer" value="yes" />
        <p>{t("thread.escalate.peer_text")}</p>
        <Button size="small" icon="headset">
          {t("thread.escalate.peer")}
        </Button>
      </form>
    </SideSection>
  );
}

function StaffTools() {
  const t = useT();
  const { thread, lane } = useLoaderData<ThreadPage>();
  const canEscalate = lane.kind !== "public" && lane.offer?.by === "staff";
  return (
    <SideSection title={t("thread.staff_tools")}>
      {canEscalate ? (
        <form method="post" action={`/threads/${thread.id}/escalation`}>
          <p>{t("thread.escalate.staff_text")}</p>
          <Button size="small" icon="headset">
            {t("thread.escalate.staff")}
          </Button>
        </form>
      ) : null}
      <form method="post" action={`/threads/${thread.id}/hiding`}>
        <p>{t(thread.isHidden ? "thread.hide.hidden" : "thread.hide.text")}</p>
        <Button
          size="small"
          icon={thread.isHidden ? "eye" : "eye-off"}
          name="is"
          value={thread.isHidden ? "off" : "on"}
        >
          {t(thread.isHidden ? "thread.unhide" : "thread.hide")}
        </Button>
      </form>
    </SideSection>
  );
}
