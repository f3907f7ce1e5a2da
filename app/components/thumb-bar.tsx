import type { ReactNode } from "react";

/** The one or two things to do on this page, kept within a thumb's reach on a phone; elsewhere they stand in the page. */
export function ThumbBar({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav className="thumb-bar" aria-label={label}>
      {children}
    </nav>
  );
}
