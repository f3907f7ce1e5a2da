import { Html } from "./html.tsx";
import { type IconName, iconSprite } from "./icons.ts";

interface Props {
  name: IconName;
  /** Said by a screen reader; without it the icon is decoration beside a text. */
  label?: string;
  className?: string;
}

/** One icon, as tall as the text it stands in. */
export function Icon({ name, label, className }: Props) {
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

/** The drawings the icons refer to; the root puts them at the end of the page. */
export function IconSprite() {
  return <Html as="svg" html={iconSprite} className="icon-sprite" />;
}
