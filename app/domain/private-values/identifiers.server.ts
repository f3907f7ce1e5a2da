import type { CountryCode } from "libphonenumber-js/max";
import { read } from "../../platform/db.server.ts";
import { siteSettings } from "../settings/settings.server.ts";
import type { Detection } from "./detect.server.ts";
import { finderOf, type Identifier } from "./identifier.ts";

const KEPT_MS = 2_000;
let kept: { detection: Detection; until: number } | undefined;

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
