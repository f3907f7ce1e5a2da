import { useT } from "../i18n/use-t.tsx";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icons.ts";

export interface NavItem {
  href: string;
  label: string;
  isCurrent?: boolean;
  count?: number;
  icon?: IconName;
  /** Draws the eye to a count that wants something done. */
  isUrgent?: boolean;
}

interface Props {
  /** Names the navigation for screen readers. */
  label: string;
  items: NavItem[];
}

/** Parts of one page side by side, such as the lists of the home page. */
export function TabNav({ label, items }: Props) {
  return <NavList kind="tabs" label={label} items={items} />;
}

/** Saved filters below each other, such as the views of the inbox; a row that scrolls on a phone. */
export function FilterNav({ label, items }: Props) {
  return <NavList kind="filters" label={label} items={items} />;
}

function NavList({ kind, label, items }: Props & { kind: "tabs" | "filters" }) {
  return (
    <nav className={kind} aria-label={label}>
      <ul>
        {items.map((item) => (
          <li key={item.href}>
            <NavLink item={item} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function NavLink({ item }: { item: NavItem }) {
  const t = useT();
  return (
    <a href={item.href} aria-current={item.isCurrent ? "page" : undefined}>
      {item.icon ? <Icon name={item.icon} /> : null}
      <span className="nav-label">{item.label}</span>
      {item.count === undefined ? null : (
        <span className={item.isUrgent && item.count > 0 ? "nav-count nav-count-urgent" : "nav-count"}>
          {t.number(item.count)}
        </span>
      )}
    </a>
  );
}
