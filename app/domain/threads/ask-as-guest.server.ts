import { type Tx, transaction } from "../../platform/db.server.ts";
import { Forbidden, Invalid } from "../../platform/errors.ts";
import { addGuestKey, mailGuestKey, makeGuest } from "../accounts/guests.server.ts";
import { asAsker, type Viewer, viewerFrom } from "../accounts/viewer.ts";
import { askIn, categoryFor, claimSubmission, namelessSubmissionOf, submissionOf } from "./ask-thread.server.ts";
import type { AskInput } from "./input.ts";

interface AskedByGuest {
  id: number;
  accountId: number;
  /** Of the secret link; it is known to nobody but its reader from here on. */
  key: string;
}

/**
 * Asks without an account: the thread belongs to a guest made for it. Told by mail if there is an address, and by a secret
 * link in any case. The same form sent twice is one thread and one guest, with a link each.
 */
export async function askAsGuest(
  viewer: Viewer,
  input: AskInput,
  { name, email }: { name: string; email: string | null },
): Promise<AskedByGuest> {
  if (viewer.kind !== "visitor") throw new Forbidden();
  return transaction(async (tx) => {
    const submission = submissionOf(viewer, input);
    const earlier = submission && (await claimSubmission(tx, submission));
    if (earlier) return asBefore(tx, earlier.id);
    const { locale, timeZone } = viewer;
    const guest = await makeGuest(tx, { name, locale, timeZone, ownerId: null, contactEmail: email });
    const { id } = await askIn(tx, { ...viewerFrom(guest), locale, timeZone }, input, submission);
    if (email) await mailGuestKey(tx, guest.id);
    return { id, accountId: guest.id, key: await addGuestKey(tx, guest.id) };
  });
}

/** Asks in public without a name: the thread belongs to a guest that is the viewer's, and nothing public or staff's says whose. */
export async function askNameless(viewer: Viewer, input: AskInput, name: string): Promise<{ id: number }> {
  if (viewer.kind !== "member" && viewer.kind !== "staff") throw new Forbidden();
  if (viewer.isSuspended) throw new Forbidden("suspended");
  return transaction(async (tx) => {
    const submission = namelessSubmissionOf(viewer, input);
    const earlier = submission && (await claimSubmission(tx, submission));
    if (earlier) return earlier;
    const category = await categoryFor(tx, viewer, input);
    // Among colleagues a guest would be the only stranger, and could not see their own question.
    if (category?.readableBy === "staff") throw new Invalid("invalid_form", { anonymous: "not_nameless_here" });
    const { locale, timeZone, id: ownerId } = viewer;
    const guest = await makeGuest(tx, { name, locale, timeZone, ownerId, contactEmail: null });
    return askIn(tx, asAsker(viewer, guest), input, submission);
  });
}

async function asBefore(tx: Tx, id: number): Promise<AskedByGuest> {
  const { authorId } = await tx.thread.findUniqueOrThrow({ where: { id }, select: { authorId: true } });
  return { id, accountId: authorId, key: await addGuestKey(tx, authorId) };
}
