import { useLoaderData } from "@remix-run/react";
import { Banner } from "../../components/banner.tsx";
import { Button } from "../../components/button.tsx";
import { RadioGroup } from "../../components/choices.tsx";
import type { FormAnswer } from "../../components/form-answer.tsx";
import { MarkdownEditor } from "../../components/markdown-editor.tsx";
import { PrivateFinder } from "../../components/private-finder.tsx";
import { PromiseFinder } from "../../components/promise-finder.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { MESSAGE_MAX, NOT_PUBLISHED_REASONS, REASON_MAX } from "../../domain/tickets/ticket.ts";
import type { Key } from "../../i18n/translate.ts";
import { useT } from "../../i18n/use-t.tsx";
import type { TicketPage } from "./load.server.ts";
import { MacroPicker } from "./macro-picker.tsx";
import { ReadFirst } from "./reading.tsx";
import { useAnswer, useReturned } from "./refused.ts";
import { idFor, WriteForm } from "./write-forms.tsx";

/** The closing word, what became of their wish, and whether others can learn from it; or what has to be done before. */
export function ResolutionForm() {
  const t = useT();
  const { ticket, reading } = useLoaderData<TicketPage>();
  const refused = useAnswer("resolution");
  const answer = useReturned("resolve") ?? refused;
  const obstacle = obstacleOf(ticket, reading !== null);
  if (obstacle) return <Banner tone="warning" title={t(obstacle)} />;
  return (
    <WriteForm kind="resolve" noun="resolution" answer={answer}>
      <MarkdownEditor
        name="body"
        id={idFor(answer, "resolve-body")}
        label={t("compose.resolve.body", { name: ticket.requester.name })}
        hint={t("compose.resolve.hint")}
        maxLength={MESSAGE_MAX}
        takesFiles
      />
      <PrivateFinder fields={["body", "outcomeReason"]} audience="requester" />
      <PromiseFinder />
      <MacroPicker kind="resolve" />
      <ReadFirst kind="resolve" />
      {ticket.desiredOutcome ? <Wish answer={answer} /> : null}
      <Publish />
      <div className="form-actions">
        <Button variant="primary" icon="circle-check">
          {t("compose.resolve.send")}
        </Button>
      </div>
    </WriteForm>
  );
}

/** What the database would refuse is said before anything is written. */
function obstacleOf({ state, promises, duties }: TicketPage["ticket"], isHeld: boolean): Key | null {
  if (isHeld) return "resolve.first.reading";
  if (promises.some(({ settledAt }) => settledAt === null)) return "resolve.first.promise";
  if (duties.some(({ standing }) => standing === "open" || standing === "wanted")) return "resolve.first.duty";
  if (state === "waiting_on_requester") return "resolve.first.answer";
  if (state === "open" || state === "waiting_on_third_party") return null;
  return state === "new" ? "resolve.first.take" : "resolve.first.statement";
}

function Wish({ answer }: { answer: FormAnswer | null }) {
  const t = useT();
  const { desiredOutcome } = useLoaderData<TicketPage>().ticket;
  return (
    <>
      <RadioGroup
        name="outcomeVerdict"
        label={t("resolve.wish")}
        hint={desiredOutcome}
        choices={(["granted", "partly", "refused"] as const).map((value) => ({
          value,
          label: t(`resolve.wish.${value}`),
        }))}
      />
      <TextArea
        name="outcomeReason"
        id={idFor(answer, "resolve-reason")}
        label={t("resolve.wish.why")}
        hint={t("resolve.wish.why.hint")}
        maxLength={REASON_MAX}
        rows={2}
        optional
      />
    </>
  );
}

function Publish() {
  const t = useT();
  const no = NOT_PUBLISHED_REASONS.map((value) => ({ value, label: t(`publish.${value}`) }));
  return (
    <RadioGroup
      name="publish"
      label={t("resolve.publish")}
      hint={t("resolve.publish.hint")}
      choices={[{ value: "yes", label: t("publish.yes"), hint: t("publish.yes.hint") }, ...no]}
    />
  );
}
