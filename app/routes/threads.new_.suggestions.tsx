import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { renderToStaticMarkup } from "react-dom/server";
import { similarToQuestion } from "../../search/search.server.ts";
import { EarlierCases } from "../components/earlier-cases.tsx";
import { viewerOf } from "../domain/accounts/viewer.server.ts";
import { noteShown } from "../domain/threads/ask-attempts.server.ts";
import { similarInput } from "../domain/threads/ask-input.ts";
import { saysLittle } from "../domain/threads/says-little.ts";
import { earlierCases } from "../domain/tickets/earlier-cases.server.ts";
import { defaultLocale, isLocale } from "../i18n/locales.ts";
import { translator } from "../i18n/translate.ts";
import { Language } from "../i18n/use-t.tsx";
import { handleScriptAction, parseForm } from "../platform/http.server.ts";
import { limit } from "../platform/rate-limit.server.ts";
import { Suggestions } from "./threads.new/suggestions.tsx";
import { TitleHint } from "./threads.new/title-hint.tsx";

export const loader = () => redirect("/threads/new");

/**
 * What looks like the question that is being typed, as a piece of its page; nothing when there is nothing near. Sent, not
 * asked for by an address: addresses are kept in logs, and what somebody has not posted yet is theirs.
 */
export const action = ({ request, context }: ActionFunctionArgs) =>
  handleScriptAction({ request }, async (form) => {
    const viewer = await viewerOf(request);
    await limit("suggest", [context.clientAddress, viewer.id ? `account:${viewer.id}` : ""]);
    const { title, body, submissionKey } = parseForm(similarInput, form);
    const similar = await similarToQuestion(viewer, { title, text: body });
    await noteShown(
      submissionKey,
      similar.map(({ number }) => number),
    );
    const earlier = await earlierCases(viewer, { text: `${title}\n${body}`, grant: form.get("for") });
    const locale = isLocale(viewer.locale) ? viewer.locale : defaultLocale;
    const t = translator(locale, viewer.timeZone);
    const hint = saysLittle(title) ? t("ask.title_hint", { title }) : "";
    const found = `${hint} ${t("earlier.found", { count: earlier.length })} ${t("ask.similar.found", { count: similar.length })}`;
    const html = renderToStaticMarkup(
      <Language locale={locale} timeZone={viewer.timeZone}>
        <TitleHint title={title} body={body} />
        <EarlierCases cases={earlier} form="ask" now={new Date()} isForAnother={form.has("for")} />
        {similar.length > 0 ? <Suggestions similar={similar} isVisitor={viewer.kind === "visitor"} /> : null}
      </Language>,
    );
    const headers = { "Content-Type": "application/json", "Cache-Control": "private, no-store" };
    return new Response(JSON.stringify({ html, found: found.trim() }), { headers });
  });
