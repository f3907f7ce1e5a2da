import type { ActionFunctionArgs } from "@remix-run/node";
import { requireMember } from "../../domain/accounts/viewer.server.ts";
import type { Viewer } from "../../domain/accounts/viewer.ts";
import { settleForm } from "../../domain/private-values/settle-form.server.ts";
import { type SecondChanceInput, secondChanceInput } from "../../domain/tickets/input.ts";
import { handleAction, idParam, parseForm } from "../../platform/http.server.ts";
import { limit } from "../../platform/rate-limit.server.ts";
import { backTo } from "./back.server.ts";

/** An action by which the requester asks for somebody else, and may say why. */
export const appealAction =
  (ask: (viewer: Viewer, number: number, input: SecondChanceInput) => Promise<unknown>) =>
  ({ request, params, context }: ActionFunctionArgs) =>
    handleAction({ request }, async (form) => {
      const viewer = await requireMember(request);
      const number = idParam(params.number);
      await limit("reply", [context.clientAddress, `account:${viewer.id}`]);
      const input = await settleForm({ viewer, form }, parseForm(secondChanceInput, form), ["reason"]);
      await ask(viewer, number, input);
      return backTo(form, number);
    });
