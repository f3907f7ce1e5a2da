import type { ButtonHTMLAttributes, ReactNode } from "react";
import { Icon } from "./icon.tsx";

interface Props {
  /** What opens it: a text, or an icon with `label`. */
  trigger: ReactNode;
  /** Names an icon-only trigger. */
  label?: string;
  /** Which edge of the trigger the list keeps to. */
  align?: "start" | "end";
  /** `MenuLink`s and `MenuButton`s. */
  children: ReactNode;
}

/** More to do, out of the way until asked for. Opens without scripts; with them it also closes by itself. */
export function Menu({ trigger, label, align = "end", children }: Props) {
  return (
    <details className={`menu menu-${align}`} data-menu>
      <summary className={label ? "icon-button" : "button button-quiet button-medium"} title={label}>
        {trigger}
        {label ? <span className="unseen">{label}</span> : <Icon name="chevron-down" />}
      </summary>
      <ul className="menu-list">{children}</ul>
    </details>
  );
}

/** A way to somewhere. */
export function MenuLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <li>
      <a className="menu-item" href={href}>
        {children}
      </a>
    </li>
  );
}

interface ButtonProps extends Pick<ButtonHTMLAttributes<HTMLButtonElement>, "form" | "formAction" | "name" | "value"> {
  /** Where it is sent, in a form of its own; without it the button sends the form the menu stands in, or `form` (one-press.tsx). */
  action?: string;
  children: ReactNode;
}

/** Something to do. Inside another form leave `action` out: forms don't nest. */
export function MenuButton({ action, children, ...rest }: ButtonProps) {
  const button = (
    <button type="submit" className="menu-item" {...rest}>
      {children}
    </button>
  );
  if (!action) return <li>{button}</li>;
  return (
    <li>
      <form method="post" action={action}>
        {button}
      </form>
    </li>
  );
}
