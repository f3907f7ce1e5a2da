import { randomBytes } from "node:crypto";
import {
  type ActionFunctionArgs,
  data,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { likelyCategory, similarToQuestion } from "../../../search/search.server.ts";
import { Banner } from "../../components/banner.tsx";
import { Breadcrumbs } from "../../components/breadcrumbs.tsx";
import { EarlierCases, LatestCases } from "../../components/earlier-cases.tsx";
import { PageLayout } from "../../components/layouts.tsx";
import { pageMeta } from "../../components/page-meta.ts";
import { browserCookie, browserOf } from "../../domain/accounts/browser.server.ts";
import { startSession } from "../../domain/accounts/sessions.server.ts";
import { viewerOf } from "../../domain/accounts/viewer.server.ts";
import type { Viewer } from "../../domain/accounts/viewer.ts";
import { readFormWithFiles } from "../../domain/attachments/read-form.server.ts";
import { hasDecided, refusePrivateName, settleForm } from "../../domain/private-values/settle-form.server.ts";
import { askAsGuest, askNameless } from "../../domain/threads/ask-as-guest.server.ts";
import { endAttempt } from "../../domain/threads/ask-attempts.server.ts";
import { draftFieldsOf, dropAskDraft, keepAskDraft } from "../../domain/threads/ask-drafts.server.ts";
import { askFor, askThread, isAsked } from "../../domain/threads/ask-thread.server.ts";
import { sawTips } from "../../domain/threads/ask-tips.server.ts";
import { draftIn } from "../../domain/threads/drafts.server.ts";
import { ASK_TEXTS, type AskInput, askInput, guestInput } from "../../domain/threads/input.ts";
import { saysLittle } from "../../domain/threads/says-little.ts";
import { declineEarlier, earlierCases } from "../../domain/tickets/earlier-cases.server.ts";
import { earlierInput } from "../../domain/tickets/one-case-input.ts";
import ask from "../../enhance/ask.js?url&no-inline";
import askDrafts from "../../enhance/ask-drafts.js?url&no-inline";
import { defaultLocale, isLocale } from "../../i18n/locales.ts";
import { translator } from "../../i18n/translate.ts";
import { useT } from "../../i18n/use-t.tsx";
import { handleAction, handleLoader, parseForm, typedIn } from "../../platform/http.server.ts";
import { limit } from "../../platform/rate-limit.server.ts";
import { AskForm } from "./ask-form.tsx";
import { type LookFirst, type Previewed, useAsked } from "./asked.ts";
import { ComposerClosed } from "./composer-closed.tsx";
import { Drafts } from "./drafts.tsx";
import { type AskPage, loadAskPage, preview, suggest } from "./load.server.ts";
import { Preview } from "./preview.tsx";
import { Suggestions } from "./suggestions.tsx";
import { TitleHint } from "./title-hint.tsx";

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await viewerOf(request);
    const page = await loadAskPage(viewer, new URL(request.url));
    return data(page, { headers: await knownAgain(viewer, request) });
  });

const DAY_S = 86_400;

/** Two tabs of somebody without an account are one browser, known to this page for a day. */
async function knownAgain(viewer: Viewer, request: Request): Promise<Record<string, string>> {
  if (viewer.kind !== "visitor" || (await browserOf(request))) return {};
  const id = randomBytes(16).toString("base64url");
  return { "Set-Cookie": await browserCookie(id, "/threads/new", DAY_S) };
}

/** Each form has a key of its own, so nobody is given another's page. */
export const headers: HeadersFunction = ({ actionHeaders, errorHeaders }) => {
  const own = new Headers(errorHeaders ?? actionHeaders);
  own.set("Cache-Control", "private, no-store");
  return own;
};

export const action = ({ request, context }: ActionFunctionArgs) =>
  handleAction({ request, read: readFormWithFiles }, async (form) => {
    const viewer = await viewerOf(request);
    await limit("ask", [context.clientAddress, viewer.id ? `account:${viewer.id}` : ""]);
    const typed = parseForm(askInput, form);
    const guest = viewer.kind === "visitor" ? parseForm(guestInput, form) : null;
    // Whoever wrote it as a member, and is signed out meanwhile, does not become a guest by sending it.
    if (guest && (form.get("intent") === "sign-in" || form.has("asMember")))
      return redirect(signInAndBack(await keep(viewer, form)), 303);
    await refusePrivateName(viewer, { tags: form.get("tags") }, ["tags"]);
    const input = await settleForm({ viewer, form }, typed, ASK_TEXTS);
    // A preview is a draft, and a draft holds no private values: with some the page is shown at once, and nothing is kept.
    if (form.get("intent") === "preview" && hasDecided(form)) return previewNow(input, form);
    const looking = await lookAtOwn(viewer, input, form);
    if (looking) return data(looking) as unknown as Response;
    if (await wantsALook(viewer, input, form)) return `/threads/new?draft=${await keep(viewer, form)}${grantIn(form)}`;
    if (guest) await limit("ask_as_guest", [context.clientAddress, guest.email ?? ""]);
    const categoryId = input.categoryId ?? (await whateverFits(viewer, input));
    const placed = { ...input, categoryId, sawTips: await sawTips(input.submissionKey) };
    const posted = guest ? await postAsGuest(request, placed, guest.email) : await post(viewer, placed, form);
    if (input.submissionKey) await endAttempt(input.submissionKey, "posted", posted.id);
    await dropAskDraft(viewer, String(form.get("draft") ?? ""));
    // Beside a question without a name nothing says who was asking just then.
    if (form.get("anonymous") !== "on") await declineEarlier(viewer, parseForm(earlierInput, form).earlier, "ask");
    return posted.answer;
  });

