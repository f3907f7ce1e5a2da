import { IconButton } from "../../components/icon-button.tsx";
import { useT } from "../../i18n/use-t.tsx";

/** Finds tickets by their words, from where the tickets are. */
export function FindTickets() {
  const t = useT();
  return (
    <search>
      <form action="/staff/search" className="inbox-find">
        <input
          type="search"
          name="q"
          className="input"
          maxLength={200}
          placeholder={t("ticket_search.words")}
          aria-label={t("ticket_search.words")}
          data-find=""
        />
        <IconButton icon="search" label={t("ticket_search.title")} />
      </form>
    </search>
  );
}
