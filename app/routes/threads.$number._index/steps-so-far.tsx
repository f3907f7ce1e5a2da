import { useLoaderData } from "@remix-run/react";
import { Icon } from "../../components/icon.tsx";
import { SideSection } from "../../components/side-panel.tsx";
import { Time } from "../../components/time.tsx";
import { useT } from "../../i18n/use-t.tsx";
import type { ThreadPage } from "./load.server.ts";
import { icons } from "./marks.tsx";

type Step = ThreadPage["steps"][number];

/** What was suggested and tried, by whom and when: for the asker and staff, who take it along. */
export function StepsSoFar() {
  const t = useT();
  const { steps } = useLoaderData<ThreadPage>();
  if (steps.length === 0) return null;
  return (
    <SideSection title={t("step.so_far")} count={steps.length}>
      <p className="small soft">{t("step.so_far.text")}</p>
      <ol className="steps-so-far">
        {steps.map((step) => (
          <li key={`${step.postId}.${step.step}`}>
            <a href={`/posts/${step.postId}`} dir="auto">
              {step.text}
            </a>
            {step.isSolution ? (
              <span className="step-solved">
                <Icon name="circle-check" /> {t("step.so_far.solution")}
              </span>
            ) : null}
            <MarksOf step={step} />
          </li>
        ))}
      </ol>
    </SideSection>
  );
}

function MarksOf({ step: { marks, markCount } }: { step: Step }) {
  const t = useT();
  const { now } = useLoaderData<ThreadPage>();
  return (
    <ul className="step-marks">
      {marks.map(({ name, isAsker, outcome, at }) => (
        <li key={`${name} ${String(at)}`} className={isAsker ? "step-marks-asker" : undefined}>
          <Icon name={icons[outcome]} />
          <span>
            <bdi>{name}</bdi>: {t(`step.mark.${outcome}`)}, <Time at={at} format="day" now={now} />
          </span>
        </li>
      ))}
      {markCount > marks.length ? <li>{t("step.more", { count: markCount - marks.length })}</li> : null}
    </ul>
  );
}
