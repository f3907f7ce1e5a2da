import { type CountryCode, getCountries } from "libphonenumber-js/max";

let known: Map<string, CountryCode[]> | undefined;

/** By the names that were asked for: making a format of a zone takes as long as a statement. */
const asked = new Map<string, readonly CountryCode[]>();
/** More than there are zones; a bound, because a zone may come from a request. */
const ASKED_MAX = 1_000;

/** The countries of a time zone: how telephones are written where somebody is. None for a zone of no country, such as UTC. */
export function regionsOf(timeZone: string): readonly CountryCode[] {
  const before = asked.get(timeZone);
  if (before) return before;
  known ??= zonesOfAll();
  const regions = known.get(plain(timeZone)) ?? [];
  if (asked.size < ASKED_MAX) asked.set(timeZone, regions);
  return regions;
}

function zonesOfAll(): Map<string, CountryCode[]> {
  const all = new Map<string, CountryCode[]>();
  for (const region of getCountries())
    for (const zone of zonesOf(region)) all.set(plain(zone), [...(all.get(plain(zone)) ?? []), region]);
  return all;
}

/** Newer engines have a method where older ones have a property. */
interface WithZones {
  timeZones?: string[];
  getTimeZones?: () => string[] | undefined;
}

function zonesOf(region: CountryCode): string[] {
  const locale = new Intl.Locale(`und-${region}`) as WithZones;
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
}

/** One name for each zone: Asia/Calcutta is Asia/Kolkata. */
function plain(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
  } catch {
    return timeZone;
  }
}
