import { useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { Banner } from "../../components/banner.tsx";
import { LivePart } from "../../components/live.tsx";
import { T, useT } from "../../i18n/use-t.tsx";
import type { ThreadPage } from "./load.server.ts";

/** One thing to think of before writing one more reply. It is a word, and nobody is held back by it. */
export function ReplyNotice() {
  return (
    <LivePart name="reply-notice">
      <Notice />
    </LivePart>
  );
}

function Notice() {
  const { pause, thread, may } = useLoaderData<ThreadPage>();
  if (pause?.kind === "in_a_row") return <InARow lastId={pause.lastId} />;
  if (pause?.kind === "much") return <Much {...pause} />;
  if (thread.state === "solved")
    return <OwnQuestion k={thread.quietSince ? "reply.pause.solved_old" : "reply.pause.solved"} />;
  return thread.quietSince && !may.isAsker ? <OwnQuestion k="reply.pause.old" /> : null;
}

const link = (href: string) => (text: ReactNode[]) => <a href={href}>{text}</a>;

function InARow({ lastId }: { lastId: number }) {
  return (
    <Banner>
      <T k="reply.pause.in_a_row" values={{ link: link(`/posts/${lastId}/edit`) }} />
    </Banner>
  );
}

function Much({ own, count }: { own: number; count: number }) {
  return (
    <Banner>
      <T k="reply.pause.much" values={{ own, count }} />
    </Banner>
  );
}

/** What is over, or has been quiet for long: who has something else on their mind asks their own, which leads back here. */
function OwnQuestion({ k }: { k: "reply.pause.solved" | "reply.pause.solved_old" | "reply.pause.old" }) {
  const { thread } = useLoaderData<ThreadPage>();
  const t = useT();
  const href = `/threads/new?category=${encodeURIComponent(thread.category.slug)}&about=${thread.id}`;
  const at = thread.quietSince ? t.date(thread.quietSince) : "";
  return (
    <Banner>
      <T k={k} values={{ at, link: link(href) }} />
    </Banner>
  );
}
