import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "../components/breadcrumbs.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { viewerOf } from "../domain/accounts/viewer.server.ts";
import { listCategories } from "../domain/threads/categories.server.ts";
import { useT } from "../i18n/use-t.tsx";
import { handleLoader } from "../platform/http.server.ts";

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const categories = await listCategories(await viewerOf(request));
    return {
      categories: categories.map(({ slug, name, description }) => ({ slug, name, description })),
    };
  });

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("home.categories"), canonical: "/categories" }));

/** All categories, for whoever does not find theirs on the home page. */
export default function CategoriesPage() {
  const t = useT();
  const { categories } = useLoaderData<typeof loader>();
  return (
    <PageLayout above={<Breadcrumbs items={[{ href: "/", label: t("threads.crumb") }]} />} title={t("home.categories")}>
      <ul className="category-index">
        {categories.map(({ slug, name, description }) => (
          <li key={slug}>
            <a href={`/categories/${encodeURIComponent(slug)}`} dir="auto">
              {name}
            </a>
            {description ? <p dir="auto">{description}</p> : null}
          </li>
        ))}
      </ul>
    </PageLayout>
  );
}
