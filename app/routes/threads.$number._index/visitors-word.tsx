import { useLoaderData } from "@remix-run/react";
import { DidItWorkForVisitor, OUTCOMES } from "../../components/did-it-work.tsx";
import { Icon } from "../../components/icon.tsx";
import { useT } from "../../i18n/use-t.tsx";
import type { ShownReply, ThreadPage } from "./load.server.ts";

/** What this browser has said of a reply, on the page of its own address. */
export function useSaid(id: number) {
  const { said } = useLoaderData<ThreadPage>();
  return said?.postId === id ? said.outcome : null;
}

/** Said without an account; what this browser has said stands on the page of its own address alone. */
export function VisitorsWord({ reply: { id, isSolution } }: { reply: ShownReply }) {
  const yours = useSaid(id);
  return (
    <DidItWorkForVisitor
      action={`/posts/${id}/outcome`}
      name="outcome"
      values={OUTCOMES}
      yours={yours === "didnt" ? "failed" : yours}
      isOver={!isSolution}
      back={`/posts/${id}`}
    />
  );
}

/** How it went for those without an account: beside what members say. */
export function VisitorsTally({ reply: { id, isSolution, tally } }: { reply: ShownReply }) {
  const t = useT();
  const { may } = useLoaderData<ThreadPage>();
  const total = tally.visitorsWorked + tally.visitorsDidnt;
  const words = t("verdict.visitors", { worked: tally.visitorsWorked, total });
  // Where nobody is asked any more, whoever has said so finds their word behind it.
  const isWayBack = may.sayAsVisitor && !isSolution;
  return total > 0 ? (
    <span className="tally">
      <Icon name="users" /> {isWayBack ? <a href={`/posts/${id}/outcome#post-${id}`}>{words}</a> : words}
    </span>
  ) : null;
}
