import { type ActionFunctionArgs, data } from "@remix-run/node";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { readFormWithFiles } from "../domain/attachments/read-form.server.ts";
import { pickUp } from "../domain/tickets/earlier-cases.server.ts";
import { handleAction, idParam } from "../platform/http.server.ts";
import { limit } from "../platform/rate-limit.server.ts";
import { carriedFrom } from "./requests.$number._index/carried.server.ts";

export { default, loader, meta } from "./requests.$number._index/route.tsx";

/** What was begun in a contact form goes on here: the case's own form has the words, and nothing is sent yet. */
export const action = ({ request, params, context }: ActionFunctionArgs) =>
  handleAction({ request, read: readFormWithFiles }, async (form) => {
    const viewer = await requireMember(request);
    await limit("reply", [context.clientAddress, `account:${viewer.id}`]);
    await pickUp(viewer, idParam(params.number));
    return data(carriedFrom(form)) as unknown as Response;
  });
