import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireMember, viewerNow } from "../../domain/accounts/viewer.server.ts";
import { handleLoader } from "../../platform/http.server.ts";
import { openStream } from "../../platform/live-streams.server.ts";
import { inboxTopic, unreadSight } from "./unread.server.ts";

/** Tells an open page how many notifications are unread; who asks without listening gets the number there is now. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    if (!request.headers.get("Accept")?.includes("text/event-stream"))
      return new Response(unreadSight(viewer), {
        headers: { "Content-Type": "application/json", "Cache-Control": "private, no-store" },
      });
    return openStream({
      topics: [inboxTopic(viewer)],
      owner: `account:${viewer.id}`,
      known: {},
      look: async () => {
        const now = await viewerNow(request);
        return now.id === viewer.id ? { unread: unreadSight(now) } : null;
      },
    });
  });
