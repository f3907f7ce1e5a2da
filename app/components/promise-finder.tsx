import script from "../enhance/promise-finder.js?url&no-inline";
import { useT } from "../i18n/use-t.tsx";

/**
 * Says, while one types, what of it sounds like a promise, and makes it one with one press. Where no script runs it is
 * nothing: the server asks when the form is sent.
 */
export function PromiseFinder() {
  const t = useT();
  return (
    <promise-finder
      class="private-finder"
      data-promise-finder={script}
      data-made={t("promising.make")}
      data-by={t("promising.until")}
      data-make={t("promising.press")}
      data-none={t("promising.none")}
      data-undo={t("promising.undo")}
      role="status"
      suppressHydrationWarning
    />
  );
}
