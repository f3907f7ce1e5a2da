import script from "../enhance/private-finder.js?url&no-inline";
import { useT } from "../i18n/use-t.tsx";
import type { Audience } from "./private-places.tsx";

/**
 * Says, while one types, what of it looks private, and moves it to a private field with one press. Where no script runs it
 * is nothing: the server asks when the form is sent.
 */
export function PrivateFinder({ fields, audience = "public" }: { fields: readonly string[]; audience?: Audience }) {
  const t = useT();
  return (
    <private-finder
      class="private-finder"
      data-private-finder={script}
      data-fields={fields.join(" ")}
      data-audience={audience}
      data-move={t("private.move")}
      data-leave={t(`private.leave.${audience}`)}
      data-back={t("private.put_back")}
      data-moved={t("private.moved")}
      role="status"
      suppressHydrationWarning
    />
  );
}
