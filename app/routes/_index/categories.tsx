import { useLoaderData } from "@remix-run/react";
import { useT } from "../../i18n/use-t.tsx";
import type { loader } from "./route.tsx";

/** Where to look when one knows what it is about. */
export function Categories() {
  const t = useT();
  const { categories, hasMoreCategories } = useLoaderData<typeof loader>();
  if (categories.length === 0) return null;
  return (
    <nav className="home-categories" aria-labelledby="home-categories">
      <h2 id="home-categories">{t("home.categories")}</h2>
      <ul>
        {categories.map(({ slug, name, description }) => (
          <li key={slug}>
            <a href={`/categories/${slug}`} dir="auto">
              {name}
            </a>
            {description ? <p dir="auto">{description}</p> : null}
          </li>
        ))}
        {hasMoreCategories ? (
          <li>
            <a href="/categories">{t("home.categories.all")}</a>
          </li>
        ) : null}
      </ul>
    </nav>
  );
}
