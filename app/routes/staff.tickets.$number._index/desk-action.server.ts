import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../../domain/accounts/viewer.server.ts";
import type { Viewer } from "../../domain/accounts/viewer.ts";
import { readFormWithFiles } from "../../domain/attachments/read-form.server.ts";
import { handleAction, idParam } from "../../platform/http.server.ts";

type Verb = (viewer: Viewer, number: number, form: FormData) => Promise<unknown>;

/** The action of something done to a ticket: runs the verb and goes back to the ticket, at a place on its page. */
export const deskAction =
  (verb: Verb, place = "") =>
  ({ request, params }: ActionFunctionArgs) =>
    handleAction({ request, read: readFormWithFiles }, async (form) => {
      const viewer = await requireWriter(request);
      const number = idParam(params.number);
      await verb(viewer, number, form);
      return `/staff/tickets/${number}${place}`;
    });
