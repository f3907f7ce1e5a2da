import { viewerNow } from "../../domain/accounts/viewer.server.ts";
import type { Viewer } from "../../domain/accounts/viewer.ts";
import { NotFound } from "../../platform/errors.ts";
import { openStream, type Sight } from "../../platform/live-streams.server.ts";

interface OpenPage {
  /** Of what it shows at this moment. */
  version: string;
  /** What it is told by. */
  topics: string[];
  /** Whose connection it is, where nobody is signed in. */
  address?: string;
  /** What the viewer sees of it by then; not found where it is not theirs to see any more. */
  look: (viewer: Viewer) => Promise<Sight>;
}

/** Tells an open page that something in it has changed; who asks without listening gets the version there is now. */
export function streamOfPage(request: Request, viewer: Viewer, { version, topics, address = "", look }: OpenPage) {
  if (!request.headers.get("Accept")?.includes("text/event-stream"))
    return Response.json({ version }, { headers: { "Cache-Control": "private, no-store" } });
  const changed = request.headers.get("Last-Event-ID") ?? new URL(request.url).searchParams.get("known") ?? version;
  return openStream({
    topics,
    owner: viewer.id ? `account:${viewer.id}` : address,
    known: { changed },
    look: () => lookAsNow(request, viewer, look),
  });
}

/** A session may have ended, a role been taken, a grant taken back, a thread hidden since the stream was opened. */
async function lookAsNow(request: Request, before: Viewer, look: OpenPage["look"]): Promise<Sight | null> {
  const viewer = await viewerNow(request);
  if (viewer.id !== before.id) return null;
  try {
    return await look(viewer);
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}
