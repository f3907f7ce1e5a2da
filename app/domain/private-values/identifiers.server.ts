import type { CountryCode } from "libphonenumber-js/max";
import { read } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { siteSettings } from "../settings/settings.server.ts";
import type { Detection } from "./detect.server.ts";
import { finderOf, type Identifier } from "./identifier.ts";
import { regionsOf } from "./regions.server.ts";

const KEPT_MS = 2_000;
let kept: { detection: Detection; until: number } | undefined;

/** What this site looks for in a text of the viewer's: telephones of where they are too, which they write as at home. */
export async function detectionFor({ timeZone }: Viewer): Promise<Detection> {
  const site = await siteDetection();
  return { ...site, regions: [...new Set([...site.regions, ...regionsOf(timeZone)])] };
}

/** What this site looks for: its countries' telephones, and the numbers it gives out itself. At most two seconds old. */
export async function siteDetection(): Promise<Detection> {
  if (kept && kept.until > Date.now()) return kept.detection;
  const [{ phoneRegions }, identifiers] = await Promise.all([siteSettings(), liveIdentifiers()]);
  const detection = { regions: phoneRegions as CountryCode[], finders: identifiers.map(finderOf) };
  kept = { detection, until: Date.now() + KEPT_MS };
  return detection;
}

/** Another will be read with the next text. */
export function forgetDetection() {
  kept = undefined;
}

/** The company's kinds of numbers that are looked for, by their age. */
export const liveIdentifiers = (): Promise<Identifier[]> =>
  read<Identifier>(
    "identifiers",
    `SELECT id, name, pattern, "check", privacy FROM "Identifier" WHERE "retiredAt" IS NULL ORDER BY id`,
    [],
  );
