import { instantOf, offsetAt } from "./zone.ts";

/** From ten at night to eight in the morning nobody is asked for anything, where they are. */
const NIGHT_FROM = 22;
const NIGHT_TO = 8;

const HOUR = 3_600;
const DAY = 24 * HOUR;

const localOf = (zone: string, at: Date) => {
  const instant = Math.floor(at.getTime() / 1_000);
  return instant + offsetAt(zone, instant);
};

/** Whether it is night in a zone. */
export function isNight(zone: string, at: Date): boolean {
  const hour = Math.floor((localOf(zone, at) % DAY) / HOUR);
  return hour >= NIGHT_FROM || hour < NIGHT_TO;
}

/** When the night ends in which this is. */
export function morningAfter(zone: string, at: Date): Date {
  const local = localOf(zone, at);
  const morning = local - (local % DAY) + NIGHT_TO * HOUR;
  return new Date(instantOf(zone, morning > local ? morning : morning + DAY) * 1_000);
}
