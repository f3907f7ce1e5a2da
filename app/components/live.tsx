import type { ReactNode } from "react";
import { useT } from "../i18n/use-t.tsx";

/** A part of a page that is exchanged in place when it has changed (enhance/live.js); in the layout it is not there. */
export function LivePart({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="live-part" data-live-part={name}>
      {children}
    </div>
  );
}

interface Props {
  /** The stream's address. */
  href: string;
  /** What this page shows. */
  version: string;
  replies: number;
  /** Where the newest replies are, if they are not on this page. */
  newest: string;
}

/** Where news of this page is told: empty until there is any. */
export function LiveNews({ href, version, replies, newest }: Props) {
  const t = useT();
  return (
    <div
      className="live-news"
      role="status"
      data-live={href}
      data-version={version}
      data-replies={replies}
      data-newest={newest}
      data-show={t("live.show", { count: "#" })}
    />
  );
}
