import { createContext, useContext } from "react";
import { PLACEHOLDER, placeholderOf } from "../domain/private-values/private-value.ts";
import { useT } from "../i18n/use-t.tsx";
import type { Chip } from "./private-chip.ts";

const Chips = createContext<readonly Chip[]>([]);

/** The private fields that placeholders within may name: those of a post, or of a ticket's lane. */
export const PrivateFieldsOf = Chips.Provider;

/** Words as they were written, not Markdown: placeholders of private fields are drawn as in a rendered text. */
export function PrivateText({ text }: { text: string }) {
  const chips = useContext(Chips);
  if (chips.length === 0 || !text.includes("[private: ")) return text;
  const byPlaceholder = new Map(chips.map((chip) => [placeholderOf(chip), chip]));
  const places = [...text.matchAll(PLACEHOLDER)].filter(([words]) => byPlaceholder.has(words));
  const parts = places.flatMap(({ 0: words, index }, number) => {
    const chip = byPlaceholder.get(words);
    const from = places[number - 1];
    const before = text.slice(from ? from.index + from[0].length : 0, index);
    return chip ? [before, <PrivateChip key={index} chip={chip} />] : [];
  });
  const last = places.at(-1);
  return [...parts, text.slice(last ? last.index + last[0].length : 0)];
}

function PrivateChip({ chip: { kind, id, mask } }: { chip: Chip }) {
  const t = useT();
  const name = t(`private.kind.${kind}`);
  if (id === null)
    return (
      <span className="private-chip">
        <bdi>{t("private.chip", { name })}</bdi>
      </span>
    );
  return (
    <a className="private-chip" href={`/private-values/${id}`}>
      <bdi>{mask ? t("private.chip.masked", { name, mask }) : t("private.chip.erased", { name })}</bdi>
    </a>
  );
}
