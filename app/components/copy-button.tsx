import { useT } from "../i18n/use-t.tsx";

/** Copies a text where a script can; elsewhere it is not there, and the text is beside it to be selected. */
export function CopyButton({ text, about }: { text: string; about?: string }) {
  const t = useT();
  return (
    <button
      type="button"
      className="button button-plain button-small"
      data-copy={text}
      data-copied={t("copy.done")}
      aria-label={about ? `${t("copy")}: ${about}` : undefined}
      aria-live="polite"
      hidden
      suppressHydrationWarning
    >
      {t("copy")}
    </button>
  );
}
