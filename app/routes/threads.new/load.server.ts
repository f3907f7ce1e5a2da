import { similarToQuestion } from "../../../search/search.server.ts";
import type { Viewer } from "../../domain/accounts/viewer.ts";
import { noteShown } from "../../domain/threads/ask-attempts.server.ts";
import { type DraftFields, findAskDraft, listAskDrafts } from "../../domain/threads/ask-drafts.server.ts";
import { tipsFor } from "../../domain/threads/ask-tips.server.ts";
import { listCategories } from "../../domain/threads/categories.server.ts";
import { isFirstQuestion } from "../../domain/threads/newcomers.server.ts";
import { TITLE_MAX } from "../../domain/threads/thread.ts";
import { titleFrom } from "../../domain/threads/title-from.ts";
import { latestCases } from "../../domain/tickets/earlier-cases.server.ts";
import { listPreparations } from "../../domain/tickets/preparation.server.ts";
import { defaultLocale, isLocale } from "../../i18n/locales.ts";
import { translator } from "../../i18n/translate.ts";
import { renderMarkdown } from "../../platform/markdown/render.server.ts";

/** The page to ask on: empty, or with what was typed before. */
export async function loadAskPage(viewer: Viewer, { searchParams }: URL) {
  const key = searchParams.get("draft");
  const grant = searchParams.get("for");
  const [categories, found, drafts, latest, isFirst] = await Promise.all([
    listCategories(viewer),
    findAskDraft(viewer, key),
    key ? [] : listAskDrafts(viewer),
    key ? [] : latestCases(viewer, grant),
    isFirstQuestion(viewer),
  ]);
  const preparations = await listPreparations(categories);
  const wanted = categories.find(({ slug }) => slug === searchParams.get("category"));
  const draft = found?.fields;
  const title = searchParams.get("title")?.slice(0, TITLE_MAX) ?? ""; // the words of a search that found nothing
  const categoryId = wanted ? String(wanted.id) : "";
  const typed: DraftFields = draft ?? { title, categoryId, ...aboutAnother(viewer, searchParams.get("about")) };
  const submissionKey = draft?.submissionKey || crypto.randomUUID();
  return {
    categories: categories.map(({ id, name }) => ({ value: String(id), label: name })),
    typed,
    draftKey: draft ? key : null,
    /** When it was last written in. */
    draftAt: found?.at.toISOString() ?? "",
    drafts,
    latest,
    now: new Date(),
    preparations,
    tips: await tipsFor(submissionKey),
    similar: draft ? await suggest(viewer, { ...draft, submissionKey }) : [],
    preview: draft ? await preview(draft) : null,
    isVisitor: viewer.kind === "visitor",
    isFirst,
    /** Whom it is asked for: one of those whom the viewer may write for, by the number of the grant. */
    acting: principalOf(viewer, grant),
    principals: principalsOf(viewer),
    mayBeNameless: viewer.kind === "member" || viewer.kind === "staff",
    submissionKey,
  };
}

/** Where it comes from stands first in it: the number becomes a link for whoever may read that thread. */
function aboutAnother({ locale, timeZone }: Viewer, number: string | null): DraftFields {
  if (!/^[1-9]\d{0,8}$/.test(number ?? "")) return {};
  const t = translator(isLocale(locale) ? locale : defaultLocale, timeZone);
  return { body: `${t("ask.about", { number })}\n\n` };
}

/** Those for whom the viewer may ask. */
export const principalsOf = ({ actsFor, isSuspended }: Viewer) =>
  isSuspended
    ? []
    : actsFor.filter(({ scopes }) => scopes.includes("write")).map(({ id, principalName: name }) => ({ id, name }));

/** The one of them that the address names. */
export const principalOf = (viewer: Viewer, grant: string | null) =>
  principalsOf(viewer).find(({ id }) => String(id) === grant) ?? null;

export type AskPage = Awaited<ReturnType<typeof loadAskPage>>;

type Suggested = Pick<DraftFields, "title" | "body" | "submissionKey">;

/** What looks alike, to be read before it is posted: noted as shown to this form. */
export async function suggest(viewer: Viewer, { title = "", body = "", submissionKey = "" }: Suggested) {
  const similar = await similarToQuestion(viewer, { title, text: body });
  const documents = similar.map(({ number }) => number);
  await noteShown(submissionKey, documents);
  return similar;
}

type PreviewedTexts = Pick<DraftFields, "title" | "body" | "expected" | "tried">;

/** The question as its page will show it. */
export async function preview({ title = "", body = "", expected = "", tried = "" }: PreviewedTexts) {
  const [question, expectedHtml, triedHtml] = await Promise.all([body, expected, tried].map(renderMarkdown));
  // As it will be called: left open, it is its first sentence.
  return { title: title || titleFrom(body), question, expected: expected && expectedHtml, tried: tried && triedHtml };
}
