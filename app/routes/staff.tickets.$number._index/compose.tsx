import { useLoaderData } from "@remix-run/react";
import { Banner } from "../../components/banner.tsx";
import { Composer, type ComposerKind } from "../../components/composer.tsx";
import { categoryOf } from "../../domain/tickets/ticket.ts";
import type { Translate } from "../../i18n/translate.ts";
import { useT } from "../../i18n/use-t.tsx";
import type { TicketPage } from "./load.server.ts";
import { useRefusal } from "./refused.ts";
import { ResolutionForm } from "./resolution-form.tsx";
import { AskForm, NoteForm, RespondForm, WaitForm } from "./write-forms.tsx";

/** What can be written here now. Response and note are two forms on two grounds: neither is taken for the other. */
export function Compose() {
  const t = useT();
  const { ticket, may, brief, isAskLocked } = useLoaderData<TicketPage>();
  const open = useOpenForm();
  if (!may.work) return null;
  if (brief?.isMine) return <Locked />;
  const { state } = ticket;
  const isOver = categoryOf(state) === "closed";
  const kinds: ComposerKind[] = [];
  if (!isOver) kinds.push({ value: "respond", label: t("compose.respond"), icon: "send", form: <RespondForm /> });
  if (state === "new" || state === "open" || state === "waiting_on_requester") {
    // What was typed before it was locked comes back in its form.
    const form = isAskLocked && open !== "ask" ? <GiveFirst /> : <AskForm />;
    kinds.push({ value: "ask", label: t("compose.ask"), icon: "circle-question-mark", form });
  }
  kinds.push(noteKind(t));
  if (categoryOf(state) === "open" || categoryOf(state) === "paused") {
    kinds.push({ value: "resolve", label: t("compose.resolve"), icon: "circle-check", form: <ResolutionForm /> });
  }
  if (state === "open") kinds.push({ value: "wait", label: t("compose.wait"), icon: "hourglass", form: <WaitForm /> });
  const known = kinds.some(({ value }) => value === open) ? open : undefined;
  return (
    <div id="write">
      <Composer label={t("compose")} kinds={kinds} open={known} />
    </div>
  );
}

const noteKind = (t: Translate): ComposerKind => ({
  ...{ value: "note", label: t("compose.note"), icon: "sticky-note", ground: "note", form: <NoteForm /> },
});

/** Who has been given nothing yet is asked for nothing: why, and what opens the form. */
function GiveFirst() {
  const t = useT();
  const { ticket } = useLoaderData<TicketPage>();
  const { name } = ticket.requester;
  return (
    <Banner tone="private" icon="lock" title={t("compose.ask.locked")}>
      <p>{t("compose.ask.locked.text", { name })}</p>
      <p>{t("compose.ask.locked.else", { category: ticket.category.name })}</p>
    </Banner>
  );
}

/** Whoever takes over reads before they answer; a note is written without. */
function Locked() {
  const t = useT();
  const { ticket } = useLoaderData<TicketPage>();
  return (
    <div id="write" className="stack stack-s">
      <Banner tone="private" icon="hand" title={t("brief.first")} actions={<a href="#brief">{t("brief.first.go")}</a>}>
        {t("brief.first.text", { name: ticket.requester.name })}
      </Banner>
      <Composer label={t("compose")} kinds={[noteKind(t)]} />
    </div>
  );
}

/** The form that was refused is the one that is open. */
function useOpenForm(): string | undefined {
  const refusal = useRefusal();
  const { returned } = useLoaderData<TicketPage>();
  if (!refusal && returned) return returned.kind;
  switch (refusal?.noun) {
    case "responses":
      return refusal.answer.typed.next === "ask" ? "ask" : "respond";
    case "notes":
      return "note";
    case "resolution":
      return "resolve";
    case "waiting":
      return "wait";
    default:
      return undefined;
  }
}
