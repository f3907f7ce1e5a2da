import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TabNav } from "../../components/nav.tsx";
import { pageMeta } from "../../components/page-meta.ts";
import { viewerOf } from "../../domain/accounts/viewer.server.ts";
import { listCategories } from "../../domain/threads/categories.server.ts";
import { cursorOf } from "../../domain/threads/cursor.ts";
import {
  COUNTED_UP_TO,
  COUNTED_VIEWS,
  countWaiting,
  listThreads,
  type ThreadView,
} from "../../domain/threads/list-threads.server.ts";
import type { Translate } from "../../i18n/translate.ts";
import { useT } from "../../i18n/use-t.tsx";
import { handleLoader } from "../../platform/http.server.ts";
import { ThreadPageList } from "../categories.$slug/thread-page-list.tsx";
import { Categories } from "./categories.tsx";
import { Welcome } from "./welcome.tsx";

const views = ["latest", "needs_attention", "needs_check", "solved"] as const satisfies readonly ThreadView[];

const CATEGORIES = 12;

interface Waiting {
  count: number;
  isMore: boolean;
}

const shortOf = (count: number): Waiting => ({ count: Math.min(count, COUNTED_UP_TO), isMore: count > COUNTED_UP_TO });

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await viewerOf(request);
    const { searchParams } = new URL(request.url);
    const view = views.find((one) => one === searchParams.get("view")) ?? "latest";
    const cursor = cursorOf(searchParams);
    const [page, waiting, categories] = await Promise.all([
      listThreads(viewer, { view }, cursor),
      Promise.all(COUNTED_VIEWS.map(async (one) => [one, shortOf(await countWaiting(viewer, one))] as const)),
      listCategories(viewer, CATEGORIES + 1),
    ]);
    return {
      view,
      page,
      categories: categories.slice(0, CATEGORIES).map(({ slug, name, description }) => ({ slug, name, description })),
      hasMoreCategories: categories.length > CATEGORIES,
      waiting: Object.fromEntries(waiting) as Record<ThreadView, Waiting | undefined>,
      isFirstPage: cursor === null,
      now: new Date(),
    };
  });

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  pageMeta(matches, (t) => ({
    title: t("home.title"),
    description: t("home.description"),
    canonical: "/",
    // A view of them is a list of what the whole list and the threads' own pages say.
    isUnlisted: data && (!data.isFirstPage || data.view !== "latest"),
    feeds: [
      { title: t("feed.latest"), href: "/feeds/latest" },
      { title: t("feed.solved"), href: "/feeds/solved" },
      { title: t("feed.answers"), href: "/feeds/answers" },
    ],
  }));

export default function Home() {
  const t = useT();
  const { view, page, isFirstPage, now } = useLoaderData<typeof loader>();
  return (
    <div className="page page-wide home">
      {isFirstPage && view === "latest" ? <Welcome /> : <h1 className="unseen">{t("home.title")}</h1>}
      <Categories />
      <section className="home-threads">
        <Views />
        <ThreadPageList
          page={page}
          path={view === "latest" ? "/" : `/?view=${view}`}
          label={t(`home.view.${view}`)}
          now={now}
          empty={t(`home.empty.${view}`)}
        />
      </section>
    </div>
  );
}

function Views() {
  const t = useT();
  const { view, waiting } = useLoaderData<typeof loader>();
  // Nothing to check is the rule, and no tab.
  const shown = views.filter((one) => one !== "needs_check" || one === view || waiting[one]?.count);
  const items = shown.map((one) => ({
    href: one === "latest" ? "/" : `/?view=${one}`,
    label: labelOf(t, one, waiting[one]),
    isCurrent: one === view,
  }));
  return <TabNav label={t("home.views")} items={items} />;
}

function labelOf(t: Translate, view: ThreadView, waiting?: Waiting) {
  if (!waiting?.count) return t(`home.view.${view}`);
  const many = waiting.isMore ? t("home.more_than", { count: waiting.count }) : t.number(waiting.count);
  return `${t(`home.view.${view}`)} (${many})`;
}
