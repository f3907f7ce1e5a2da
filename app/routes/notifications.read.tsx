import type { ActionFunctionArgs } from "@remix-run/node";
import type { z } from "zod";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import type { Viewer } from "../domain/accounts/viewer.ts";
import { readInput } from "../domain/notifications/input.ts";
import { markRead, markUnread, undoRead } from "../domain/notifications/mark-read.server.ts";
import { handleAction, parseForm } from "../platform/http.server.ts";
import { inboxPath } from "./notifications._index/address.ts";

export { default, loader, meta } from "./notifications._index/route.tsx";

type Input = z.output<typeof readInput>;

/** Marks what was shown as read, or not. Whoever may only read may do this too. */
export const action = ({ request }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireMember(request);
    const input = parseForm(readInput, form);
    const read = input.is === "on" ? await mark(viewer, input) : await unmark(viewer, input);
    return inboxPath(input.view, input.before, read);
  });

function mark(viewer: Viewer, { notice, about, upTo, view }: Input) {
  if (notice) return markRead(viewer, { notice });
  return markRead(viewer, about ? { about, upTo } : { list: view, upTo });
}

async function unmark(viewer: Viewer, { notice, at }: Input) {
  if (notice) await markUnread(viewer, notice);
  else if (at) await undoRead(viewer, new Date(at));
  return null;
}
