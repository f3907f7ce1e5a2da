import { transaction } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize, can } from "../permissions.ts";
import { changeSettings, siteSettings } from "../settings/settings.server.ts";
import type { Settings } from "../settings/settings.ts";
import type { GoodwillTermsInput } from "./goodwill-input.ts";

/** What can be given and who may let out how much, for an admin. */
export async function goodwillTerms(viewer: Viewer): Promise<Settings["goodwill"]> {
  if (!can(viewer, "settings.change", null)) throw new NotFound();
  return (await siteSettings()).goodwill;
}

/** Changes them for what is offered from now on; what stands in a ledger stays. */
export async function changeGoodwillTerms(viewer: Viewer, goodwill: GoodwillTermsInput): Promise<void> {
  await goodwillTerms(viewer);
  authorize(viewer, "settings.change", null);
  await transaction(async (tx) => {
    await changeSettings(tx, { goodwill });
    await record(tx, viewer, "settings.changed", { data: { setting: "goodwill" } });
  });
}
