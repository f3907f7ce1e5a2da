import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { clickInput } from "../domain/searches/input.ts";
import { noteClick } from "../domain/searches/judge-search.server.ts";
import { handleAction, parseForm } from "../platform/http.server.ts";
import { limit } from "../platform/rate-limit.server.ts";

export const loader = () => redirect("/search");

/** A result was opened: told by the page's script, beside the reader's way. Without the script nothing is told. */
export const action = ({ request, context }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    await limit("suggest", [context.clientAddress]);
    await noteClick(parseForm(clickInput, form));
    return new Response(null, { status: 204 });
  });
