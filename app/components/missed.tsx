import { useT } from "../i18n/use-t.tsx";
import { Badge } from "./badge.tsx";
import { Button } from "./button.tsx";
import { PostForm } from "./post-form.tsx";
import { PrivateFinder } from "./private-finder.tsx";
import { PrivateText } from "./private-text.tsx";
import type { RequestLaneProps } from "./request-lane.tsx";
import { TextInput } from "./text-input.tsx";

/** That a response does not answer the question, and why, as its requester said it. */
export function Missed({ reason }: { reason: string }) {
  const t = useT();
  return (
    <p className="missed">
      <Badge tone="warning" icon="undo-2">
        {t("response.missed")}
      </Badge>{" "}
      {reason ? (
        <span dir="auto">
          <PrivateText text={reason} />
        </span>
      ) : null}
    </p>
  );
}

type MissFormProps = Pick<RequestLaneProps, "request" | "back" | "refused"> & { responseId: number };

/** For the requester to say so of a response, with a reason or without. */
export function MissForm({ responseId, request, back, refused }: MissFormProps) {
  const t = useT();
  const isRefused = refused?.noun === "misses" && refused.answer.typed.responseId === String(responseId);
  const answer = isRefused ? refused.answer : null;
  return (
    <details className="folded miss" open={answer !== null}>
      <summary>{t("response.miss")}</summary>
      <PostForm audience="staff" answer={answer} action={`/requests/${request.number}/misses`}>
        <input type="hidden" name="back" value={back} />
        <input type="hidden" name="responseId" value={responseId} />
        <TextInput
          name="reason"
          id={`miss-${responseId}`}
          label={t("response.miss.reason")}
          hint={t("response.miss.hint")}
          maxLength={2000}
          optional
        />
        <PrivateFinder fields={["reason"]} audience="staff" />
        <Button size="small" icon="undo-2">
          {t("response.miss.send")}
        </Button>
      </PostForm>
    </details>
  );
}
