import { createContext, type ReactNode, useContext } from "react";
import { Html } from "./html.tsx";
import { type IconName, iconNames, iconSymbol } from "./icons.ts";

const Used = createContext<Set<IconName> | undefined>(undefined);

/** Around a page that is rendered once: its sprite holds the icons it shows, and not the half of the page all would be. */
export function OnlyUsedIcons({ children }: { children: ReactNode }) {
  return <Used.Provider value={new Set()}>{children}</Used.Provider>;
}

interface Props {
  name: IconName;
  /** Said by a screen reader; without it the icon is decoration beside a text. */
  label?: string;
  className?: string;
}

/** One icon, as tall as the text it stands in. */
export function Icon({ name, label, className }: Props) {
  useContext(Used)?.add(name);
  const classes = className ? `icon ${className}` : "icon";
  const use = <use href={`#icon-${name}`} />;
  if (label)
    return (
      <svg className={classes} role="img" aria-label={label}>
        {use}
      </svg>
    );
  return (
    <svg className={classes} aria-hidden="true">
      {use}
    </svg>
  );
}

/** The drawings the icons refer to; the root puts them at the end of the page, when it is known which there are. */
export function IconSprite() {
  const used = useContext(Used);
  const names = used ? [...used] : iconNames;
  return <Html as="svg" html={names.map(iconSymbol).join("")} className="icon-sprite" />;
}
