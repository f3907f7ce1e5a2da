import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireMember, viewerNow } from "../domain/accounts/viewer.server.ts";
import type { Viewer } from "../domain/accounts/viewer.ts";
import { topicsOf } from "../domain/tickets/desk-version.server.ts";
import { NotFound } from "../platform/errors.ts";
import { handleLoader, idParam } from "../platform/http.server.ts";
import { openStream, type Sight } from "../platform/live-streams.server.ts";
import { inboxTopic, unreadSight } from "./notifications.live/unread.server.ts";
import { loadRequest } from "./requests.$number._index/load.server.ts";

/** Tells an open request that something has changed; who asks without listening gets the version there is now. */
export const loader = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const number = idParam(params.number);
    const viewer = await requireMember(request);
    const { version } = await loadRequest(viewer, number);
    if (!request.headers.get("Accept")?.includes("text/event-stream"))
      return Response.json({ version }, { headers: { "Cache-Control": "private, no-store" } });
    const changed = request.headers.get("Last-Event-ID") ?? new URL(request.url).searchParams.get("known") ?? version;
    return openStream({
      topics: [inboxTopic(viewer), ...(await topicsOf(number))],
      owner: `account:${viewer.id}`,
      known: { changed },
      look: () => lookAsNow(request, viewer, number),
    });
  });

/** A session may have ended, a grant been taken back since the stream was opened. */
async function lookAsNow(request: Request, before: Viewer, number: number): Promise<Sight | null> {
  const viewer = await viewerNow(request);
  if (viewer.id !== before.id) return null;
  try {
    return { changed: (await loadRequest(viewer, number)).version, unread: unreadSight(viewer) };
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}
