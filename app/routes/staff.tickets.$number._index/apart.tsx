import { useLoaderData } from "@remix-run/react";
import { Button } from "../../components/button.tsx";
import { MetaLine } from "../../components/meta-line.tsx";
import { PostForm } from "../../components/post-form.tsx";
import { SideSection } from "../../components/side-panel.tsx";
import { TicketStatus } from "../../components/status-mark.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { Time } from "../../components/time.tsx";
import type { EarlierCase } from "../../domain/tickets/earlier.ts";
import { canFollow, isClosed, REASON_MAX } from "../../domain/tickets/ticket.ts";
import { T, useT } from "../../i18n/use-t.tsx";
import type { TicketPage } from "./load.server.ts";
import { useAnswer } from "./refused.ts";

/** For a message that is about something else; the requester reads why it is a request of its own. */
export function Detachment({ responseId }: { responseId: number }) {
  const t = useT();
  const { ticket, may } = useLoaderData<TicketPage>();
  const answer = useAnswer("detachments", (typed) => typed.responseId === String(responseId));
  if (!may.work || isClosed(ticket.state)) return null;
  return (
    <details className="folded miss" open={answer !== null}>
      <summary>{t("join.detach")}</summary>
      <PostForm answer={answer} action={`/staff/tickets/${ticket.number}/detachments`} className="form side-form">
        <input type="hidden" name="seenVersion" value={ticket.version} />
        <input type="hidden" name="responseId" value={responseId} />
        <TextArea
          name="reason"
          id={answer ? undefined : `detach-${responseId}`}
          label={t("join.detach.reason")}
          hint={t("join.detach.hint")}
          maxLength={REASON_MAX}
          rows={2}
        />
        <div className="form-actions">
          <Button size="small" icon="link">
            {t("join.detach.do")}
          </Button>
        </div>
      </PostForm>
    </details>
  );
}

/** It goes on in an earlier ticket of the same requester: one that seems to be about this, or any by its number. */
export function Joining() {
  const t = useT();
  const { ticket, earlier, may, unjoinableUntil } = useLoaderData<TicketPage>();
  if (!may.work) return null;
  if (ticket.state === "joined") return unjoinableUntil ? <Separation until={unjoinableUntil} /> : null;
  if (!canFollow(ticket.state, "joined")) return null;
  return (
    <SideSection title={t("join.title")}>
      <p className="small">{t("join.text")}</p>
      {earlier.map((one) => (
        <JoinOne key={one.number} one={one} />
      ))}
      <JoinByNumber />
    </SideSection>
  );
}

function JoinOne({ one: { number, subject, state } }: { one: EarlierCase }) {
  const t = useT();
  const { ticket } = useLoaderData<TicketPage>();
  return (
    <form method="post" action={`/staff/tickets/${ticket.number}/joining`} className="stack stack-s">
      <input type="hidden" name="seenVersion" value={ticket.version} />
      <a href={`/staff/tickets/${number}`} dir="auto">
        #{number} {subject}
      </a>
      <MetaLine>
        <TicketStatus state={state} />
      </MetaLine>
      <Button size="small" icon="link" name="intoId" value={number}>
        {t("join.do", { number })}
      </Button>
    </form>
  );
}

function JoinByNumber() {
  const t = useT();
  const { ticket, earlier } = useLoaderData<TicketPage>();
  const answer = useAnswer("joining", ({ intoId }) => !earlier.some(({ number }) => String(number) === intoId));
  return (
    <details className="folded" open={answer !== null}>
      <summary>{t("join.other")}</summary>
      <PostForm action={`/staff/tickets/${ticket.number}/joining`} className="form side-form">
        <input type="hidden" name="seenVersion" value={ticket.version} />
        <TextInput
          name="intoId"
          type="number"
          min={1}
          label={t("join.number")}
          hint={t("join.number.hint")}
          defaultValue={answer?.typed.intoId}
        />
        <div className="form-actions">
          <Button size="small" icon="link">
            {t("join.do.any")}
          </Button>
        </div>
      </PostForm>
    </details>
  );
}

function Separation({ until }: { until: Date | string }) {
  const t = useT();
  const { ticket, now } = useLoaderData<TicketPage>();
  return (
    <SideSection title={t("join.title")}>
      <form method="post" action={`/staff/tickets/${ticket.number}/separation`} className="stack stack-s">
        <input type="hidden" name="seenVersion" value={ticket.version} />
        <p className="small">
          <T k="join.undo.text" values={{ at: <Time key="at" at={until} format="dateTime" now={now} /> }} />
        </p>
        <Button size="small" icon="undo-2">
          {t("join.undo")}
        </Button>
      </form>
    </SideSection>
  );
}
