import { useLoaderData } from "@remix-run/react";
import { Button } from "../../components/button.tsx";
import { Checkbox } from "../../components/choices.tsx";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import type { FormAnswer } from "../../components/form-answer.tsx";
import { PostForm } from "../../components/post-form.tsx";
import { PrivateFinder } from "../../components/private-finder.tsx";
import { Select } from "../../components/select.tsx";
import { SideSection } from "../../components/side-panel.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { Time } from "../../components/time.tsx";
import {
  isWorkable,
  MESSAGE_MAX,
  PRIORITIES,
  REASON_MAX,
  RETURN_REASONS,
  transitions,
} from "../../domain/tickets/ticket.ts";
import { T, useT } from "../../i18n/use-t.tsx";
import type { TicketPage } from "./load.server.ts";
import { PassToLevel2 } from "./macro-picker.tsx";
import { PassOn } from "./pass-on.tsx";
import { useAnswer } from "./refused.ts";

/** Who has it: taking it is one press, giving it to somebody two. */
export function Assignment() {
  const t = useT();
  const { ticket, me } = useLoaderData<TicketPage>();
  const answer = useAnswer("assignment", ({ to }) => to !== "me");
  const { assignee, state } = ticket;
  if (!isWorkable(state)) return null;
  return (
    <SideSection title={t("ticket.owner")}>
      <p>{assignee ? <bdi>{assignee.name}</bdi> : t("ticket.owner.none")}</p>
      {assignee?.id === me ? null : <Take />}
      <details className="folded" open={answer !== null}>
        <summary>{t("ticket.hand_over")}</summary>
        <HandOver answer={answer} />
      </details>
    </SideSection>
  );
}

function Take() {
  const t = useT();
  const { ticket } = useLoaderData<TicketPage>();
  return (
    <form method="post" action={`/staff/tickets/${ticket.number}/assignment`} data-take>
      <input type="hidden" name="seenVersion" value={ticket.version} />
      <Button variant={ticket.assignee ? "quiet" : "primary"} size="small" icon="hand" name="to" value="me">
        {t("ticket.take")}
      </Button>
    </form>
  );
}

function HandOver({ answer }: { answer: FormAnswer | null }) {
  const t = useT();
  const { ticket, agents, briefDraft } = useLoaderData<TicketPage>();
  const others = agents.filter(({ id }) => id !== ticket.assignee?.id);
  return (
    <PostForm
      audience="desk"
      answer={answer}
      action={`/staff/tickets/${ticket.number}/assignment`}
      className="form side-form"
    >
      <input type="hidden" name="seenVersion" value={ticket.version} />
      <Select
        name="assigneeId"
        label={t("ticket.hand_over.to")}
        options={others.map(({ id, name }) => ({ value: String(id), label: name }))}
      />
      {ticket.assignee || answer?.typed.brief ? (
        <TextArea
          name="brief"
          id="hand-over-brief"
          label={t("brief.write")}
          hint={t("brief.write.hint")}
          defaultValue={briefDraft}
          maxLength={MESSAGE_MAX}
          rows={8}
          optional
        />
      ) : null}
      <PrivateFinder fields={["brief"]} audience="desk" />
      <div className="form-actions">
        <Button size="small" name="to" value="other">
          {t("ticket.hand_over.do")}
        </Button>
        {ticket.assignee ? (
          <Button size="small" variant="plain" name="to" value="nobody" formNoValidate>
            {t("ticket.put_back")}
          </Button>
        ) : null}
      </div>
    </PostForm>
  );
}

export function PriorityForm() {
  const t = useT();
  const { ticket } = useLoaderData<TicketPage>();
  return (
    <SideSection title={t("ticket.priority")}>
      <PostForm action={`/staff/tickets/${ticket.number}/priority`} className="side-line">
        <input type="hidden" name="seenVersion" value={ticket.version} />
        <Select
          name="priority"
          label={t("ticket.priority")}
          labelHidden
          defaultValue={ticket.priority}
          options={PRIORITIES.map((value) => ({ value, label: t(`priority.${value}`) }))}
        />
        <Button size="small">{t("ticket.priority.set")}</Button>
      </PostForm>
    </SideSection>
  );
}

