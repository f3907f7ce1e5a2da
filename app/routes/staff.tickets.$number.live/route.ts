import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireMember, viewerNow } from "../../domain/accounts/viewer.server.ts";
import type { Viewer } from "../../domain/accounts/viewer.ts";
import { deskVersionOf, topicsOf } from "../../domain/tickets/desk-version.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { handleLoader, idParam } from "../../platform/http.server.ts";
import { openStream, type Sight } from "../../platform/live-streams.server.ts";
import { inboxTopic, unreadSight } from "../notifications.live/unread.server.ts";
import { presentSight } from "./present.server.ts";

/** Tells the desk's open page of a ticket that something has changed, and who else is there. */
export const loader = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const number = idParam(params.number);
    const viewer = await requireMember(request);
    const version = await deskVersionOf(viewer, number);
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

/** A session may have ended, a role been taken since the stream was opened. */
async function lookAsNow(request: Request, before: Viewer, number: number): Promise<Sight | null> {
  const viewer = await viewerNow(request);
  if (viewer.id !== before.id) return null;
  try {
    const changed = await deskVersionOf(viewer, number);
    return { changed, unread: unreadSight(viewer), present: presentSight(viewer, number) };
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}
