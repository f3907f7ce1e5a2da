import { useLoaderData } from "@remix-run/react";
import { ButtonLink } from "../../components/button.tsx";
import { MetaLine } from "../../components/meta-line.tsx";
import { SideSection } from "../../components/side-panel.tsx";
import { useT } from "../../i18n/use-t.tsx";
import type { TicketPage } from "./load.server.ts";

/** What was found out and is published, or going to be. */
export function Answers() {
  const t = useT();
  const { ticket, answers } = useLoaderData<TicketPage>();
  const { willPublish, notPublishedBecause } = ticket;
  if (answers.length === 0 && willPublish === null) return null;
  return (
    <SideSection title={t("ticket.answers")}>
      {willPublish === false ? <p className="soft">{notPublished(t, notPublishedBecause)}</p> : null}
      <ul className="side-list">
        {answers.map((answer) => (
          <li key={answer.id}>
            <a href={`/staff/answers/${answer.id}`} dir="auto">
              {answer.title || t("ticket.answers.untitled")}
            </a>
            <MetaLine>
              {answer.version > 0 ? <span>{t("company_answer.version", { version: answer.version })}</span> : null}
              {answer.draftState ? <span>{t(`ticket.answers.${answer.draftState}`)}</span> : null}
            </MetaLine>
          </li>
        ))}
      </ul>
      {willPublish && answers.length === 0 ? (
        <ButtonLink href="/staff/answers" size="small" icon="file-text">
          {t("ticket.answers.write")}
        </ButtonLink>
      ) : null}
    </SideSection>
  );
}

function notPublished(t: ReturnType<typeof useT>, because: string) {
  const known = ["account_specific", "security", "duplicate", "legal", "other", "no_answer"] as const;
  const reason = known.find((one) => one === because);
  return t("ticket.not_published", { reason: reason ? t(`publish.${reason}`) : because });
}
