import type { OfferedValue } from "../domain/tickets/lane.ts";
import { T, useT } from "../i18n/use-t.tsx";
import { Button } from "./button.tsx";
import { FormProblem } from "./form-problem.tsx";
import type { RequestLaneProps } from "./request-lane.tsx";
import { Time } from "./time.tsx";

/** What was asked for and has been given before: one press, and nobody types it again. */
export function OfferedValues({ request, back, submissionKey, now, refused }: RequestLaneProps) {
  const t = useT();
  if (request.offered.length === 0) return null;
  return (
    <section className="stack stack-s" aria-label={t("request.offered")}>
      {refused?.noun === "fields" ? <FormProblem problem={refused.answer.problem} /> : null}
      <p>{t("request.offered")}</p>
      {request.offered.map((one) => (
        <form key={one.id} method="post" action={`/requests/${request.number}/fields#write`}>
          <input type="hidden" name="back" value={back} />
          <input type="hidden" name="submissionKey" value={`field-${one.id}-${submissionKey}`} />
          <input type="hidden" name="valueId" value={one.id} />
          <Button size="small" icon="lock">
            <span>
              <Use one={one} now={now} />
            </span>
          </Button>
        </form>
      ))}
      <p className="field-hint">{t("request.offered.hint")}</p>
    </section>
  );
}

function Use({ one, now }: { one: OfferedValue; now: Date | string }) {
  const t = useT();
  const name = one.name ?? t(`private.kind.${one.kind}`);
  const given = <Time key="at" at={one.at} format="day" now={now} />;
  return <T k="request.offered.use" values={{ name, mask: one.mask, at: given }} />;
}
