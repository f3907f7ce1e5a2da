// Keeps the number beside the bell right while somebody looks at the page. A page with news of its own gets it by that
// stream, any other by one of its own: never two.

export {}; // a module: its names are its own

const ADDRESS = "/notifications/live";
/** Who is only passing through opens none. */
const STAYS_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
/** The server says twice in that time that it is there. A connection that ended unseen, while a laptop slept, says nothing. */
const SILENT_MS = 60_000;
/** A browser may ask over another connection that has died unseen; each is found dead but once. */
const OPENS_MS = 15_000;
const LISTEN_EVERY_MS = 10_000;

const bell = document.querySelector("[data-bell]");
/** @type {EventSource | undefined} */
let source;
let failures = 0;
let heardAt = 0;
let isOver = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** @param {string} said */
function show(said) {
  const { shown, label } = JSON.parse(said);
  const number = bell?.querySelector(".unread");
  if (number) number.textContent = shown;
  bell?.setAttribute("aria-label", label);
}

function listen() {
  clearTimeout(timer);
  if (document.hidden || isOver) return stop();
  timer = setTimeout(open, STAYS_MS + Math.min(LONGEST_WAIT_MS, failures && 1000 * 2 ** failures));
}

function open() {
  if (source) return;
  source = new EventSource(ADDRESS);
  hear();
  for (const event of ["open", "here", "unread"]) source.addEventListener(event, hear);
  source.addEventListener("unread", ({ data }) => {
    failures = 0;
    show(data);
  });
  source.addEventListener("over", () => {
    isOver = true;
    stop();
  });
  source.addEventListener("error", () => {
    // The browser tries again by itself when a connection breaks, but not after a refusal.
    if (source?.readyState !== EventSource.CLOSED) return;
    stop();
    failures += 1;
    listen();
  });
}

function hear() {
  heardAt = Date.now();
}

/** The clock goes on while a machine sleeps; what was heard before is long ago then. */
function notice() {
  const patience = source?.readyState === EventSource.CONNECTING ? OPENS_MS : SILENT_MS;
  if (!source || Date.now() - heardAt <= patience) return;
  stop();
  listen();
}

function stop() {
  clearTimeout(timer);
  source?.close();
  source = undefined;
}

if (document.querySelector("[data-live]")) {
  document.addEventListener("unread", (event) => show(/** @type {CustomEvent<string>} */ (event).detail));
} else {
  setInterval(notice, LISTEN_EVERY_MS);
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", stop);
  addEventListener("pageshow", listen);
  listen();
}
