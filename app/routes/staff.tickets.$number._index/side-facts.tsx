import { useLoaderData } from "@remix-run/react";
import { Button } from "../../components/button.tsx";
import { PostForm } from "../../components/post-form.tsx";
import { PrivateFinder } from "../../components/private-finder.tsx";
import { PrivateText } from "../../components/private-text.tsx";
import { Select } from "../../components/select.tsx";
import { SideSection } from "../../components/side-panel.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { Time } from "../../components/time.tsx";
import { FACT_MAX, STATED_FACTS } from "../../domain/tickets/facts.ts";
import { isClosed } from "../../domain/tickets/ticket.ts";
import { T, useT } from "../../i18n/use-t.tsx";
import type { TicketPage } from "./load.server.ts";
import { useAnswer } from "./refused.ts";

/** What is known, by whom it was said, and whether the requester has confirmed it: nobody asks for it again. */
export function Facts() {
  const t = useT();
  const { facts, ticket, may } = useLoaderData<TicketPage>();
  const mayNote = may.work && !isClosed(ticket.state);
  if (facts.length === 0 && !mayNote) return null;
  return (
    <SideSection title={t("fact.title")} count={facts.length}>
      <ul className="side-list" id="facts">
        {facts.map((fact) => (
          <li key={fact.id}>
            <span dir="auto">
              <strong>{t(`fact.${fact.fact}`)}</strong>: <PrivateText text={fact.value} />
            </span>
            <Standing fact={fact} />
          </li>
        ))}
      </ul>
      {mayNote ? <NoteFact /> : null}
    </SideSection>
  );
}

function Standing({ fact: { confirmedAt, byName } }: { fact: TicketPage["facts"][number] }) {
  const { now } = useLoaderData<TicketPage>();
  const name = <bdi key="name">{byName}</bdi>;
  return (
    <span className="small soft">
      {confirmedAt ? (
        <T k="fact.confirmed" values={{ name, at: <Time key="at" at={confirmedAt} format="day" now={now} /> }} />
      ) : (
        <T k="fact.unconfirmed" values={{ name }} />
      )}
    </span>
  );
}

function NoteFact() {
  const t = useT();
  const { ticket } = useLoaderData<TicketPage>();
  const answer = useAnswer("facts");
  return (
    <details className="folded" open={answer !== null}>
      <summary>{t("fact.note")}</summary>
      <PostForm
        audience="requester"
        answer={answer}
        action={`/staff/tickets/${ticket.number}/facts`}
        className="form side-form"
      >
        <Select
          name="fact"
          id={answer ? undefined : "note-fact"}
          label={t("fact.which")}
          options={STATED_FACTS.map((value) => ({ value, label: t(`fact.${value}`) }))}
        />
        <TextInput
          name="value"
          id={answer ? undefined : "note-fact-value"}
          label={t("fact.value")}
          hint={t("fact.note.hint", { name: ticket.requester.name })}
          maxLength={FACT_MAX}
        />
        <PrivateFinder fields={["value"]} audience="requester" />
        <div className="form-actions">
          <Button size="small">{t("fact.note.do")}</Button>
        </div>
      </PostForm>
    </details>
  );
}
