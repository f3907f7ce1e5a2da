import type { Measurement } from "./measure.ts";

type Column = [title: string, width: number, value: (one: Measurement) => string];

const digits = (value: number | null, places: number) => (value === null ? "–" : value.toFixed(places));

const columns: Column[] = [
  ["page", -12, (one) => one.scenario],
  ["who", -10, (one) => one.who],
  ["conns", 5, (one) => String(one.connections)],
  ["req/s", 8, (one) => digits(one.rate, one.rate < 100 ? 1 : 0)],
  ["p50 ms", 8, (one) => digits(one.p50, 2)],
  ["p99 ms", 8, (one) => digits(one.p99, 2)],
  ["server ms", 9, (one) => digits(one.serverCpu, 3)],
  ["db ms", 8, (one) => digits(one.databaseCpu, 3)],
  ["server MB", 9, (one) => digits(one.serverMemoryMb, 0)],
  ["db MB", 6, (one) => digits(one.databaseMemoryMb, 0)],
  ["failed", 6, (one) => String(one.failures)],
];

const pad = (text: string, width: number) => (width < 0 ? text.padEnd(-width) : text.padStart(width));

/** The head of the table. */
export const heading = () => columns.map(([title, width]) => pad(title, width)).join("  ");

/** One measurement as a line of the table. */
export const row = (one: Measurement) => columns.map(([, width, value]) => pad(value(one), width)).join("  ");

/** How near a measurement should come to its limit. */
interface Aim {
  what: string;
  scenario: string;
  who: string;
  limit: string;
  least: number;
}

const aims: Aim[] = [
  { what: "anonymous thread page : bare server", scenario: "thread", who: "visitor", limit: "bare", least: 0.5 },
  { what: "signed-in thread page : React + pg", scenario: "thread", who: "member", limit: "react", least: 0.5 },
  { what: "reply : template + pg", scenario: "reply", who: "member", limit: "template", least: 0.25 },
];

export interface Ratio {
  what: string;
  connections: number;
  ratio: number;
  least: number;
}

/** Our rates divided by those of the limits, for each number of connections that was measured. */
export function ratios(all: Measurement[]): Ratio[] {
  return aims.flatMap(({ what, scenario, who, limit, least }) =>
    all
      .filter((one) => one.scenario === scenario && one.who === who)
      .flatMap((ours) => {
        const theirs = all.find(
          (one) => one.scenario === scenario && one.who === limit && one.connections === ours.connections,
        );
        return theirs ? { what, connections: ours.connections, ratio: ours.rate / theirs.rate, least } : [];
      }),
  );
}

export const ratioRow = ({ what, connections, ratio, least }: Ratio) =>
  `${what.padEnd(38)} ${String(connections).padStart(3)} connections  ${ratio.toFixed(2)}  aim ${least} ${ratio >= least ? "met" : "missed"}`;
