import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { similarThreads } from "../../../search/search.server.ts";
import { Breadcrumbs } from "../../components/breadcrumbs.tsx";
import { PageLayout } from "../../components/layouts.tsx";
import { pageMeta } from "../../components/page-meta.ts";
import { viewerOf } from "../../domain/accounts/viewer.server.ts";
import type { Viewer } from "../../domain/accounts/viewer.ts";
import {
  DRAFT_FIELDS,
  type DraftFields,
  dropAskDraft,
  findAskDraft,
  keepAskDraft,
} from "../../domain/threads/ask-drafts.server.ts";
import { askThread } from "../../domain/threads/ask-thread.server.ts";
import { listCategories } from "../../domain/threads/categories.server.ts";
import { type AskInput, askInput } from "../../domain/threads/input.ts";
import { TITLE_MAX } from "../../domain/threads/thread.ts";
import { useT } from "../../i18n/use-t.tsx";
import { env } from "../../platform/env.server.ts";
import { handleAction, handleLoader, parseForm } from "../../platform/http.server.ts";
import { renderMarkdown } from "../../platform/markdown/render.server.ts";
import { limit } from "../../platform/rate-limit.server.ts";
import { AskForm } from "./ask-form.tsx";
import { Preview } from "./preview.tsx";
import { Suggestions } from "./suggestions.tsx";

const SUGGESTED = 3;
/** How much of the question a thread must hold to be worth an extra step before posting. */
const NEAR = 0.35;

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await viewerOf(request);
    const { searchParams } = new URL(request.url);
    const key = searchParams.get("draft");
    const [categories, draft] = await Promise.all([listCategories(viewer), findAskDraft(viewer, key)]);
    const wanted = categories.find(({ slug }) => slug === searchParams.get("category"));
    const title = searchParams.get("title")?.slice(0, TITLE_MAX) ?? ""; // the words of a search that found nothing
    const typed: DraftFields = draft ?? { title, categoryId: wanted ? String(wanted.id) : "" };
    return {
      categories: categories.map(({ id, name }) => ({ value: String(id), label: name })),
      typed,
      draftKey: draft && key,
      similar: draft ? await suggest(viewer, draft) : [],
      preview: draft ? await preview(draft) : null,
      isVisitor: viewer.kind === "visitor",
      submissionKey: draft?.submissionKey ?? crypto.randomUUID(),
      canonical: new URL("/threads/new", env.ORIGIN).href,
    };
  });

export type AskPage = Awaited<ReturnType<typeof loader>>;

const suggest = async (viewer: Viewer, { title = "", body = "" }: Pick<DraftFields, "title" | "body">) =>
  (await similarThreads(viewer, { title, text: body })).filter(({ coverage }) => coverage >= NEAR).slice(0, SUGGESTED);

async function preview({ title = "", body = "", expected = "", tried = "" }: DraftFields) {
  const [question, expectedHtml, triedHtml] = await Promise.all([body, expected, tried].map(renderMarkdown));
  return { title, question, expected: expected && expectedHtml, tried: tried && triedHtml };
}

export const action = ({ request, context }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await viewerOf(request);
    await limit("ask", [context.clientAddress, viewer.id ? `account:${viewer.id}` : ""]);
    const input = parseForm(askInput, form);
    if (viewer.kind === "visitor") return redirect(signInAndBack(await keep(viewer, form)), 303);
    if (await wantsALook(viewer, input, form)) return `/threads/new?draft=${await keep(viewer, form)}`;
    const { id } = await askThread(viewer, input);
    await dropAskDraft(String(form.get("draft") ?? ""));
    return `/threads/${id}`;
  });

/** Before it is posted: to preview it, or because others seem to have asked the same and that has not been shown yet. */
async function wantsALook(viewer: Viewer, input: AskInput, form: FormData) {
  if (form.get("intent") === "preview") return true;
  return !form.has("seen") && (await suggest(viewer, input)).length > 0;
}

function keep(viewer: Viewer, form: FormData) {
  const typed = DRAFT_FIELDS.map((name) => [name, String(form.get(name) ?? "")]);
  return keepAskDraft(viewer, Object.fromEntries(typed));
}

const signInAndBack = (key: string) => `/login?redirectTo=${encodeURIComponent(`/threads/new?draft=${key}`)}`;

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  pageMeta(matches, (t) => ({
    title: t("ask.title"),
    description: t("ask.lead"),
    canonical: data?.canonical,
    isUnlisted: data?.draftKey != null,
  }));

/** Asking: what happened, and three things that help others to help. */
export default function Ask() {
  const t = useT();
  const { similar, preview: shown } = useLoaderData<AskPage>();
  return (
    <PageLayout
      width="text"
      above={<Breadcrumbs items={[{ href: "/", label: t("threads.crumb") }]} />}
      title={t("ask.title")}
      lead={t("ask.lead")}
    >
      {similar.length > 0 ? <Suggestions /> : null}
      {shown ? <Preview preview={shown} /> : null}
      <AskForm />
    </PageLayout>
  );
}
