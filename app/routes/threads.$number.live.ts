import type { LoaderFunctionArgs } from "@remix-run/node";
import { viewerOf } from "../domain/accounts/viewer.server.ts";
import type { Viewer } from "../domain/accounts/viewer.ts";
import { readThread } from "../domain/threads/read-thread.server.ts";
import { handleLoader, idParam } from "../platform/http.server.ts";
import type { Sight } from "../platform/live-streams.server.ts";
import { streamOfPage } from "./notifications.live/page-stream.server.ts";
import { hasBell, inboxTopic, unreadSight } from "./notifications.live/unread.server.ts";
import { laneBeside } from "./threads.$number._index/read.server.ts";
import { versionOf } from "./threads.$number._index/version.server.ts";

/** Tells an open page that its thread has changed. */
export const loader = ({ request, params, context }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const threadId = idParam(params.number);
    const viewer = await viewerOf(request);
    const version = await versionFor(viewer, threadId);
    return streamOfPage(request, viewer, {
      version,
      topics: [`thread ${threadId}`, ...(hasBell(viewer) ? [inboxTopic(viewer)] : [])],
      address: context.clientAddress,
      look: async (now): Promise<Sight> => {
        const changed = await versionFor(now, threadId);
        return hasBell(now) ? { changed, unread: unreadSight(now) } : { changed };
      },
    });
  });

async function versionFor(viewer: Viewer, threadId: number) {
  const thread = await readThread(viewer, threadId);
  return versionOf(thread, await laneBeside(viewer, thread));
}
