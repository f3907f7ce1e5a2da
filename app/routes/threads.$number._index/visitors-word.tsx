import { useLoaderData } from "@remix-run/react";
import { DidItWorkForVisitor, OUTCOMES } from "../../components/did-it-work.tsx";
import { Icon } from "../../components/icon.tsx";
import { useT } from "../../i18n/use-t.tsx";
import type { ShownReply, ThreadPage } from "./load.server.ts";

/** Said without an account; what this browser has said stands on the page of its own address alone. */
export function VisitorsWord({ id }: { id: number }) {
  const { said } = useLoaderData<ThreadPage>();
  const yours = said?.postId === id ? said.outcome : null;
  return (
    <DidItWorkForVisitor
      action={`/posts/${id}/outcome`}
      name="outcome"
      values={OUTCOMES}
      yours={yours === "didnt" ? "failed" : yours}
      back={`/posts/${id}`}
    />
  );
}

/** How it went for those without an account: beside what members say. */
export function VisitorsTally({ tally: { visitorsWorked, visitorsDidnt } }: Pick<ShownReply, "tally">) {
  const t = useT();
  const total = visitorsWorked + visitorsDidnt;
  return total > 0 ? (
    <span className="tally">
      <Icon name="users" /> {t("verdict.visitors", { worked: visitorsWorked, total })}
    </span>
  ) : null;
}
