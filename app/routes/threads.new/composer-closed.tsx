import { Button } from "../../components/button.tsx";
import { useT } from "../../i18n/use-t.tsx";

/** Stands in the form's place once something that was suggested has settled the matter. Shown by the script alone. */
export function ComposerClosed() {
  const t = useT();
  return (
    <section className="ask-closed" data-ask-closed="" hidden tabIndex={-1} aria-live="polite">
      <p data-closed-as="joined">{t("ask.closed.joined")}</p>
      <p data-closed-as="helped">{t("ask.closed.helped")}</p>
      <div className="row">
        <Button variant="primary" form="ask" formAction="/threads/new/outcome" formNoValidate name="pick" data-go="">
          {t("ask.closed.go")}
        </Button>
        <Button type="button" data-undo="">
          {t("ask.closed.undo")}
        </Button>
      </div>
    </section>
  );
}
