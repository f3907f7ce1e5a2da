import type { LoaderFunctionArgs } from "@remix-run/node";
import { viewerNow, viewerOf } from "../domain/accounts/viewer.server.ts";
import type { Viewer } from "../domain/accounts/viewer.ts";
import { readThread } from "../domain/threads/read-thread.server.ts";
import { NotFound } from "../platform/errors.ts";
import { handleLoader, idParam } from "../platform/http.server.ts";
import { openStream, type Sight } from "../platform/live-streams.server.ts";
import { hasBell, inboxTopic, unreadSight } from "./notifications.live/unread.server.ts";
import { laneBeside } from "./threads.$number._index/read.server.ts";
import { versionOf } from "./threads.$number._index/version.server.ts";

/** Tells an open page that its thread has changed; who asks without listening gets the version there is now. */
export const loader = ({ request, params, context }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const threadId = idParam(params.number);
    const viewer = await viewerOf(request);
    const version = await look(viewer, threadId);
    if (!request.headers.get("Accept")?.includes("text/event-stream"))
      return Response.json({ version }, { headers: { "Cache-Control": "private, no-store" } });
    const changed = request.headers.get("Last-Event-ID") ?? new URL(request.url).searchParams.get("known") ?? version;
    const topics = [`thread ${threadId}`];
    if (hasBell(viewer)) topics.push(inboxTopic(viewer));
    return openStream({
      topics,
      owner: viewer.id ? `account:${viewer.id}` : context.clientAddress,
      known: { changed },
      look: () => lookAsNow(request, viewer, threadId),
    });
  });

async function look(viewer: Viewer, threadId: number) {
  const thread = await readThread(viewer, threadId);
  return versionOf(thread, await laneBeside(viewer, thread));
}

/** A session may have ended, a role been taken, a thread been hidden since the stream was opened. */
async function lookAsNow(request: Request, before: Viewer, threadId: number): Promise<Sight | null> {
  const viewer = await viewerNow(request);
  if (viewer.id !== before.id) return null;
  try {
    const changed = await look(viewer, threadId);
    return hasBell(viewer) ? { changed, unread: unreadSight(viewer) } : { changed };
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}
