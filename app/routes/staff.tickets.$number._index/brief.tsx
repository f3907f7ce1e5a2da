import { useLoaderData } from "@remix-run/react";
import { Button } from "../../components/button.tsx";
import { MetaLine } from "../../components/meta-line.tsx";
import { drawPrivate } from "../../components/private-chip.ts";
import { Prose } from "../../components/prose.tsx";
import { Time } from "../../components/time.tsx";
import { T, useT } from "../../i18n/use-t.tsx";
import type { TicketPage } from "./load.server.ts";

/** What was handed over: open before whoever took over until they have read it, folded for everybody else. */
export function Brief() {
  const t = useT();
  const { brief, may, ticket } = useLoaderData<TicketPage>();
  if (!brief) return null;
  return (
    <details className="disclosure" id="brief" open={brief.isMine}>
      <summary>{t(brief.isMine ? (brief.isToTake ? "brief.waits" : "brief.yours") : "brief.title")}</summary>
      <div className="disclosure-body stack">
        <Facts brief={brief} />
        <Prose html={drawPrivate(brief.html, ticket.privateValues, t)} size="small" />
        {brief.isMine && may.work ? <Read isToTake={brief.isToTake} /> : null}
      </div>
    </details>
  );
}

function Facts({ brief }: { brief: NonNullable<TicketPage["brief"]> }) {
  const { now } = useLoaderData<TicketPage>();
  const { writerName, readerName, at, readAt } = brief;
  const name = <bdi key="name">{readerName}</bdi>;
  return (
    <MetaLine>
      <bdi>{writerName}</bdi>
      <Time at={at} now={now} />
      {readAt && readerName ? (
        <span>
          <T k="brief.read_by" values={{ name, at: <Time key="at" at={readAt} format="day" now={now} /> }} />
        </span>
      ) : null}
    </MetaLine>
  );
}

function Read({ isToTake }: { isToTake: boolean }) {
  const t = useT();
  const { ticket } = useLoaderData<TicketPage>();
  return (
    <form method="post" action={`/staff/tickets/${ticket.number}/brief`}>
      <Button variant="primary" icon="check">
        {t(isToTake ? "brief.take" : "brief.read")}
      </Button>
    </form>
  );
}
