import { useLoaderData } from "@remix-run/react";
import { Button } from "../../components/button.tsx";
import { Card } from "../../components/card.tsx";
import { Checkbox } from "../../components/choices.tsx";
import type { FormAnswer } from "../../components/form-answer.tsx";
import { PostForm } from "../../components/post-form.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { TextInput } from "../../components/text-input.tsx";
import {
  isOn,
  NUMBERS_OF,
  POLICY_TRIGGERS,
  type Policy,
  type PolicyNumber,
  type PolicyTrigger,
} from "../../domain/settings/policy.ts";
import type { Translate } from "../../i18n/translate.ts";
import { useT } from "../../i18n/use-t.tsx";
import type { PoliciesPage } from "./load.server.ts";

/** What a rule says with its numbers. */
export const sentenceOf = (t: Translate, trigger: PolicyTrigger, policy: Policy) =>
  t(`policy.${trigger}.text`, policy as unknown as Record<string, number>);

/** A sentence for each rule with its numbers below, on or off. Trying and saving send the same fields. */
export function RulesForm({ answer }: { answer: FormAnswer | undefined }) {
  const t = useT();
  const { category, versions, proposed, inForce } = useLoaderData<PoliciesPage>();
  const policy = proposed ?? inForce;
  return (
    <PostForm answer={answer} action="/staff/policies">
      <input type="hidden" name="category" value={category?.id ?? ""} />
      <input type="hidden" name="categoryId" value={category?.id ?? ""} />
      <input type="hidden" name="seen" value={versions[0]?.version ?? 0} />
      {POLICY_TRIGGERS.map((trigger) => (
        <Rule key={trigger} trigger={trigger} policy={policy} isTyped={answer !== undefined} />
      ))}
      <Card title={t("policy.cool_down")}>
        <p>{t("policy.cool_down.text", { days: policy.coolDownDays })}</p>
        <RuleNumber name="coolDownDays" policy={policy} />
      </Card>
      <div className="form-actions">
        <Button variant="primary">{t("policy.save")}</Button>
        <Button formMethod="get" formAction="/staff/policies#replay" name="replay" value="yes" icon="history">
          {t("policy.replay")}
        </Button>
      </div>
    </PostForm>
  );
}

interface RuleProps {
  trigger: PolicyTrigger;
  policy: Policy;
  /** The form was refused: a box that was left empty stays so. */
  isTyped: boolean;
}

function Rule({ trigger, policy, isTyped }: RuleProps) {
  const t = useT();
  return (
    <Card title={t(`policy.${trigger}`)}>
      <p>{sentenceOf(t, trigger, policy)}</p>
      <div className="policy-rule">
        <Checkbox
          name={trigger}
          value="on"
          label={
            <>
              {t("policy.on")}
              <span className="unseen">: {t(`policy.${trigger}`)}</span>
            </>
          }
          defaultChecked={!isTyped && isOn(policy, trigger)}
        />
        {NUMBERS_OF[trigger].map((name) => (
          <RuleNumber key={name} name={name} policy={policy} />
        ))}
      </div>
      {trigger === "urgent_words" ? <UrgentWords policy={policy} /> : null}
    </Card>
  );
}

function RuleNumber({ name, policy }: { name: PolicyNumber; policy: Policy }) {
  const t = useT();
  return (
    <TextInput
      name={name}
      label={t(`policy.${name}`)}
      type="number"
      min={0}
      step="any"
      autoComplete="off"
      defaultValue={String(policy[name])}
      className="policy-number"
    />
  );
}

function UrgentWords({ policy }: { policy: Policy }) {
  const t = useT();
  return (
    <TextArea
      name="urgentWords"
      label={t("policy.urgentWords")}
      hint={t("policy.urgentWords.hint")}
      defaultValue={policy.urgentWords.join("\n")}
      rows={8}
      optional
    />
  );
}

/** Back to the rules of all categories. */
export function Inherit() {
  const t = useT();
  const { category, versions } = useLoaderData<PoliciesPage>();
  return (
    <form method="post" action="/staff/policies/inheritance">
      <input type="hidden" name="categoryId" value={category?.id ?? ""} />
      <input type="hidden" name="seen" value={versions[0]?.version ?? 0} />
      <Button variant="plain" icon="undo-2">
        {t("policy.inherit")}
      </Button>
    </form>
  );
}
