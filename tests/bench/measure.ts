import type { ChildProcess } from "node:child_process";
import type { Load, LoadResult } from "./load-client.ts";
import { type Usage, usageOf } from "./usage.ts";

/** A measurement of one server under one load. */
export interface Measurement extends LoadResult {
  scenario: string;
  who: string;
  connections: number;
  rate: number;
  /** Milliseconds of processor time for each request; null where the system does not tell. */
  serverCpu: number | null;
  databaseCpu: number | null;
  serverMemoryMb: number | null;
  databaseMemoryMb: number | null;
}

interface Subject {
  scenario: string;
  who: string;
  pid: number;
  databasePid: number;
}

/** Has the client put its load on a server, and reads before and after what the processes have used. */
export async function measure(
  client: ChildProcess,
  { scenario, who, pid, databasePid }: Subject,
  load: Load,
): Promise<Measurement> {
  const snapshots: [Usage | null, Usage | null][] = [];
  const result = await new Promise<LoadResult>((resolve, reject) => {
    const died = () => reject(new Error("The load client has died"));
    const hear = (message: LoadResult | string) => {
      if (typeof message === "string") return void snapshots.push([usageOf(pid), usageOf(databasePid)]);
      client.off("message", hear).off("exit", died);
      resolve(message);
    };
    client.on("message", hear).once("exit", died);
    client.send(load);
  });
  const [before, after] = snapshots;
  const cpu = (which: 0 | 1) => {
    const [from, to] = [before?.[which], after?.[which]];
    return from && to && result.requests > 0 ? (to.cpuMs - from.cpuMs) / result.requests : null;
  };
  return {
    ...result,
    scenario,
    who,
    connections: load.connections,
    rate: result.requests / result.seconds,
    serverCpu: cpu(0),
    databaseCpu: cpu(1),
    serverMemoryMb: after?.[0]?.memoryMb ?? null,
    databaseMemoryMb: after?.[1]?.memoryMb ?? null,
  };
}
