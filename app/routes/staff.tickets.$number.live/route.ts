import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireMember } from "../../domain/accounts/viewer.server.ts";
import { deskVersionOf, topicsOf } from "../../domain/tickets/desk-version.server.ts";
import { handleLoader, idParam } from "../../platform/http.server.ts";
import { streamOfPage } from "../notifications.live/page-stream.server.ts";
import { inboxTopic, unreadSight } from "../notifications.live/unread.server.ts";
import { presentSight } from "./present.server.ts";

/** Tells the desk's open page of a ticket that something has changed, and who else is there. */
export const loader = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const number = idParam(params.number);
    const viewer = await requireMember(request);
    const version = await deskVersionOf(viewer, number);
    return streamOfPage(request, viewer, {
      version,
      topics: [inboxTopic(viewer), ...(await topicsOf(number))],
      look: async (now) => {
        const changed = await deskVersionOf(now, number);
        return { changed, unread: unreadSight(now), present: presentSight(now, number) };
      },
    });
  });
