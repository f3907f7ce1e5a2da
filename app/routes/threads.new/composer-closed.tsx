import { Button } from "../../components/button.tsx";
import { useT } from "../../i18n/use-t.tsx";

/** Stands in the form's place once something that was suggested has settled the matter. Shown by the script alone. */
export function ComposerClosed() {
  const t = useT();
  return (
    <section className="ask-closed" data-ask-closed="" hidden tabIndex={-1} aria-live="polite">
      <p data-closed-as="joined">{t("ask.closed.joined")}</p>
      <p data-closed-as="helped">{t("ask.closed.helped")}</p>
      <form method="post" action="/threads/new/outcome" className="row">
        <input type="hidden" name="submissionKey" />
        <input type="hidden" name="suggestion" />
        <Button variant="primary" name="outcome" value="opened">
          {t("ask.closed.go")}
        </Button>
        <Button name="outcome" value="undone">
          {t("ask.closed.undo")}
        </Button>
      </form>
    </section>
  );
}
