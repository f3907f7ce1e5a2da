import type { ReactNode } from "react";
import { useT } from "../i18n/use-t.tsx";
import { Badge } from "./badge.tsx";

interface Props {
  one: { kind: "thread" | "answer"; title: string; excerpt: string; isSolved: boolean; isExcerptSolution: boolean };
  /** Where it is read, in a tab of its own: what is being written stays. Without it the deeds lead there. */
  path?: string;
  /** What can be done with it. */
  children?: ReactNode;
}

/** A thread or an answer that looks like what is being written: how it stands, and the first lines of what helped. */
export function SimilarRow({ one, path, children }: Props) {
  const t = useT();
  const { kind, title, excerpt, isSolved, isExcerptSolution } = one;
  const standing = kind === "answer" ? "answer" : isSolved ? "solved" : "open";
  return (
    <li className="suggestion">
      <div className="suggestion-head">
        <h3 dir="auto">
          {path ? (
            <a href={path} target="_blank" rel="noreferrer">
              {title}
            </a>
          ) : (
            title
          )}
        </h3>
        <Badge tone={standing === "open" ? "neutral" : "success"}>{t(`ask.similar.${standing}`)}</Badge>
      </div>
      {excerpt ? (
        <p>
          {isExcerptSolution ? <strong>{t(`ask.similar.says.${standing}`)} </strong> : null}
          <span dir="auto">{excerpt}</span>
        </p>
      ) : null}
      {children}
    </li>
  );
}
