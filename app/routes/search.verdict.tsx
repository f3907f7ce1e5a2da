import type { ActionFunctionArgs } from "@remix-run/node";
import { helpedInput } from "../domain/searches/input.ts";
import { noteHelped } from "../domain/searches/judge-search.server.ts";
import { handleAction, localPath, parseForm } from "../platform/http.server.ts";
import { limit } from "../platform/rate-limit.server.ts";

export { default, headers, loader, meta } from "./search._index/route.tsx";

/** Whether a search helped. Goes back to its results, which say thanks; a script that asked on another page needs no way. */
export const action = ({ request, context }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    await limit("suggest", [context.clientAddress]);
    const input = parseForm(helpedInput, form);
    await noteHelped(input);
    if (form.get("back") === null) return new Response(null, { status: 204 });
    const back = new URL(localPath(form.get("back"), "/search"), "http://here.invalid");
    if (back.pathname === "/search") back.searchParams.set("helped", input.is);
    return `${back.pathname}${back.search}#helped`;
  });
