import { isGrave, type PrivateKind } from "../domain/private-values/private-value.ts";
import { useT } from "../i18n/use-t.tsx";
import type { FormAnswer } from "./form-answer.tsx";
import { Icon } from "./icon.tsx";

type Place = NonNullable<FormAnswer["problem"]["places"]>[number];

/** Who reads the text: everybody; the company's staff, from its requester; the requester, by mail too; staff, from staff. */
export type Audience = "public" | "staff" | "requester" | "desk";

interface Props {
  answer?: FormAnswer | null;
  labels?: Record<string, string>;
  audience?: Audience;
}

/**
 * What looks private in a form that came back, each with what shall become of it; what was decided earlier goes along
 * unseen. The gravest are made private unless somebody says no.
 */
export function PrivatePlaces({ answer, labels = {}, audience = "public" }: Props) {
  if (!answer) return null;
  const places = onceEach(answer.problem.places ?? []);
  const isAsked = (name: string) => places.some(({ key }) => name === `settle.${key}`);
  const decided = Object.entries(answer.typed).filter(([name]) => /^(?:settle|private)\./.test(name) && !isAsked(name));
  return (
    <>
      {decided.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {places.length > 0 ? <Choices places={places} labels={labels} audience={audience} typed={answer.typed} /> : null}
    </>
  );
}

const onceEach = (places: readonly Place[]) => [...new Map(places.map((place) => [place.key, place])).values()];

interface ChoicesProps {
  places: Place[];
  labels: Record<string, string>;
  audience: Audience;
  typed: FormAnswer["typed"];
}

function Choices({ places, labels, audience, typed }: ChoicesProps) {
  const t = useT();
  return (
    <section className="private-places" aria-labelledby="private-places">
      <h2 id="private-places" className="private-lane-words">
        <Icon name="lock" />
        {t("private.found", { count: places.length })}
      </h2>
      <p>{t(`private.found.text.${audience}`)}</p>
      {places.map((place) => (
        <Choice
          key={place.key}
          place={place}
          label={labels[place.field]}
          audience={audience}
          typed={typed[`settle.${place.key}`]}
        />
      ))}
    </section>
  );
}

interface ChoiceProps {
  place: Place;
  label?: string;
  audience: Audience;
  typed?: string;
}

function Choice({ place, label, audience, typed }: ChoiceProps) {
  const t = useT();
  const { key, text, line, mustMove } = place;
  const kind = place.kind as PrivateKind;
  // To staff a telephone number is mostly told on purpose; in public nothing of the sort is taken for granted.
  const usual = isGrave(kind) ? "move" : audience === "staff" ? "leave" : undefined;
  const chosen = mustMove ? "move" : (typed ?? usual);
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
      {mustMove ? null : (
        <label>
          <input type="radio" name={`settle.${key}`} value="leave" defaultChecked={chosen === "leave"} required />{" "}
          {t(`private.leave.${audience}`)}
        </label>
      )}
    </fieldset>
  );
}
