import { useLoaderData } from "@remix-run/react";
import { CopyButton } from "../../components/copy-button.tsx";
import { DuePill } from "../../components/due-pill.tsx";
import { PrivateFields } from "../../components/private-fields.tsx";
import { PrivateText } from "../../components/private-text.tsx";
import { SidePanel, SideSection } from "../../components/side-panel.tsx";
import { SlaMeter } from "../../components/sla-meter.tsx";
import { turnOf } from "../../domain/tickets/ticket.ts";
import { useT } from "../../i18n/use-t.tsx";
import { Joining } from "./apart.tsx";
import type { TicketPage } from "./load.server.ts";
import { Answers } from "./side-answers.tsx";
import { Assignment, More, PriorityForm } from "./side-deeds.tsx";
import { Duties } from "./side-duties.tsx";
import { EffortMeter } from "./side-effort.tsx";
import { Facts } from "./side-facts.tsx";
import { Goodwill } from "./side-goodwill.tsx";
import { Promises } from "./side-promises.tsx";
import { Snoozing } from "./side-snooze.tsx";
import { Steps } from "./side-steps.tsx";
import { Threads } from "./side-threads.tsx";

/** Everything already known: what they want first, so that no closing word forgets it. */
export function Side() {
  const t = useT();
  const { ticket, may } = useLoaderData<TicketPage>();
  return (
    <SidePanel label={t("ticket.known")} summary={<Summary />}>
      {ticket.desiredOutcome ? <Wants /> : null}
      <Private />
      <Numbers />
      <Clock />
      {may.work ? <Assignment /> : null}
      {may.work ? <Snoozing /> : null}
      <Facts />
      <Promises />
      <Duties />
      <Goodwill />
      <Steps />
      <Threads />
      <Joining />
      <EffortMeter />
      <Answers />
      {may.work ? <PriorityForm /> : null}
      {may.work ? <More /> : null}
    </SidePanel>
  );
}

/** What a phone shows of it until it is opened. */
function Summary() {
  const t = useT();
  const { ticket, now } = useLoaderData<TicketPage>();
  const { desiredOutcome, due, steps } = ticket;
  return (
    <span className="side-facts">
      {due ? <DuePill due={due.at} now={now} /> : <span>{t("ticket.known")}</span>}
      {desiredOutcome ? <span className="side-wish">{t("ticket.wants", { wish: desiredOutcome })}</span> : null}
      {steps.length > 0 ? <span>{t("ticket.tried", { count: steps.length })}</span> : null}
    </span>
  );
}

function Wants() {
  const t = useT();
  const { ticket } = useLoaderData<TicketPage>();
  const { desiredOutcome, verdict } = ticket;
  return (
    <SideSection title={t("ticket.wish")}>
      <p dir="auto" className="side-wish-text">
        {desiredOutcome}
      </p>
      {verdict ? (
        <p className="soft">
          {t(`resolve.wish.${verdict.outcome}`)}
          <PrivateText text={verdict.reason ? `: ${verdict.reason}` : ""} />
        </p>
      ) : null}
    </SideSection>
  );
}

/** What the requester has moved out of their posts: never what anybody else has. */
function Private() {
  const t = useT();
  const { privateFields } = useLoaderData<TicketPage>();
  return privateFields.length > 0 ? (
    <SideSection title={t("private.fields")}>
      <PrivateFields fields={privateFields} />
    </SideSection>
  ) : null;
}

/** Numbers of ours that the requester has written where they are read: to be copied, and never asked for again. */
function Numbers() {
  const t = useT();
  const { numbers } = useLoaderData<TicketPage>();
  return numbers.length > 0 ? (
    <SideSection title={t("ticket.numbers")}>
      <ul className="private-fields">
        {numbers.map(({ name, value, isRight }) => (
          <li key={value}>
            <bdi>{name}</bdi> <code>{value}</code>{" "}
            {isRight ? (
              <CopyButton text={value} about={value} />
            ) : (
              <span className="soft">{t("ticket.numbers.wrong")}</span>
            )}
          </li>
        ))}
      </ul>
    </SideSection>
  ) : null;
}

/** Whose clock runs, and how far. */
function Clock() {
  const t = useT();
  const { ticket, now } = useLoaderData<TicketPage>();
  const { due, state } = ticket;
  const paused = turnOf(state) === "requester" ? t("inbox.their_turn") : undefined;
  return (
    <SideSection title={t("ticket.clock")}>
      {due === null ? <p className="soft">{t(paused ? "ticket.clock.theirs" : "ticket.clock.none")}</p> : null}
      {due?.target && due.spent !== null ? (
        <SlaMeter label={t(`clock.${due.clock}`)} spent={due.spent} target={due.target} due={due.at} now={now} />
      ) : null}
      {due && !due.target ? (
        <p className="row row-apart">
          {t(`clock.${due.clock}`)} <DuePill due={due.at} now={now} />
        </p>
      ) : null}
      {ticket.relaxed.map(({ clock, factor, reason }) => (
        <p key={clock} className="small soft">
          {t("ticket.relaxed", { clock: t(`clock.${clock}`), factor })} <bdi>{reason}</bdi>
        </p>
      ))}
    </SideSection>
  );
}
