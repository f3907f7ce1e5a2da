import { useT } from "../i18n/use-t.tsx";
import { Icon } from "./icon.tsx";

/** Where this page stands; the page itself isn't in it. */
export function Breadcrumbs({ items }: { items: { href: string; label: string }[] }) {
  const t = useT();
  return (
    <nav className="crumbs" aria-label={t("breadcrumbs.label")}>
      <ol>
        {items.map((item) => (
          <li key={item.href}>
            <a href={item.href}>{item.label}</a>
            <Icon name="chevron-right" className="icon-turns" />
          </li>
        ))}
      </ol>
    </nav>
  );
}
