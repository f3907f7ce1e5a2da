import { parentPort } from "node:worker_threads";
import { renderHtml } from "./render-html.ts";

// The program of a rendering thread: Markdown in, HTML out, one at a time; null when it can't be rendered at all.
parentPort?.on("message", (source: string) => parentPort?.postMessage({ html: tryRender(source) }));
parentPort?.postMessage("ready");

function tryRender(source: string): string | null {
  try {
    return renderHtml(source);
  } catch {
    return null;
  }
}
