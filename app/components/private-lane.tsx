import { type ReactNode, useId } from "react";
import { useT } from "../i18n/use-t.tsx";
import { Icon } from "./icon.tsx";

interface Props {
  /** Whose eyes this is written for: says who else reads it. */
  audience: "requester" | "shared" | "delegate" | "staff" | "inside";
  /** Beside the lock, at the end: a status, a link to the request. */
  aside?: ReactNode;
  children: ReactNode;
}

/**
 * The private lane: paper behind tinted glass. Everything private stands in one of these and nothing public ever does,
 * so that a glance, a greyscale print or a screen reader tells the two apart.
 */
export function PrivateLane({ audience, aside, children }: Props) {
  const t = useT();
  const words = useId();
  return (
    <section className="private-lane" aria-labelledby={words}>
      <header className="private-lane-head">
        <p id={words} className="private-lane-words">
          <Icon name="lock" />
          {t(`private.${audience}`)}
        </p>
        {aside}
      </header>
      <div className="private-lane-body">{children}</div>
    </section>
  );
}