async function post(viewer: Viewer, input: AskInput, form: FormData) {
  const { id } = await postAs(viewer, input, form);
  return { id, answer: form.get("categoryId") ? `/threads/${id}` : `/threads/${id}?placed=yes` };
}

/** In the viewer's own name, in nobody's, or for somebody who has granted it. */
function postAs(viewer: Viewer, input: AskInput, form: FormData) {
  if (form.has("for")) return askFor(viewer, Number(form.get("for")), input);
  return form.get("anonymous") === "on"
    ? askNameless(viewer, input, speaking(viewer)("ask.nameless"))
    : askThread(viewer, input);
}

/** From here on this browser is the guest's, and its page shows the secret link, this once. */
async function postAsGuest(request: Request, input: AskInput, email: string | null) {
  const viewer = await viewerOf(request);
  const asker = { name: speaking(viewer)("ask.guest"), email, browser: await browserOf(request) };
  const { id, accountId, key } = await askAsGuest(viewer, input, asker);
  const cookie = await startSession(accountId, request.headers.get("User-Agent"));
  return { id, answer: redirect(`/asked?key=${key}`, { headers: { "Set-Cookie": cookie }, status: 303 }) };
}

const whateverFits = (viewer: Viewer, { title, body }: AskInput) => likelyCategory(viewer, { title, text: body });

const speaking = ({ locale, timeZone }: Viewer) => translator(isLocale(locale) ? locale : defaultLocale, timeZone);

/**
 * Before it is posted: to preview it, or because others seem to have asked the same, or its title says nothing, and that
 * has not been shown yet.
 */
async function wantsALook(viewer: Viewer, input: AskInput, form: FormData) {
  if (form.get("intent") === "preview") return true;
  // Who has been asked about private values has had their second look, and a draft would not hold the values.
  if (hasDecided(form) || form.has("seen") || (await isAsked(viewer, input))) return false;
  if (saysLittle(input.title)) return true;
  return (await similarToQuestion(viewer, { title: input.title, text: input.body })).length > 0;
}

/** A case of their own comes before anything that others have asked; then both are shown, and it is one press to go on. */
async function lookAtOwn(viewer: Viewer, input: AskInput, form: FormData): Promise<LookFirst | null> {
  if (form.has("earlier") || form.get("intent") === "preview") return null;
  const { title, body, categoryId, privateValues } = input;
  const writing = { text: `${title}\n${body}`, categoryId: categoryId ?? undefined, privateValues };
  const earlier = await earlierCases(viewer, { ...writing, grant: form.get("for") });
  if (earlier.length === 0 || (await isAsked(viewer, input))) return null;
  return { earlier, similar: form.has("seen") ? [] : await suggest(viewer, input), typed: typedIn(form) };
}

async function previewNow(input: AskInput, form: FormData) {
  const previewed: Previewed = { preview: await preview(input), typed: typedIn(form) };
  return data(previewed) as unknown as Response;
}

const grantIn = (form: FormData) => (form.has("for") ? `&for=${encodeURIComponent(String(form.get("for")))}` : "");

const keep = async (viewer: Viewer, form: FormData) =>
  (await keepAskDraft(viewer, await draftFieldsOf(viewer, form), draftIn(form))).draft;

const signInAndBack = (key: string) => `/login?redirectTo=${encodeURIComponent(`/threads/new?draft=${key}`)}`;

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  pageMeta(matches, (t) => ({
    title: t("ask.title"),
    description: t("ask.lead"),
    canonical: "/threads/new",
    isUnlisted: data?.draftKey != null,
  }));

/** Asking: what happened, and three things that help others to help. */
export default function Ask() {
  const t = useT();
  const { preview: kept, typed } = useLoaderData<AskPage>();
  const { previewed, typed: came } = useAsked();
  const shown = previewed?.preview ?? kept;
  return (
    <PageLayout
      width="text"
      above={<Breadcrumbs items={[{ href: "/", label: t("threads.crumb") }]} />}
      title={t("ask.title")}
      lead={t("ask.lead")}
    >
      <p>
        {t("ask.private")} <a href="/requests/new">{t("ask.private.link")}</a>
      </p>
      <ComposerClosed />
      <Drafts />
      <Own />
      <BeforeYouPost />
      <TitleHint title={came?.title ?? typed.title} body={came?.body ?? typed.body} />
      {holdsPlaceholders(typed) ? <Banner icon="lock">{t("private.in_draft")}</Banner> : null}
      {shown ? <Preview preview={shown} /> : null}
      <AskForm />
      <script type="module" src={ask} />
      <script type="module" src={askDrafts} />
    </PageLayout>
  );
}

/** Something was left out of the draft. */
const holdsPlaceholders = (typed: AskPage["typed"]) =>
  Object.values(typed).some((text) => /\[private: [a-z]+\]/.test(text));

/** Their own cases: the likely ones once something is written, before that the latest, folded. */
function Own() {
  const { latest, now, acting } = useLoaderData<AskPage>();
  const { looking, typed } = useAsked();
  const about = { form: "ask", now, isForAnother: Boolean(typed?.for ?? acting) };
  return looking ? <EarlierCases cases={looking.earlier} {...about} /> : <LatestCases cases={latest} {...about} />;
}

function BeforeYouPost() {
  const t = useT();
  const { similar: loaded, isVisitor } = useLoaderData<AskPage>();
  const similar = useAsked().looking?.similar ?? loaded;
  return similar.length > 0 ? (
    <Suggestions similar={similar} isVisitor={isVisitor}>
      <p>
        <a href="#ask">{t("ask.similar.none")}</a>
      </p>
    </Suggestions>
  ) : null;
}
