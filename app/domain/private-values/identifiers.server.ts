import type { CountryCode } from "libphonenumber-js/max";
import { read } from "../../platform/db.server.ts";
import { Kept } from "../../platform/kept.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { siteSettings } from "../settings/settings.server.ts";
import type { Detection } from "./detect.server.ts";
import { finderOf, type Identifier } from "./identifier.ts";
import { regionsOf } from "./regions.server.ts";

const kept = new Kept(2_000, readDetection);

/** What this site looks for in a text of the viewer's: telephones of where they are too, which they write as at home. */
export async function detectionFor({ timeZone }: Viewer): Promise<Detection> {
  const site = await siteDetection();
  return { ...site, regions: [...new Set([...site.regions, ...regionsOf(timeZone)])] };
}

/** What this site looks for: its countries' telephones, and the numbers it gives out itself. At most two seconds old. */
export const siteDetection = (): Promise<Detection> => kept.get();

async function readDetection(): Promise<Detection> {
  const [{ phoneRegions }, identifiers] = await Promise.all([siteSettings(), liveIdentifiers()]);
  return { regions: phoneRegions as CountryCode[], finders: identifiers.map(finderOf) };
}

/** Another will be read with the next text. */
export const forgetDetection = () => kept.forget();

/** The company's kinds of numbers that are looked for, by their age. */
export const liveIdentifiers = (): Promise<Identifier[]> =>
  read<Identifier>(
    "identifiers",
    `SELECT id, name, pattern, "check", privacy FROM "Identifier" WHERE "retiredAt" IS NULL ORDER BY id`,
    [],
  );
