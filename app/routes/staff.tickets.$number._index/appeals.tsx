import { useLoaderData } from "@remix-run/react";
import { Banner } from "../../components/banner.tsx";
import { Time } from "../../components/time.tsx";
import { T, useT } from "../../i18n/use-t.tsx";
import type { TicketPage } from "./load.server.ts";

/** Whom the requester asked for, while nobody has answered to that. */
export function Appeals() {
  const t = useT();
  const { ticket, appeals, now } = useLoaderData<TicketPage>();
  return appeals.map(({ id, kind, reason, isAlone, at }) => (
    <Banner key={id} tone="warning" icon="user-round-check">
      <p>
        {t(`appeals.desk.${kind}`, { name: ticket.requester.name })} {isAlone ? t("appeals.desk.alone") : null}{" "}
        <span className="soft">
          <T k="appeals.desk.since" values={{ at: <Time key="at" at={at} now={now} /> }} />
        </span>
      </p>
      {reason ? <p dir="auto">{reason}</p> : null}
    </Banner>
  ));
}
