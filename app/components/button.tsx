import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode } from "react";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icons.ts";

export interface ButtonLook {
  /** `primary`: the one thing to do here. `quiet`: the rest. `plain`: as light as a link. `danger`: takes something away. */
  variant?: "primary" | "quiet" | "plain" | "danger";
  size?: "medium" | "small";
  icon?: IconName;
  children: ReactNode;
}

/** Does something: submits its form unless `type` says otherwise. */
export function Button({
  variant = "quiet",
  size = "medium",
  icon,
  children,
  className,
  ...rest
}: ButtonLook & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button type="submit" className={buttonClass(variant, size, className)} {...rest}>
      {icon ? <Icon name={icon} /> : null}
      {children}
    </button>
  );
}

/** Goes somewhere, and looks like a button because it is the next step. */
export function ButtonLink({
  variant = "quiet",
  size = "medium",
  icon,
  children,
  className,
  ...rest
}: ButtonLook & AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) {
  return (
    <a className={buttonClass(variant, size, className)} {...rest}>
      {icon ? <Icon name={icon} /> : null}
      {children}
    </a>
  );
}

function buttonClass(variant: string, size: string, more = "") {
  return `button button-${variant} button-${size} ${more}`.trimEnd();
}
