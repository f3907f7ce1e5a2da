import type { ButtonHTMLAttributes } from "react";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icons.ts";

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon: IconName;
  /** What it does: read aloud, and shown when pointed at. */
  label: string;
  size?: "medium" | "small";
}

/** A button with nothing but an icon, for actions everybody knows. */
export function IconButton({ icon, label, size = "medium", className = "", ...rest }: Props) {
  return (
    <button
      type="submit"
      className={`icon-button icon-button-${size} ${className}`.trimEnd()}
      aria-label={label}
      title={label}
      {...rest}
    >
      <Icon name={icon} />
    </button>
  );
}
