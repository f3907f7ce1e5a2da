import type { ReactNode } from "react";
import {
  CHECK_SCHEMES,
  type Identifier,
  NAME_MAX,
  PATTERN_MAX,
  PRIVACY_CLASSES,
} from "../domain/private-values/identifier.ts";
import { useT } from "../i18n/use-t.tsx";
import { Button } from "./button.tsx";
import type { FormAnswer } from "./form-answer.tsx";
import { PostForm } from "./post-form.tsx";
import { Select } from "./select.tsx";
import { TextArea } from "./text-area.tsx";
import { TextInput } from "./text-input.tsx";

type Described = Omit<Identifier, "id"> & { sample?: string };

/** What a description finds in a text, before it is kept. */
export interface Tried {
  tried: { value: string; isRight: boolean }[];
  typed: Described;
}

interface Props {
  action: string;
  answer?: FormAnswer | Tried;
  /** As it is now. */
  now?: Described;
  /** The button that keeps it. */
  children: ReactNode;
}

/** How numbers of one kind look: to be tried on a text before it is kept. */
export function IdentifierForm({ action, answer, now, children }: Props) {
  const t = useT();
  const refused = answer && "problem" in answer ? answer : undefined;
  const tried = answer && "tried" in answer ? answer : undefined;
  return (
    <PostForm
      answer={refused}
      action={action}
      labels={{ name: t("identifiers.name"), pattern: t("identifiers.pattern") }}
    >
      <Fields typed={tried?.typed ?? now} />
      {tried ? <Found found={tried.tried} /> : null}
      <div className="form-actions">
        {children}
        <Button name="intent" value="try" icon="search">
          {t("identifiers.try")}
        </Button>
      </div>
    </PostForm>
  );
}

function Fields({ typed }: { typed?: Described }) {
  const t = useT();
  const checks = CHECK_SCHEMES.map((value) => ({ value, label: t(`identifiers.check.${value}`) }));
  const classes = PRIVACY_CLASSES.map((value) => ({ value, label: t(`identifiers.privacy.${value}`) }));
  return (
    <>
      <TextInput
        name="name"
        label={t("identifiers.name")}
        hint={t("identifiers.name.hint")}
        defaultValue={typed?.name}
        maxLength={NAME_MAX}
      />
      <TextInput
        name="pattern"
        label={t("identifiers.pattern")}
        hint={t("identifiers.pattern.hint")}
        defaultValue={typed?.pattern}
        maxLength={PATTERN_MAX}
        autoComplete="off"
      />
      <Select name="check" label={t("identifiers.check")} defaultValue={typed?.check ?? "none"} options={checks} />
      <Select
        name="privacy"
        label={t("identifiers.privacy")}
        defaultValue={typed?.privacy ?? "private"}
        options={classes}
      />
      <TextArea name="sample" label={t("identifiers.sample")} defaultValue={typed?.sample} rows={2} optional />
    </>
  );
}

function Found({ found }: { found: Tried["tried"] }) {
  const t = useT();
  return (
    <div role="status">
      <p>{t("identifiers.tried", { count: found.length })}</p>
      <ul>
        {[...new Map(found.map((one) => [one.value, one])).values()].map(({ value, isRight }) => (
          <li key={value}>{t(isRight ? "identifiers.right" : "identifiers.wrong", { value })}</li>
        ))}
      </ul>
    </div>
  );
}
