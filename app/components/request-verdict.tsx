import type { ChanceOffer } from "../domain/tickets/rights.ts";
import { REASON_MAX } from "../domain/tickets/ticket.ts";
import { T, useT } from "../i18n/use-t.tsx";
import { Button } from "./button.tsx";
import { type Choice, RadioGroup } from "./choices.tsx";
import { PostForm } from "./post-form.tsx";
import { PrivateFinder } from "./private-finder.tsx";
import type { RequestLaneProps } from "./request-lane.tsx";
import { TextArea } from "./text-area.tsx";
import { Time } from "./time.tsx";

/** How it went, besides whether it is solved: each answered by itself, or left out. */
export function RatingFields() {
  const t = useT();
  const choices = (["yes", "no"] as const).map((value) => ({ value, label: t(`rights.${value}`) }));
  return (
    <div className="rating">
      <div className="rating-questions">
        <RadioGroup name="fair" label={t("rights.verdict.fair")} choices={choices} optional />
        <RadioGroup name="worth" label={t("rights.verdict.worth")} choices={choices} optional />
      </div>
      <details className="folded">
        <summary>{t("rights.verdict.words")}</summary>
        <TextArea
          name="words"
          label={t("rights.verdict.words")}
          labelHidden
          hint={t("rights.verdict.words.hint")}
          maxLength={REASON_MAX}
          rows={2}
          optional
        />
      </details>
      <p className="small soft">{t("rights.verdict.privacy")}</p>
    </div>
  );
}

/** Who goes on if it is not solved: said before anything is pressed. */
export function WhoGoesOn({ chance, now }: { chance: ChanceOffer; now: Date | string }) {
  const t = useT();
  if (!chance.isChoice) {
    return (
      <p className="small">
        <T
          k={chance.isAlone ? "rights.chance.alone" : "rights.lead.text"}
          values={{ at: <By chance={chance} now={now} /> }}
        />
      </p>
    );
  }
  const other = chance.isAlone ? "rights.who.another.alone" : (`rights.who.${chance.successor}` as const);
  const by = chance.isAlone ? "rights.who.by.alone" : "rights.who.by";
  const choices: Choice[] = [
    {
      value: "another",
      label: (
        <>
          {t(other)}
          <span className="choice-hint">
            <T k={by} values={{ at: <By chance={chance} now={now} /> }} />
          </span>
        </>
      ),
    },
    { value: "same", label: t("rights.who.same"), hint: t("rights.who.same.hint") },
  ];
  return <RadioGroup name="who" label={t("rights.who")} choices={choices} defaultValue="another" optional />;
}

function By({ chance: { by }, now }: { chance: ChanceOffer; now: Date | string }) {
  const t = useT();
  return by ? <Time at={by} format="day" now={now} /> : t("rights.who.by.none");
}

/** It is closed, and did not go well: one press gives it to somebody else. */
export function SecondChance({ request, now, back, refused }: RequestLaneProps) {
  const t = useT();
  const { chance } = request.rights;
  if (!chance || request.state !== "closed") return null;
  const answer = refused?.noun === "second-chance" ? refused.answer : null;
  const text = chance.isAlone ? "alone" : chance.successor;
  return (
    <PostForm
      audience="staff"
      answer={answer}
      action={`/requests/${request.number}/second-chance`}
      className="form second-chance"
    >
      <h2 className="request-part">{t("rights.chance.title")}</h2>
      <p>
        <T k={`rights.chance.${text}`} values={{ at: <By chance={chance} now={now} /> }} />
      </p>
      <input type="hidden" name="back" value={back} />
      <TextArea
        name="reason"
        id={answer ? undefined : `second-chance-${request.number}`}
        label={t("rights.chance.reason")}
        hint={t("rights.chance.reason.hint")}
        maxLength={REASON_MAX}
        rows={2}
        optional
      />
      <PrivateFinder fields={["reason"]} audience="staff" />
      <div className="form-actions">
        <Button variant="primary" icon="undo-2">
          {t("rights.chance.do")}
        </Button>
      </div>
    </PostForm>
  );
}
