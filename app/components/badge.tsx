import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icons.ts";

export type Tone = "neutral" | "brand" | "private" | "success" | "warning" | "danger";

interface Props {
  tone?: Tone;
  icon?: IconName;
  children: ReactNode;
}

/** A short fact about the thing it stands on; the words carry it, the colour helps. */
export function Badge({ tone = "neutral", icon, children }: Props) {
  return (
    <span className={`badge tone-${tone}`}>
      {icon ? <Icon name={icon} /> : null}
      {children}
    </span>
  );
}

/** A tag of a thread; with `href` it leads to the others that have it. */
export function Tag({ name, href }: { name: string; href?: string }) {
  return href ? (
    <a className="tag" href={href} rel="tag">
      {name}
    </a>
  ) : (
    <span className="tag">{name}</span>
  );
}
