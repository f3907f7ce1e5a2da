import { useT } from "../i18n/use-t.tsx";
import { type DiffPart, wordDiff } from "./word-diff.ts";

/** What changed between two versions of a text: struck out and underlined, and said aloud as removed and added. */
export function Diff({ before, after }: { before: string; after: string }) {
  let from = 0;
  const parts = wordDiff(before, after).map((part) => {
    const key = `${part.kind} ${from}`;
    from += part.text.length;
    return { ...part, key };
  });
  return (
    <div className="diff" dir="auto">
      {parts.map((part) => (
        <Part key={part.key} part={part} />
      ))}
    </div>
  );
}

function Part({ part }: { part: DiffPart }) {
  const t = useT();
  if (part.kind === "same") return <span>{part.text}</span>;
  const Tag = part.kind === "removed" ? "del" : "ins";
  return (
    <Tag>
      <span className="unseen">{t(`diff.${part.kind}`)} </span>
      {part.text}
    </Tag>
  );
}
