import type { ClaimView } from "../domain/tickets/lane.ts";
import { useT } from "../i18n/use-t.tsx";
import { Badge } from "./badge.tsx";
import { Button } from "./button.tsx";
import { PostForm } from "./post-form.tsx";
import { PrivateFinder } from "./private-finder.tsx";
import { PrivateText } from "./private-text.tsx";
import type { RequestLaneProps } from "./request-lane.tsx";
import { TextInput } from "./text-input.tsx";

/** That its reader says they were promised something with a response, and what became of that. */
export function Claim({ claim: { words, standing, refusedBecause } }: { claim: ClaimView }) {
  const t = useT();
  return (
    <div className="missed">
      <p>
        <Badge tone={standing === "accepted" ? "success" : "warning"} icon="hand">
          {t(`claim.${standing}`)}
        </Badge>{" "}
        <span dir="auto">
          <PrivateText text={words} />
        </span>
      </p>
      {refusedBecause ? (
        <p className="small" dir="auto">
          <PrivateText text={t("promise.because", { reason: refusedBecause })} />
        </p>
      ) : null}
    </div>
  );
}

type ClaimFormProps = Pick<RequestLaneProps, "request" | "back" | "refused"> & { responseId: number };

/** "You promised me this", said of a message, which stays as it was sent. */
export function ClaimForm({ responseId, request, back, refused }: ClaimFormProps) {
  const t = useT();
  const isRefused = refused?.noun === "claims" && refused.answer.typed.responseId === String(responseId);
  const answer = isRefused ? refused.answer : null;
  return (
    <details className="folded miss" open={answer !== null}>
      <summary>{t("claim.make")}</summary>
      <PostForm audience="staff" answer={answer} action={`/requests/${request.number}/claims`}>
        <input type="hidden" name="back" value={back} />
        <input type="hidden" name="responseId" value={responseId} />
        <TextInput
          name="words"
          id={`claim-${responseId}`}
          label={t("claim.words")}
          hint={t("claim.hint")}
          maxLength={2000}
        />
        <PrivateFinder fields={["words"]} audience="staff" />
        <Button size="small" icon="hand">
          {t("claim.send")}
        </Button>
      </PostForm>
    </details>
  );
}
