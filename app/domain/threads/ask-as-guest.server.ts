import { type Tx, transaction } from "../../platform/db.server.ts";
import { Forbidden, Invalid } from "../../platform/errors.ts";
import { nameOfBrowser } from "../accounts/browser.server.ts";
import { addGuestKey, guestOfBrowser, keepBrowser, mailGuestKey, makeGuest } from "../accounts/guests.server.ts";
import { asAsker, type Viewer, viewerFrom } from "../accounts/viewer.ts";
import { siteSettings } from "../settings/settings.server.ts";
import {
  askIn,
  categoryFor,
  claimSubmission,
  namelessSubmissionOf,
  requirePlace,
  saidBy,
  submissionOf,
} from "./ask-thread.server.ts";
import { sameQuestion } from "./floods.server.ts";
import type { AskInput } from "./input.ts";

interface AskedByGuest {
  id: number;
  accountId: number;
  /** Of the secret link; it is known to nobody but its reader from here on. */
  key: string;
}

interface Asker {
  name: string;
  email: string | null;
  /** By the cookie of the page that is asked on; an address that was typed proves nothing. */
  browser?: string | null;
}

/**
 * Asks without an account: the thread belongs to a guest made for it. Told by mail if there is an address, and by a secret
 * link in any case. The same form sent twice is one thread and one guest, with a link each; so are the same words of one
 * browser, a moment apart.
 */
export async function askAsGuest(
  viewer: Viewer,
  input: AskInput,
  { name, email, browser = null }: Asker,
): Promise<AskedByGuest> {
  if (viewer.kind !== "visitor") throw new Forbidden();
  return transaction(async (tx) => {
    const key = submissionOf(viewer, input);
    const said = browser === null ? "" : nameOfBrowser(browser, allOf(input, email));
    const earlier = (await claimSubmission(tx, key, said)) ?? (said && (await askedInBrowser(tx, said)));
    if (earlier) return asBefore(tx, earlier.id);
    const { locale, timeZone } = viewer;
    const guest = await makeGuest(tx, { name, locale, timeZone, ownerId: null, contactEmail: email });
    const asker = { ...viewerFrom(guest), locale, timeZone };
    const { id } = await askIn(tx, asker, await requirePlace(tx, asker, input), input, { key });
    if (said) await keepBrowser(tx, guest.id, said);
    if (email) await mailGuestKey(tx, guest.id);
    return { id, accountId: guest.id, key: await addGuestKey(tx, guest.id) };
  });
}

/** Asks in public without a name: the thread belongs to a guest that is the viewer's, and nothing public or staff's says whose. */
export async function askNameless(viewer: Viewer, input: AskInput, name: string): Promise<{ id: number }> {
  if (viewer.kind !== "member" && viewer.kind !== "staff") throw new Forbidden();
  if (viewer.isSuspended) throw new Forbidden("suspended");
  return transaction(async (tx) => {
    const key = namelessSubmissionOf(viewer, input);
    const earlier = await claimSubmission(tx, key, saidBy(viewer.id, input));
    if (earlier) return earlier;
    const category = await categoryFor(tx, viewer, input);
    // Among colleagues a guest would be the only stranger, and could not see their own question.
    if (category?.readableBy === "staff") throw new Invalid("invalid_form", { anonymous: "not_nameless_here" });
    const sameId = await sameQuestion(tx, viewer, input, { authorId: null, categoryId: category?.id ?? null });
    if (sameId !== null) return { id: sameId };
    const { locale, timeZone, id: ownerId } = viewer;
    const guest = await makeGuest(tx, { name, locale, timeZone, ownerId, contactEmail: null });
    const asker = asAsker(viewer, guest);
    return askIn(tx, asker, await requirePlace(tx, asker, input), input, { key });
  });
}

/** Everything of a form that would be lost if it were taken for another. */
const allOf = (
  { title, body, expected, tried, desiredOutcome, questions, privateValues, categoryId, tags }: AskInput,
  email: string | null,
) => JSON.stringify([title, body, expected, tried, desiredOutcome, questions, privateValues, email, categoryId, tags]);

/** What this browser asked in these words a moment ago. */
async function askedInBrowser(tx: Tx, said: string) {
  const { sameTextMinutes } = await siteSettings(tx);
  const authorId = await guestOfBrowser(tx, said, new Date(Date.now() - sameTextMinutes * 60_000));
  return authorId === null
    ? null
    : tx.thread.findFirst({ where: { authorId, hiddenAt: null }, orderBy: { id: "asc" }, select: { id: true } });
}

async function asBefore(tx: Tx, id: number): Promise<AskedByGuest> {
  const { authorId } = await tx.thread.findUniqueOrThrow({ where: { id }, select: { authorId: true } });
  return { id, accountId: authorId, key: await addGuestKey(tx, authorId) };
}
