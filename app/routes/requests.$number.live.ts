import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { topicsOf } from "../domain/tickets/desk-version.server.ts";
import { handleLoader, idParam } from "../platform/http.server.ts";
import { streamOfPage } from "./notifications.live/page-stream.server.ts";
import { inboxTopic, unreadSight } from "./notifications.live/unread.server.ts";
import { loadRequest } from "./requests.$number._index/load.server.ts";

/** Tells an open request that something has changed. */
export const loader = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const number = idParam(params.number);
    const viewer = await requireMember(request);
    const { version } = await loadRequest(viewer, number);
    return streamOfPage(request, viewer, {
      version,
      topics: [inboxTopic(viewer), ...(await topicsOf(number))],
      look: async (now) => ({ changed: (await loadRequest(now, number)).version, unread: unreadSight(now) }),
    });
  });
