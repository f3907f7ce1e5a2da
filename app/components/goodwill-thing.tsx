import { type GoodwillView, typedOf } from "../domain/tickets/goodwill.ts";
import { useT } from "../i18n/use-t.tsx";
import { Select } from "./select.tsx";
import { TextInput } from "./text-input.tsx";

interface Props {
  goodwill: GoodwillView;
  /** Begins the fields' ids; without one they are named as the fields. */
  id: string | undefined;
  /** What stands in them at first: what was asked for. */
  from?: { kind: string; amount: number; currency: string };
}

/** What, and what it is worth. */
export function GoodwillThing({ goodwill: { kinds, currency }, id, from }: Props) {
  const t = useT();
  return (
    <>
      <Select
        name="kind"
        id={id && `${id}-kind`}
        label={t("goodwill.kind")}
        options={kinds.map((kind) => ({ value: kind, label: kind }))}
        defaultValue={from?.kind}
      />
      <TextInput
        name="amount"
        id={id && `${id}-amount`}
        label={t("goodwill.amount", { currency })}
        inputMode="decimal"
        maxLength={20}
        defaultValue={from?.currency === currency ? typedOf(from.amount, currency) : undefined}
      />
    </>
  );
}
