import { useLoaderData } from "@remix-run/react";
import { Icon } from "../../components/icon.tsx";
import { PrivateFieldsOf, PrivateText } from "../../components/private-text.tsx";
import { useT } from "../../i18n/use-t.tsx";
import type { ShownReply, ThreadPage } from "./load.server.ts";
import { AskersMark, Marks } from "./marks.tsx";

/** What a reply lists to be tried, each with what came of it. */
export function StepList({ reply }: { reply: ShownReply }) {
  const t = useT();
  return (
    <section className="reply-steps">
      <h3>{t("step.list")}</h3>
      <ol className="step-list">
        <PrivateFieldsOf value={reply.privateValues}>
          {reply.steps.map((step) => (
            <li key={step.number}>
              <p>
                <bdi>
                  <PrivateText text={step.text} />
                </bdi>
              </p>
              <Standing step={step} reply={reply} />
            </li>
          ))}
        </PrivateFieldsOf>
      </ol>
    </section>
  );
}

function Standing({ step, reply }: { step: ShownReply["steps"][number]; reply: ShownReply }) {
  const { may } = useLoaderData<ThreadPage>();
  const { number, worked, didnt, outcome, askerOutcome } = step;
  return (
    <div className="step-standing">
      {reply.may.judge ? (
        <Marks postId={reply.id} step={number} given={outcome} worked={worked} didnt={didnt} />
      ) : (
        <StepTally worked={worked} didnt={didnt} />
      )}
      {may.isAsker ? null : <AskersMark outcome={askerOutcome} />}
    </div>
  );
}

/** How it went for others, where anybody has said so. */
export function StepTally({ worked, didnt }: { worked: number; didnt: number }) {
  const t = useT();
  return worked + didnt > 0 ? (
    <span className="tally">
      <Icon name={worked > 0 ? "check" : "x"} /> {t("step.tally", { worked, didnt })}
    </span>
  ) : null;
}
