import { PLACEHOLDER, type PrivateKind, placeholderOf } from "../domain/private-values/private-value.ts";
import type { Translate } from "../i18n/translate.ts";

/** A private field as whoever reads may see it. */
export interface Chip {
  kind: PrivateKind;
  number: number;
  /** Null for whoever may not ask for it: they read its kind. */
  id: number | null;
  mask: string | null;
}

/**
 * Draws the placeholders of a post's private fields in its rendered text. One that names no field of this very post stays
 * the words that it is. Within a link it leads nowhere of its own.
 */
export function drawPrivate(html: string, chips: readonly Chip[], t: Translate): string {
  if (chips.length === 0 || !html.includes("[private: ")) return html;
  const byPlaceholder = new Map(chips.map((chip) => [placeholderOf(chip), chip]));
  let links = 0;
  return html.replace(/<(\/?)([a-z0-9]+)[^>]*>|[^<]+/g, (piece, close: string | undefined, tag: string | undefined) => {
    if (tag === undefined)
      return piece.replace(PLACEHOLDER, (words) => {
        const chip = byPlaceholder.get(words);
        return chip ? drawn(chip, t, links > 0) : words;
      });
    if (tag === "a") links += close ? -1 : 1;
    return piece;
  });
}

function drawn({ kind, id, mask }: Chip, t: Translate, isInLink: boolean): string {
  const name = t(`private.kind.${kind}`);
  if (id === null || isInLink)
    return `<span class="private-chip"><bdi>${escaped(t("private.chip", { name }))}</bdi></span>`;
  const words = mask ? t("private.chip.masked", { name, mask }) : t("private.chip.erased", { name });
  return `<a class="private-chip" href="/private-values/${id}"><bdi>${escaped(words)}</bdi></a>`;
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