/** What is seldom done: returning for a rewrite, and spam. */
export function More() {
  const t = useT();
  const { ticket, may } = useLoaderData<TicketPage>();
  const next = transitions[ticket.state];
  const fields = { seenVersion: ticket.version };
  const action = `/staff/tickets/${ticket.number}/spam`;
  return (
    <SideSection title={t("ticket.more")}>
      {isWorkable(ticket.state) ? <PassToLevel2 /> : null}
      {isWorkable(ticket.state) ? <PassOn /> : null}
      <Withdrawal />
      {may.return && next.includes("returned") ? <ReturnForm /> : null}
      {next.includes("spam") ? (
        <ConfirmDialog
          trigger={t("ticket.spam")}
          title={t("ticket.spam.title")}
          action={action}
          fields={{ ...fields, is: "on" }}
          confirm={t("ticket.spam")}
          size="small"
          variant="plain"
          icon="ban"
          isDangerous
        >
          <p>{t("ticket.spam.text")}</p>
        </ConfirmDialog>
      ) : null}
      {ticket.state === "spam" ? (
        <form method="post" action={action}>
          <input type="hidden" name="seenVersion" value={ticket.version} />
          <Button size="small" icon="undo-2" name="is" value="off">
            {t("ticket.restore")}
          </Button>
        </form>
      ) : null}
    </SideSection>
  );
}

/** The ticket goes back to its thread: undone while a rule's doing is fresh, or answered there. */
function Withdrawal() {
  const t = useT();
  const { ticket, now } = useLoaderData<TicketPage>();
  const isAnswerable = ticket.threads.length > 0 && transitions[ticket.state].includes("closed");
  if (!ticket.undoableUntil && (!isAnswerable || ticket.state === "resolved")) return null;
  return (
    <form method="post" action={`/staff/tickets/${ticket.number}/withdrawal`} className="stack stack-s">
      <input type="hidden" name="seenVersion" value={ticket.version} />
      {ticket.undoableUntil ? (
        <>
          <p className="small">
            <T
              k="ticket.undo.text"
              values={{ at: <Time key="at" at={ticket.undoableUntil} format="time" now={now} /> }}
            />
          </p>
          <Button size="small" icon="undo-2" name="is" value="undone">
            {t("ticket.undo")}
          </Button>
        </>
      ) : (
        <>
          <p className="small">{t("ticket.answered.text")}</p>
          <Button size="small" icon="messages-square" name="is" value="answered">
            {t("ticket.answered")}
          </Button>
        </>
      )}
    </form>
  );
}

function ReturnForm() {
  const t = useT();
  const { ticket } = useLoaderData<TicketPage>();
  const answer = useAnswer("return");
  return (
    <details className="folded" open={answer !== null}>
      <summary>{t("ticket.return")}</summary>
      <PostForm
        audience="desk"
        answer={answer}
        action={`/staff/tickets/${ticket.number}/return`}
        className="form side-form"
      >
        <input type="hidden" name="seenVersion" value={ticket.version} />
        <fieldset className="side-choices">
          <legend>{t("ticket.return.why")}</legend>
          {RETURN_REASONS.map((reason) => (
            <Checkbox
              key={reason}
              name="reasons"
              id={`return-${reason}`}
              value={reason}
              label={t(`return.${reason}`)}
            />
          ))}
        </fieldset>
        <TextArea
          name="body"
          id={answer ? undefined : "return-body"}
          label={t("ticket.return.note")}
          maxLength={REASON_MAX}
          rows={2}
          optional
        />
        <PrivateFinder fields={["body"]} audience="desk" />
        <div className="form-actions">
          <Button size="small" icon="flag">
            {t("ticket.return.do")}
          </Button>
        </div>
      </PostForm>
    </details>
  );
}
