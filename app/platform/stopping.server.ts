import { env } from "./env.server.ts";
import { log } from "./log.server.ts";
import { startedBy } from "./processes.mjs";

const WITHIN_MS = 10_000;
/** A terminal's Ctrl-C reaches us twice, once by way of npm: only a later signal means "at once". */
const SAME_SIGNAL_MS = 1000;
const LOOK_FOR_NPM_MS = 500;

/** Runs `stop` when this process is asked to stop, then ends it. */
export function stopOnSignals(stop: () => Promise<void>) {
  void stopSignal()
    .then(stop)
    .then(() => process.exit(0), fail);
}

/**
 * Resolves when this process is asked to stop: by SIGTERM or SIGINT, or because npm, which started it, is gone. From
 * then on a second signal, or ten seconds, end it at once.
 */
export function stopSignal(): Promise<void> {
  let since: number | undefined;
  return new Promise((resolve) => {
    const onSignal = () => {
      if (since !== undefined && Date.now() - since > SAME_SIGNAL_MS) process.exit(1);
      if (since === undefined) setTimeout(() => process.exit(1), WITHIN_MS).unref();
      since ??= Date.now();
      resolve();
    };
    process.on("SIGTERM", onSignal);
    process.on("SIGINT", onSignal);
    stopWithNpm(onSignal);
  });
}

function fail(error: unknown) {
  log.error({ err: error }, "did not stop tidily");
  process.exit(1);
}

/**
 * When npm was killed with -9 it could not tell us; what it started, by way of a shell, must not stay behind and hold
 * the port.
 */
function stopWithNpm(onGone: () => void) {
  const starters = startedBy();
  if (!env.npm_lifecycle_event) return;
  const timer = setInterval(() => {
    if (startedBy() === starters) return;
    clearInterval(timer);
    onGone();
  }, LOOK_FOR_NPM_MS);
  timer.unref();
}
