import { parentPort, workerData } from "node:worker_threads";
import pg from "pg";
import type { FieldLengths, SearchDocument } from "../engine.ts";
import { RowMaker } from "./row-maker.server.ts";

// The program of a thread that makes rows: documents in, their rows out, in the order they came.
const { databaseUrl, averages } = workerData as { databaseUrl: string; averages: FieldLengths };
const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
pool.on("error", () => {}); // the next question opens another connection
const maker = new RowMaker(averages);
let made: Promise<void> = Promise.resolve();

parentPort?.on("message", (documents: readonly SearchDocument[]) => {
  made = made.then(() => make(documents));
});

async function make(documents: readonly SearchDocument[]) {
  try {
    const rows = await maker.make(pool, documents);
    // Handed over, not copied.
    parentPort?.postMessage({ rows }, [rows.documents.buffer as ArrayBuffer, rows.postings.buffer as ArrayBuffer]);
  } catch (error) {
    parentPort?.postMessage({ error });
  }
}
