import { readdirSync, readFileSync } from "node:fs";

/** What processes have used, and hold. */
export interface Usage {
  cpuMs: number;
  memoryMb: number;
}

/** Linux counts processor time in hundredths of a second, whatever the kernel's own clock. */
const TICK_MS = 10;
const FIELDS = { parent: 1, user: 11, system: 12, childrenUser: 13, childrenSystem: 14, resident: 21 } as const;
const PAGE_BYTES = 4096;

/** The processor time and memory of a process and everything it has started; null where there is no /proc. */
export function usageOf(pid: number): Usage | null {
  const all = processes();
  if (!all.has(pid)) return null;
  const family = [pid, ...descendants(pid, all)];
  const ticks = family.map((member) => ticksOf(all.get(member) ?? [], member === pid));
  const bytes = family.map((member) => memoryOf(member, all.get(member) ?? []));
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
  return { cpuMs: sum(ticks) * TICK_MS, memoryMb: sum(bytes) / 1024 / 1024 };
}

/** The process that started this one. */
export const parentOf = (pid: number) => field(statOf(pid) ?? [], "parent");

function processes(): Map<number, string[]> {
  const found = new Map<number, string[]>();
  for (const name of readdirSync("/proc", { encoding: "utf8" })) {
    const stat = /^\d+$/.test(name) && statOf(Number(name));
    if (stat) found.set(Number(name), stat);
  }
  return found;
}

/** A process may end between being listed and being read. */
function statOf(pid: number): string[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^\d+ \(.*\) /s, "")
      .split(" ");
  } catch {
    return undefined;
  }
}

const field = (stat: string[], name: keyof typeof FIELDS) => Number(stat[FIELDS[name]] ?? 0);

function descendants(pid: number, all: Map<number, string[]>): number[] {
  const children = [...all].filter(([, stat]) => field(stat, "parent") === pid).map(([child]) => child);
  return children.flatMap((child) => [child, ...descendants(child, all)]);
}

/** Of children that have ended the parent keeps the count. */
function ticksOf(stat: string[], isHead: boolean) {
  const ended = isHead ? field(stat, "childrenUser") + field(stat, "childrenSystem") : 0;
  return field(stat, "user") + field(stat, "system") + ended;
}

/** Memory that processes share is counted once, where the kernel tells. */
function memoryOf(pid: number, stat: string[]) {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0) * 1024;
  } catch {
    return field(stat, "resident") * PAGE_BYTES;
  }
}
