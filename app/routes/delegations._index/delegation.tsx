import { useLoaderData } from "@remix-run/react";
import { Button } from "../../components/button.tsx";
import { Time } from "../../components/time.tsx";
import { T, useT } from "../../i18n/use-t.tsx";
import type { DelegationsPage } from "./route.tsx";
import { scopesIn } from "./scopes.ts";

type Grant = ReturnType<typeof useLoaderData<DelegationsPage>>["granted"][number];

/** One grant: with whom, how far, how long, and the way out of it. */
export function Delegation({ grant, side }: { grant: Grant; side: "granted" | "held" }) {
  const t = useT();
  const { id, name, scopes, standing } = grant;
  const called = name ?? t("acting.pending.name");
  return (
    <li id={`delegation-${id}`} className="delegation">
      <div className="row row-apart">
        <strong>
          <bdi>{called}</bdi>
        </strong>
        {standing === "over" ? null : (
          <form method="post" action={`/delegations/${id}/end`}>
            <Button size="small" aria-label={`${t("acting.end")}: ${called}`}>
              {t(standing === "pending" ? "acting.end.withdraw" : "acting.end")}
            </Button>
          </form>
        )}
      </div>
      <p className="small">{t("acting.scopes", { scopes: scopesIn(t, scopes) })}</p>
      <Until grant={grant} />
      {side === "held" && standing === "held" ? <a href="/requests">{t("acting.requests")}</a> : null}
    </li>
  );
}

function Until({ grant: { standing, link, linkExpiresAt, expiresAt, endedAt } }: { grant: Grant }) {
  const t = useT();
  const { now } = useLoaderData<DelegationsPage>();
  const day = (at: Date | string) => <Time key="at" at={at} format="day" now={now} />;
  if (standing === "over")
    return (
      <p className="small soft">
        {endedAt ? <T k="acting.over.at" values={{ at: day(endedAt) }} /> : t("acting.over")}
      </p>
    );
  if (standing === "held")
    return (
      <p className="small soft">
        <T k="acting.held.until" values={{ at: day(expiresAt) }} />
      </p>
    );
  return (
    <>
      <p className="small soft">
        <T k="acting.pending" values={{ at: day(linkExpiresAt) }} />
      </p>
      {link ? <code className="secret-link">{link}</code> : null}
    </>
  );
}
