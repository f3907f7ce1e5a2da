import { transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import { asThemselves } from "../accounts/acting.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { hangAttachments } from "../attachments/hang-attachments.server.ts";
import { record } from "../events/record.server.ts";
import { authorize } from "../permissions.ts";
import { keepPrivateValues } from "../private-values/keep-values.server.ts";
import type { ReplyInput } from "./input.ts";
import { addReply } from "./reply-to-thread.server.ts";
import { refreshState } from "./silence.server.ts";
import { lockThread } from "./threads.server.ts";

/** Replies with a question to the asker: the clock of silence stops until they come back. */
export async function askForDetails(viewer: Viewer, threadId: number, input: ReplyInput): Promise<{ id: number }> {
  return transaction(async (tx) => {
    const thread = await lockThread(tx, viewer, threadId);
    authorize(viewer, "thread.reply", thread);
    authorize(viewer, "thread.ask_for_details", thread);
    const { id, last } = await addReply(tx, viewer, threadId, input, asThemselves(viewer));
    if (!last) return { id };
    await hangAttachments(tx, viewer, { postId: id }, input);
    await keepPrivateValues(tx, viewer, { postId: id, ownerId: viewer.id }, input.privateValues);
    if (thread.state === "solved") throw new Conflict("thread_is_solved");
    await refreshState(tx, thread, { replies: 1, isDetailRequested: true, last });
    await record(tx, viewer, "thread.details_requested", { threadId, postId: id });
    return { id };
  });
}
