import script from "../enhance/private-finder.js?url&no-inline";
import { useT } from "../i18n/use-t.tsx";

/**
 * Says, while one types, what of it looks private, and moves it to a private field with one press. Where no script runs it
 * is nothing: the server asks when the form is sent.
 */
export function PrivateFinder({ fields }: { fields: readonly string[] }) {
  const t = useT();
  return (
    <private-finder
      class="private-finder"
      data-private-finder={script}
      data-fields={fields.join(" ")}
      data-move={t("private.move")}
      data-leave={t("private.leave")}
      data-back={t("private.put_back")}
      data-moved={t("private.moved")}
      role="status"
      suppressHydrationWarning
    />
  );
}
