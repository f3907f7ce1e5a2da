import type { MacroVersion } from "../../generated/prisma/client.ts";
import { transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import { refuseOwnText, standingTo } from "../accounts/second-person.server.ts";
import { PUBLISHER_ROLES, type Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize } from "../permissions.ts";
import { siteSettings } from "../settings/settings.server.ts";
import type { ApprovalInput, ReturnInput } from "./input.ts";
import { approvedOf, draftOf, lockMacro } from "./macros.server.ts";
import { placeOf, requireDraft } from "./save-macro.server.ts";

const DAY_MS = 86_400_000;

/** A second person approves exactly the text they have read: from now on it may be sent, until its review day. */
export async function approveMacro(viewer: Viewer, id: number, input: ApprovalInput): Promise<void> {
  const { selfReviewMinutes: waitMinutes, macroReviewDays } = await siteSettings();
  await transaction(async (tx) => {
    const macro = await lockMacro(tx, viewer, id);
    authorize(viewer, "macro.approve", null);
    const draft = requireDraft(macro);
    refuseUnread(draft, input.revision);
    const standing = await standingTo(tx, viewer, new Set(draft.writerIds), PUBLISHER_ROLES);
    refuseOwnText({ standing, submittedAt: draft.submittedAt, waitMinutes, hasReread: input.hasReread === "on" });
    const now = new Date();
    await tx.macroVersion.update({ where: placeOf(draft), data: { approverId: viewer.id, approvedAt: now } });
    const expiresAt = new Date(now.getTime() + macroReviewDays * DAY_MS);
    await tx.macro.update({ where: { id }, data: { version: draft.version, expiresAt } });
    await record(tx, viewer, "macro.approved", { data: { macroId: id, version: draft.version } });
  });
}

/** The reader gives the text back to its writers and says why. */
export async function returnMacro(viewer: Viewer, id: number, { revision, reason }: ReturnInput): Promise<void> {
  await transaction(async (tx) => {
    const macro = await lockMacro(tx, viewer, id);
    authorize(viewer, "macro.approve", null);
    const draft = requireDraft(macro);
    refuseUnread(draft, revision);
    await tx.macroVersion.update({ where: placeOf(draft), data: { submittedAt: null, returnedBecause: reason } });
    await record(tx, viewer, "macro.returned", { data: { macroId: id } });
  });
}

/** What was approved is looked at again: it becomes the next version's draft, to be read by a second person as it is. */
export async function renewMacro(viewer: Viewer, id: number): Promise<void> {
  await transaction(async (tx) => {
    const macro = await lockMacro(tx, viewer, id);
    authorize(viewer, "macro.write", null);
    const approved = approvedOf(macro);
    if (!approved || draftOf(macro) || macro.retiredAt) throw new Conflict("no_draft");
    const { version, texts } = approved;
    const next = {
      macroId: id,
      version: version + 1,
      texts: texts ?? {},
      writerIds: [viewer.id],
      submittedAt: new Date(),
    };
    await tx.macroVersion.create({ data: next });
    await record(tx, viewer, "macro.submitted", { data: { macroId: id } });
  });
}

/** Takes a macro out of use, or brings it back; what was sent of it stays. */
export async function retireMacro(viewer: Viewer, id: number, isRetired: boolean): Promise<void> {
  await transaction(async (tx) => {
    const macro = await lockMacro(tx, viewer, id);
    authorize(viewer, "macro.approve", null);
    if ((macro.retiredAt !== null) === isRetired) return;
    await tx.macro.update({ where: { id }, data: { retiredAt: isRetired ? new Date() : null } });
    await record(tx, viewer, isRetired ? "macro.retired" : "macro.restored", { data: { macroId: id } });
  });
}

function refuseUnread({ submittedAt, revision }: MacroVersion, read: number) {
  if (!submittedAt) throw new Conflict("draft_not_in_review");
  if (revision !== read) throw new Conflict("draft_changed");
}
