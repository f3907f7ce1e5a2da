import { Temporal } from "@js-temporal/polyfill";

/** A stretch of time in which a zone keeps one offset from UTC, in seconds; half-open. */
interface Stretch {
  from: number;
  to: number;
  offset: number;
}

const DAY = 86_400;

const stretches = new Map<string, Stretch[]>();

/** A zone's offset from UTC at an instant, both in seconds. Asking Temporal costs milliseconds, so each stretch is kept. */
export function offsetAt(zone: string, instant: number): number {
  const known = stretches.get(zone) ?? [];
  for (const stretch of known) {
    if (stretch.from <= instant && instant < stretch.to) return stretch.offset;
  }
  const found = findStretch(zone, instant);
  stretches.set(zone, [found, ...known]);
  return found.offset;
}

/**
 * The instant of a local time, both in seconds, the local one counted as if it were UTC. What a change of the clock
 * skips moves later by the length of the gap; of what it repeats, the earlier is meant (Temporal's "compatible").
 */
export function instantOf(zone: string, local: number): number {
  const before = offsetAt(zone, local - DAY);
  const after = offsetAt(zone, local + DAY);
  if (before === after) return local - before;
  const fitting = [local - before, local - after].filter((instant) => instant + offsetAt(zone, instant) === local);
  return fitting.length > 0 ? Math.min(...fitting) : local - before;
}

function findStretch(zone: string, instant: number): Stretch {
  const there = Temporal.Instant.fromEpochMilliseconds(instant * 1_000).toZonedDateTimeISO(zone);
  // The change at this very instant is "previous" only to the second after it.
  const previous = there.add({ seconds: 1 }).getTimeZoneTransition("previous");
  const next = there.getTimeZoneTransition("next");
  return {
    from: previous ? previous.epochMilliseconds / 1_000 : Number.NEGATIVE_INFINITY,
    to: next ? next.epochMilliseconds / 1_000 : Number.POSITIVE_INFINITY,
    offset: there.offsetNanoseconds / 1e9,
  };
}
