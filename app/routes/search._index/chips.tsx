import { useLoaderData } from "@remix-run/react";
import { writeOperator } from "../../../search/operators.ts";
import { Icon } from "../../components/icon.tsx";
import type { Key, Translate } from "../../i18n/translate.ts";
import { useT } from "../../i18n/use-t.tsx";
import { toggleHref } from "./address.ts";
import type { Chip, SearchPage } from "./load.server.ts";

/** What the results are narrowed by, each taken away by a press; and what could not be read. */
export function Chips() {
  const t = useT();
  const { chips } = useLoaderData<SearchPage>();
  // The order is chosen above the results.
  const known = chips.filter(({ isKnown, name }) => isKnown && name !== "order");
  const unknown = chips.filter(({ isKnown }) => !isKnown);
  return (
    <>
      {known.length > 0 ? (
        <ul className="search-chips" aria-label={t("search.chips")}>
          {known.map((chip) => (
            <li key={writeOperator(chip)}>
              <ChipLink chip={chip}>{labelOf(chip, t)}</ChipLink>
            </li>
          ))}
        </ul>
      ) : null}
      {unknown.map((chip) => (
        <p key={writeOperator(chip)} className="search-unknown">
          <span dir="auto">{t(`search.unknown.${chip.name}`, { typed: writeOperator(chip) })}</span>
          <ChipLink chip={chip}>{writeOperator(chip)}</ChipLink>
        </p>
      ))}
    </>
  );
}

function ChipLink({ chip, children }: { chip: Chip; children: string }) {
  const t = useT();
  const { asked } = useLoaderData<SearchPage>();
  return (
    <a className="chip" href={toggleHref(asked, chip)} aria-label={t("search.chip.remove", { name: children })}>
      <span dir="auto">{children}</span>
      <Icon name="x" />
    </a>
  );
}

const STATES: Record<string, Key | undefined> = {
  solved: "search.filter.solved",
  unsolved: "search.filter.unsolved",
  "needs-check": "home.view.needs_check",
  answer: "search.filter.answer",
  thread: "search.filter.thread",
};

function labelOf({ name, value, label }: Chip, t: Translate): string {
  if (name !== "is") return t(`search.chip.${name}`, { value: label });
  const key = STATES[value.toLowerCase()];
  return key ? t(key) : value;
}
