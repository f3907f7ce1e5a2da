import { isGrave, type PrivateKind } from "../domain/private-values/private-value.ts";
import { useT } from "../i18n/use-t.tsx";
import type { FormAnswer } from "./form-answer.tsx";
import { Icon } from "./icon.tsx";

type Place = NonNullable<FormAnswer["problem"]["places"]>[number];

interface Props {
  answer?: FormAnswer | null;
  labels?: Record<string, string>;
}

/**
 * What looks private in a form that came back, each with what shall become of it; what was decided earlier goes along
 * unseen. The gravest are made private unless somebody says no.
 */
export function PrivatePlaces({ answer, labels = {} }: Props) {
  if (!answer) return null;
  const places = onceEach(answer.problem.places ?? []);
  const isAsked = (name: string) => places.some(({ key }) => name === `settle.${key}`);
  const decided = Object.entries(answer.typed).filter(([name]) => /^(?:settle|private)\./.test(name) && !isAsked(name));
  return (
    <>
      {decided.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {places.length > 0 ? <Choices places={places} labels={labels} typed={answer.typed} /> : null}
    </>
  );
}

const onceEach = (places: readonly Place[]) => [...new Map(places.map((place) => [place.key, place])).values()];

function Choices({
  places,
  labels,
  typed,
}: {
  places: Place[];
  labels: Record<string, string>;
  typed: FormAnswer["typed"];
}) {
  const t = useT();
  return (
    <section className="private-places" aria-labelledby="private-places">
      <h2 id="private-places" className="private-lane-words">
        <Icon name="lock" />
        {t("private.found", { count: places.length })}
      </h2>
      <p>{t("private.found.text")}</p>
      {places.map((place) => (
        <Choice key={place.key} place={place} label={labels[place.field]} typed={typed[`settle.${place.key}`]} />
      ))}
    </section>
  );
}

function Choice({ place, label, typed }: { place: Place; label?: string; typed?: string }) {
  const t = useT();
  const { key, text, line } = place;
  const kind = place.kind as PrivateKind;
  const chosen = typed ?? (isGrave(kind) ? "move" : undefined);
  return (
    <fieldset className="private-place">
      <legend>
        {t(`private.kind.${kind}`)}: <code dir="auto">{text}</code>{" "}
        {label ? <span className="soft">{t("private.found.where", { label, line })}</span> : null}
      </legend>
      <label>
        <input type="radio" name={`settle.${key}`} value="move" defaultChecked={chosen === "move"} required />{" "}
        {t("private.move")}
      </label>
      <label>
        <input type="radio" name={`settle.${key}`} value="leave" defaultChecked={chosen === "leave"} required />{" "}
        {t("private.leave")}
      </label>
    </fieldset>
  );
}
