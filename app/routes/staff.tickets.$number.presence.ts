import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { markSubjectRead } from "../domain/notifications/mark-read.server.ts";
import { bePresent } from "../domain/tickets/be-present.server.ts";
import { presenceInput } from "../domain/tickets/desk-input.ts";
import { handleAction, handleLoader, idParam, parseForm } from "../platform/http.server.ts";
import { limit } from "../platform/rate-limit.server.ts";

export const loader = ({ params }: LoaderFunctionArgs) =>
  handleLoader(async () => redirect(`/staff/tickets/${idParam(params.number)}`));

/** An open page says that somebody is there, and what of it they have seen. Without scripts nobody is told. */
export const action = ({ request, params, context }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireMember(request);
    await limit("suggest", [context.clientAddress, `account:${viewer.id}`]);
    const [number, input] = [idParam(params.number), parseForm(presenceInput, form)];
    await bePresent(viewer, number, input);
    if (input.seenVersion !== undefined) await markSubjectRead(viewer, { ticketId: number });
    return new Response(null, { status: 204 });
  });
