import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { type DraftFields, draftFieldsOf, dropAskDraft, keepAskDraft } from "../domain/threads/ask-drafts.server.ts";
import { draftIn } from "../domain/threads/drafts.server.ts";
import { ASK_TEXTS } from "../domain/threads/input.ts";
import { handleScriptAction } from "../platform/http.server.ts";
import { limit } from "../platform/rate-limit.server.ts";

export const loader = () => redirect("/threads/new");

/** Keeps what a member is typing, or forgets it. Told by the page's script; without it the form's own steps keep it. */
export const action = ({ request, context }: ActionFunctionArgs) =>
  handleScriptAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    await limit("suggest", [context.clientAddress, `account:${viewer.id}`]);
    const name = draftIn(form);
    if (form.get("is") === "off") {
      await dropAskDraft(viewer, name.draft);
      return "/threads/new";
    }
    const typed: DraftFields = await draftFieldsOf(viewer, form);
    const kept = isWorthKeeping(typed) ? await keepAskDraft(viewer, typed, name) : name;
    return Response.json(kept, { headers: { "Cache-Control": "private, no-store" } });
  });

const isWorthKeeping = (typed: DraftFields) => ASK_TEXTS.some((name) => (typed[name] ?? "").trim() !== "");
