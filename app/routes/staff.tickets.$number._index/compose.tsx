import { useLoaderData } from "@remix-run/react";
import { Composer, type ComposerKind } from "../../components/composer.tsx";
import { categoryOf } from "../../domain/tickets/ticket.ts";
import { useT } from "../../i18n/use-t.tsx";
import type { TicketPage } from "./load.server.ts";
import { useRefusal } from "./refused.ts";
import { ResolutionForm } from "./resolution-form.tsx";
import { AskForm, NoteForm, RespondForm, WaitForm } from "./write-forms.tsx";

/** What can be written here now. Response and note are two forms on two grounds: neither is taken for the other. */
export function Compose() {
  const t = useT();
  const { ticket, may } = useLoaderData<TicketPage>();
  const open = useOpenForm();
  if (!may.work) return null;
  const { state } = ticket;
  const isOver = categoryOf(state) === "closed";
  const kinds: ComposerKind[] = [];
  if (!isOver) kinds.push({ value: "respond", label: t("compose.respond"), icon: "send", form: <RespondForm /> });
  if (state === "new" || state === "open" || state === "waiting_on_requester") {
    kinds.push({ value: "ask", label: t("compose.ask"), icon: "circle-question-mark", form: <AskForm /> });
  }
  kinds.push({ value: "note", label: t("compose.note"), icon: "sticky-note", ground: "note", form: <NoteForm /> });
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
