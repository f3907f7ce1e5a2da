import { useT } from "../i18n/use-t.tsx";
import { Badge } from "./badge.tsx";
import { Button } from "./button.tsx";
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
      {reason ? <span dir="auto">{reason}</span> : null}
    </p>
  );
}

/** For the requester to say so of a response, with a reason or without. */
export function MissForm({
  responseId,
  request,
  back,
}: Pick<RequestLaneProps, "request" | "back"> & { responseId: number }) {
  const t = useT();
  return (
    <details className="folded miss">
      <summary>{t("response.miss")}</summary>
      <form method="post" action={`/requests/${request.number}/misses`} className="form">
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
        <Button size="small" icon="undo-2">
          {t("response.miss.send")}
        </Button>
      </form>
    </details>
  );
}
