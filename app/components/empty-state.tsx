import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icons.ts";

interface Props {
  icon: IconName;
  title: string;
  /** The one thing worth knowing here. */
  children?: ReactNode;
  /** The one thing to do here. */
  action?: ReactNode;
}

/** Nothing here yet: says why that is fine, and what comes next. */
export function EmptyState({ icon, title, children, action }: Props) {
  return (
    <div className="empty">
      <Icon name={icon} className="empty-icon" />
      <p className="empty-title">{title}</p>
      {children ? <div className="empty-text">{children}</div> : null}
      {action}
    </div>
  );
}
