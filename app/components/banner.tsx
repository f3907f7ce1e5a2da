import type { ReactNode } from "react";
import type { Tone } from "./badge.tsx";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icons.ts";

interface Props {
  tone?: Tone;
  icon?: IconName;
  title?: string;
  children?: ReactNode;
  /** What can be done about it. */
  actions?: ReactNode;
  /** `status` for what has just happened, so that it is read aloud. */
  role?: "status" | "alert";
}

const icons: Record<Tone, IconName> = {
  neutral: "info",
  brand: "info",
  private: "lock",
  success: "circle-check",
  warning: "triangle-alert",
  danger: "circle-alert",
};

/** One thing to know before reading on. */
export function Banner({ tone = "neutral", icon = icons[tone], title, children, actions, role }: Props) {
  return (
    <div className={`banner tone-${tone}`} role={role}>
      <Icon name={icon} />
      <div className="banner-text">
        {title ? <p className="banner-title">{title}</p> : null}
        {children ? <div>{children}</div> : null}
      </div>
      {actions ? <div className="banner-actions">{actions}</div> : null}
    </div>
  );
}
