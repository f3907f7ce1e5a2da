import type { ActionFunctionArgs } from "@remix-run/node";
import { viewerOf } from "../domain/accounts/viewer.server.ts";
import { previewInput } from "../domain/threads/input.ts";
import { NotFound } from "../platform/errors.ts";
import { asResponse, handleScriptAction, parseForm } from "../platform/http.server.ts";
import { renderMarkdown } from "../platform/markdown/render.server.ts";
import { limit } from "../platform/rate-limit.server.ts";

/** Nothing is kept of a preview. */
export const loader = () => {
  throw asResponse(new NotFound());
};

/** A text as it will stand on the page, for the editor's script. */
export const action = ({ request, context }: ActionFunctionArgs) =>
  handleScriptAction({ request }, async (form) => {
    const viewer = await viewerOf(request);
    await limit("suggest", [context.clientAddress, viewer.id ? `account:${viewer.id}` : ""]);
    return Response.json({ html: await renderMarkdown(parseForm(previewInput, form).body) });
  });
