import { useT } from "../i18n/use-t.tsx";
import { Icon } from "./icon.tsx";

interface Props {
  /** Addresses of the neighbouring pages; an absent one has no neighbour. */
  newer?: string | null;
  older?: string | null;
  /** Words for them where time isn't the order: "Previous", "Next". */
  newerLabel?: string;
  olderLabel?: string;
}

/** Leads to the neighbouring pages of a list that is read in order. */
export function Pager({ newer, older, newerLabel, olderLabel }: Props) {
  const t = useT();
  if (!newer && !older) return null;
  return (
    <nav className="pager" aria-label={t("pager.label")}>
      {newer ? (
        <a className="button button-quiet" rel="prev" href={newer}>
          <Icon name="chevron-left" className="icon-turns" />
          {newerLabel ?? t("pager.newer")}
        </a>
      ) : null}
      {older ? (
        <a className="button button-quiet pager-older" rel="next" href={older}>
          {olderLabel ?? t("pager.older")}
          <Icon name="chevron-right" className="icon-turns" />
        </a>
      ) : null}
    </nav>
  );
}
