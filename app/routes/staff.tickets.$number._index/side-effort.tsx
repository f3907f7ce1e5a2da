import { useLoaderData } from "@remix-run/react";
import { SideSection } from "../../components/side-panel.tsx";
import { useT } from "../../i18n/use-t.tsx";
import type { TicketPage } from "./load.server.ts";

/** What it has cost the requester so far, in plain words. It says nothing of whoever works here. */
export function EffortMeter() {
  const t = useT();
  const { effort } = useLoaderData<TicketPage>();
  const { wrote, waits, waitedSeconds, repeated, disagreed, hands } = effort;
  return (
    <SideSection title={t("effort.title")}>
      <ul className="side-list">
        <li>{t("effort.wrote", { count: wrote })}</li>
        {waits > 0 ? <li>{t("effort.waited", { count: waits, time: t.duration(waitedSeconds) })}</li> : null}
        {repeated > 0 ? <li>{t("effort.repeated", { count: repeated })}</li> : null}
        {disagreed > 0 ? <li>{t("effort.disagreed", { count: disagreed })}</li> : null}
        {hands > 1 ? <li>{t("effort.hands", { count: hands })}</li> : null}
      </ul>
    </SideSection>
  );
}
