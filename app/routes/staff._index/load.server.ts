import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireMember } from "../../domain/accounts/viewer.server.ts";
import { isDesk } from "../../domain/permissions.ts";
import { findDeed, unfinishedDeed } from "../../domain/tickets/bulk-deed.server.ts";
import { listAgents } from "../../domain/tickets/desk.server.ts";
import { listUnsent } from "../../domain/tickets/held-responses.server.ts";
import { listInbox } from "../../domain/tickets/inbox.server.ts";
import { type InboxView, isInboxView } from "../../domain/tickets/inbox.ts";
import { countAsked } from "../../domain/tickets/talks.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { handleLoader, idParam } from "../../platform/http.server.ts";

/** The inbox, for its own address and for those of what is done from it; one that names a deed is the page of its doer. */
export const loadInbox = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    const { searchParams } = new URL(request.url);
    const after = searchParams.get("after");
    const deedId = params.id === undefined ? numberIn(searchParams.get("deed")) : idParam(params.id);
    const head = { isFirstPage: after === null, now: new Date() };
    const deed = deedId ? await findDeed(viewer, deedId) : await unfinishedDeed(viewer);
    if (params.id !== undefined && !deed) throw new NotFound();
    const asked = await countAsked(viewer);
    if (!isDesk(viewer)) return { ...head, inbox: null, unsent: [], agents: [], deed: null, asked };
    const [inbox, unsent, agents] = await Promise.all([
      listInbox(viewer, askedIn(searchParams), after),
      listUnsent(viewer),
      listAgents(viewer),
    ]);
    return { ...head, inbox, unsent, agents, deed, asked };
  });

/** A view by its name, or a saved one by its number. */
function askedIn(params: URLSearchParams): InboxView | number | null {
  const asked = params.get("view");
  if (isInboxView(asked)) return asked;
  return numberIn(asked) || null;
}

const numberIn = (text: string | null) => (/^\d{1,9}$/.test(text ?? "") ? Number(text) : 0);

export type InboxPage = Awaited<ReturnType<typeof loadInbox>>;
