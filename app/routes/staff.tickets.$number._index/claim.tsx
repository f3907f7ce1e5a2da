import { useLoaderData } from "@remix-run/react";
import { Button } from "../../components/button.tsx";
import { Claim } from "../../components/claim.tsx";
import { MomentInput } from "../../components/moment-input.tsx";
import { PostForm } from "../../components/post-form.tsx";
import { PrivateFinder } from "../../components/private-finder.tsx";
import { TextInput } from "../../components/text-input.tsx";
import type { ClaimView } from "../../domain/tickets/lane.ts";
import { useT } from "../../i18n/use-t.tsx";
import type { TicketPage } from "./load.server.ts";
import { useAnswer } from "./refused.ts";

/** A claim at its message; an open one with what can be done about it. */
export function DeskClaim({ claim, responseId }: { claim: ClaimView; responseId: number }) {
  const { may } = useLoaderData<TicketPage>();
  const isOpen = claim.standing === "open";
  return (
    <>
      <Claim claim={claim} />
      {isOpen && may.work ? <Acceptance claim={claim} responseId={responseId} /> : null}
      {isOpen && may.refuseClaim ? <Refusal responseId={responseId} /> : null}
    </>
  );
}

function Acceptance({ claim, responseId }: { claim: ClaimView; responseId: number }) {
  const t = useT();
  const { ticket, soon } = useLoaderData<TicketPage>();
  const answer = useAnswer("claim-acceptances", (typed) => typed.responseId === String(responseId));
  return (
    <PostForm
      audience="requester"
      answer={answer}
      action={`/staff/tickets/${ticket.number}/claim-acceptances`}
      className="form side-form"
    >
      <input type="hidden" name="seenVersion" value={ticket.version} />
      <input type="hidden" name="responseId" value={responseId} />
      <TextInput
        name="body"
        id={answer ? undefined : `claim-${responseId}-body`}
        label={t("ticket.promise.what")}
        defaultValue={claim.words.slice(0, 500)}
        maxLength={500}
      />
      <MomentInput
        name="dueAt"
        id={answer ? undefined : `claim-${responseId}-due`}
        label={t("ticket.promise.due")}
        at={soon}
      />
      <PrivateFinder fields={["body"]} audience="requester" />
      <div className="form-actions">
        <Button size="small" icon="hand">
          {t("claim.accept")}
        </Button>
      </div>
    </PostForm>
  );
}

function Refusal({ responseId }: { responseId: number }) {
  const t = useT();
  const { ticket } = useLoaderData<TicketPage>();
  const answer = useAnswer("claim-refusals", (typed) => typed.responseId === String(responseId));
  return (
    <details className="folded" open={answer !== null}>
      <summary>{t("claim.refuse")}</summary>
      <PostForm
        audience="requester"
        answer={answer}
        action={`/staff/tickets/${ticket.number}/claim-refusals`}
        className="form side-form"
      >
        <input type="hidden" name="seenVersion" value={ticket.version} />
        <input type="hidden" name="responseId" value={responseId} />
        <TextInput
          name="body"
          id={answer ? undefined : `claim-${responseId}-because`}
          label={t("claim.refuse.because")}
          maxLength={2000}
        />
        <PrivateFinder fields={["body"]} audience="requester" />
        <Button size="small">{t("claim.refuse.send")}</Button>
      </PostForm>
    </details>
  );
}
