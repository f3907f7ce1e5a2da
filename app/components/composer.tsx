import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icons.ts";

export interface ComposerKind {
  value: string;
  label: string;
  icon: IconName;
  /** `note` writes on the notes' own ground, so that nobody takes it for a response. */
  ground?: "note";
  /** The form, which says to whom it goes. */
  form: ReactNode;
}

interface Props {
  /** Names the choice: "Write". */
  label: string;
  kinds: ComposerKind[];
  /** Which is open at first: the one that was refused, or the first. */
  open?: string;
}

/** Up to five things to write in one place, such as a response or a note. Each is a form of its own; only one is seen. */
export function Composer({ label, kinds, open = kinds[0]?.value }: Props) {
  return (
    <div className="composer">
      <fieldset className="composer-kinds" aria-label={label}>
        {kinds.map((kind) => (
          <label
            key={kind.value}
            className={`composer-kind ${kind.ground === "note" ? "composer-kind-note" : ""}`.trimEnd()}
          >
            <input type="radio" name="composer" value={kind.value} defaultChecked={kind.value === open} />
            <Icon name={kind.icon} />
            {kind.label}
          </label>
        ))}
      </fieldset>
      {kinds.map((kind) => (
        <div key={kind.value} className={`composer-form ${kind.ground === "note" ? "composer-note" : ""}`.trimEnd()}>
          {kind.form}
        </div>
      ))}
    </div>
  );
}
