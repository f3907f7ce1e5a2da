import { useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { Button } from "../../components/button.tsx";
import type { FormAnswer } from "../../components/form-answer.tsx";
import { MarkdownEditor } from "../../components/markdown-editor.tsx";
import { MomentInput } from "../../components/moment-input.tsx";
import { PostForm } from "../../components/post-form.tsx";
import { PrivateFinder } from "../../components/private-finder.tsx";
import type { Audience } from "../../components/private-places.tsx";
import { PromiseChoices } from "../../components/promise-choices.tsx";
import { PromiseFinder } from "../../components/promise-finder.tsx";
import { Select } from "../../components/select.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { DUTY_KINDS } from "../../domain/tickets/duty.ts";
import { ASKED_ROLES } from "../../domain/tickets/talk.ts";
import { MESSAGE_MAX } from "../../domain/tickets/ticket.ts";
import { useT } from "../../i18n/use-t.tsx";
import { Again } from "./again.tsx";
import type { TicketPage } from "./load.server.ts";
import { MacroPicker } from "./macro-picker.tsx";
import { ReadFirst } from "./reading.tsx";
import { useAnswer, useReturned } from "./refused.ts";

interface FrameProps {
  /** Which form of the composer it is: what the keys look for. */
  kind: string;
  noun: string;
  /** Who reads it: the requester, unless it is said otherwise. */
  audience?: Audience;
  /** Where on the page it stands: a refusal is shown there. */
  place?: string;
  answer: FormAnswer | null;
  children: ReactNode;
}

/** A form that writes to this ticket, as its writer has read it. */
export function WriteForm({ kind, noun, audience = "requester", place = "write", answer, children }: FrameProps) {
  const { ticket, submissionKey } = useLoaderData<TicketPage>();
  const action = `/staff/tickets/${ticket.number}/${noun}#${place}`;
  return (
    <div data-writes={kind}>
      <PostForm takesFiles audience={audience} answer={answer} action={action}>
        <input type="hidden" name="seenVersion" value={ticket.version} />
        <input type="hidden" name="submissionKey" value={`${kind}-${submissionKey}`} />
        <PromiseChoices answer={answer} />
        {children}
      </PostForm>
    </div>
  );
}

/** Two forms on one page have a body; the one that was refused has the plain name, for the links of its summary. */
export const idFor = (answer: FormAnswer | null, id: string) => (answer ? undefined : id);

interface MessageFieldsProps {
  kind: string;
  answer: FormAnswer | null;
  /** Fields that are looked through for what is private. */
  finds?: readonly string[];
  label: string;
  hint: string;
}

const FINDS = ["body", "again"];

/** What every form has whose words go out to the requester. */
export function MessageFields({ kind, answer, finds = FINDS, label, hint }: MessageFieldsProps) {
  return (
    <>
      <MarkdownEditor
        name="body"
        id={idFor(answer, `${kind}-body`)}
        label={label}
        hint={hint}
        maxLength={MESSAGE_MAX}
        takesFiles
      />
      <PrivateFinder fields={finds} audience="requester" />
      <PromiseFinder />
      <Again kind={kind} answer={answer} />
      <MacroPicker kind={kind} />
      <ReadFirst kind={kind} />
    </>
  );
}

export function RespondForm() {
  const t = useT();
  const { requester } = useLoaderData<TicketPage>().ticket;
  const refused = useAnswer("responses", ({ next }) => next !== "ask");
  const answer = useReturned("respond") ?? refused;
  return (
    <WriteForm kind="respond" noun="responses" answer={answer}>
      <MessageFields
        kind="respond"
        answer={answer}
        label={t("compose.respond.body", { name: requester.name })}
        hint={t("compose.respond.hint")}
      />
      <div className="form-actions">
        <Button variant="primary" icon="send">
          {t("compose.respond.send", { name: requester.name })}
        </Button>
      </div>
    </WriteForm>
  );
}

export function AskForm() {
  const t = useT();
  const { ticket, soon } = useLoaderData<TicketPage>();
  const refused = useAnswer("responses", ({ next }) => next === "ask");
  const answer = useReturned("ask") ?? refused;
  return (
    <WriteForm kind="ask" noun="responses" answer={answer}>
      <input type="hidden" name="next" value="ask" />
      <MessageFields
        kind="ask"
        answer={answer}
        finds={["body", "again", "waitingFor"]}
        label={t("compose.ask.body", { name: ticket.requester.name })}
        hint={t("compose.ask.hint")}
      />
      <Select
        name="duty"
        id={idFor(answer, "ask-duty")}
        label={t("duty.which")}
        hint={t("duty.which.hint")}
        options={["" as const, ...DUTY_KINDS].map((value) => ({ value, label: t(`duty.which.${value || "answer"}`) }))}
        optional
      />
      <div className="write-waiting">
        <TextInput
          name="waitingFor"
          id={idFor(answer, "ask-for")}
          label={t("compose.ask.for")}
          hint={t("compose.ask.for.hint")}
          maxLength={300}
        />
        <MomentInput name="waitingUntil" id={idFor(answer, "ask-until")} label={t("compose.ask.until")} at={soon} />
      </div>
      <div className="form-actions">
        <Button variant="primary" icon="send">
          {t("compose.ask.send", { name: ticket.requester.name })}
        </Button>
      </div>
    </WriteForm>
  );
}

export function NoteForm() {
  const t = useT();
  const answer = useAnswer("notes");
  return (
    <WriteForm kind="note" noun="notes" audience="desk" answer={answer}>
      <MarkdownEditor
        name="body"
        id={idFor(answer, "note-body")}
        label={t("compose.note.body")}
        hint={t("compose.note.hint")}
        maxLength={MESSAGE_MAX}
        calls="desk"
        takesFiles
        rows={4}
      />
      <PrivateFinder fields={["body"]} audience="desk" />
      <div className="form-actions">
        <Button icon="sticky-note">{t("compose.note.send")}</Button>
        <Button variant="plain" name="ask" value="lead">
          {t("talk.ask.lead")}
        </Button>
      </div>
      <AskInside answer={answer} />
    </WriteForm>
  );
}

/** The same words, put to somebody: they are told, and asked until they have answered. */
function AskInside({ answer }: { answer: FormAnswer | null }) {
  const t = useT();
  const { agents, me } = useLoaderData<TicketPage>();
  const roles = ASKED_ROLES.map((role) => ({ value: role as string, label: t(`talk.role.${role}`) }));
  const people = agents.filter(({ id }) => id !== me).map(({ id, name }) => ({ value: String(id), label: name }));
  return (
    <div className="ask-inside">
      <Select
        name="asked"
        id={idFor(answer, "note-asked")}
        label={t("talk.ask.whom")}
        options={[...roles, ...people]}
        optional
      />
      <Button size="small" name="ask" value="chosen">
        {t("talk.ask")}
      </Button>
    </div>
  );
}

export function WaitForm() {
  const t = useT();
  const { soon } = useLoaderData<TicketPage>();
  const answer = useAnswer("waiting");
  return (
    <WriteForm kind="wait" noun="waiting" answer={answer}>
      <TextInput
        name="waitingFor"
        id={idFor(answer, "wait-for")}
        label={t("compose.wait.for")}
        hint={t("compose.wait.hint")}
        maxLength={300}
      />
      <MomentInput name="waitingUntil" id={idFor(answer, "wait-until")} label={t("compose.wait.until")} at={soon} />
      <PrivateFinder fields={["waitingFor"]} audience="requester" />
      <div className="form-actions">
        <Button icon="hourglass">{t("compose.wait.do")}</Button>
      </div>
    </WriteForm>
  );
}
