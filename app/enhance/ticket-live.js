// Keeps an open ticket as it is for its agent (with live.js, which exchanges the parts), and tells colleagues that they are
// there. What comes new is seen when it has been in view, not when it has come: until then a form says what it said before.

export {}; // a module: its names are its own

const LOOK_MS = 500;
/** In view for so many looks, it is seen. */
const LOOKS = 2;
const BEAT_MS = 10_000;
/** Whoever has typed nothing for that long is looking again. */
const TYPES_MS = 12_000;

const news = /** @type {HTMLElement | null} */ (document.querySelector("[data-live-ticket]"));
const TIMELINE = ".timeline:not(.changed-news)";
const timeline = document.querySelector(TIMELINE);
let seen = pageVersion(document);
/** What the page shows, seen or not. */
let shown = seen;
const known = new Set(names(document));
/** By its name, how often it has been found in view. @type {Map<string, number>} */
const unseen = new Map();
/** @type {ReturnType<typeof setInterval> | undefined} */
let looking;
/** @type {{ element: Element, top: number } | undefined} */
let place;

/** The version of the ticket that a page shows. @param {Document} page */
function pageVersion(page) {
  return Number(page.querySelector("[data-seen]")?.getAttribute("data-seen"));
}

/** @param {ParentNode} page @returns {string[]} */
function names(page) {
  return [...page.querySelectorAll("[data-live-item]")].map(nameOf);
}

/** @param {Element} item */
function nameOf(item) {
  return item.getAttribute("data-live-item") ?? "";
}

/** @param {string} name @param {ParentNode} page */
const itemIn = (name, page = document) => page.querySelector(`[data-live-item="${CSS.escape(name)}"]`);

// -- what comes ---------------------------------------------------------------------------------------

document.addEventListener("exchanging", () => {
  place = placeNow();
});
document.addEventListener("exchanged", (event) => {
  const page = /** @type {CustomEvent<Document | undefined>} */ (event).detail;
  if (!page) return;
  append(page);
  shown = pageVersion(page);
  for (const item of document.querySelectorAll("[data-live-item]")) {
    if (!known.has(nameOf(item)) && !item.hasAttribute("data-live-own")) unseen.set(nameOf(item), 0);
    known.add(nameOf(item));
  }
  settle();
  keepPlace();
});

/** What happened goes to the end of what is there, as the page has it. @param {Document} page */
function append(page) {
  const fresh = names(page.querySelector(TIMELINE) ?? page).filter((name) => timeline && !itemIn(name, timeline));
  const first = fresh.find((name) => !itemIn(name, page)?.hasAttribute("data-live-own"));
  for (const name of known) renew(itemIn(name, timeline ?? undefined), itemIn(name, page));
  for (const name of fresh) {
    if (name === first) addLine();
    const item = itemIn(name, page);
    if (item) timeline?.append(document.importNode(item, true));
  }
}

/** One that has been marked or decided meanwhile, unless somebody is at it. @param {Element | null} old @param {Element | null} next */
function renew(old, next) {
  if (!old || !next || words(old) === words(next) || old.contains(document.activeElement)) return;
  if ([...old.querySelectorAll("textarea")].some(({ value }) => value.trim() !== "")) return;
  old.replaceWith(document.importNode(next, true));
}

/** What it says, but for when it was, which every page says anew. @param {Element} item */
function words(item) {
  const copy = /** @type {Element} */ (item.cloneNode(true));
  for (const time of copy.querySelectorAll("time, relative-time")) time.remove();
  return copy.textContent;
}

/** Where what is new begins. */
function addLine() {
  const old = timeline?.querySelector("[data-live-line]");
  if (old && unseen.size > 0) return;
  old?.remove();
  const line = document.createElement("li");
  line.className = "timeline-new";
  line.dataset.liveLine = "";
  line.textContent = news?.dataset.line ?? "";
  timeline?.append(line);
}

/** What somebody has before their eyes stays there, whatever comes above it. */
function placeNow() {
  const focused = document.activeElement?.matches("textarea, input, select") ? document.activeElement : null;
  const element = [focused, ...document.querySelectorAll("[data-live-item], .composer")].find(
    (one) => one && partInView(one) > 0,
  );
  return element ? { element, top: element.getBoundingClientRect().top } : undefined;
}

function keepPlace() {
  if (!place?.element.isConnected) return;
  scrollBy({ top: place.element.getBoundingClientRect().top - place.top, behavior: "instant" });
}

// -- what has been seen -------------------------------------------------------------------------------

/** How much of the most that could be in view is. @param {Element} element */
function partInView(element) {
  const { top, bottom, height } = element.getBoundingClientRect();
  return (Math.min(bottom, innerHeight) - Math.max(top, 0)) / Math.max(1, Math.min(height, innerHeight));
}

function look() {
  if (document.hidden || !document.hasFocus()) return;
  for (const [name, looks] of unseen) {
    const item = itemIn(name);
    if (!item || (looks >= LOOKS && partInView(item) > 0.7)) unseen.delete(name);
    else unseen.set(name, partInView(item) > 0.7 ? looks + 1 : 0);
  }
  settle();
}

/** The forms say what has been seen; what has not is told of. */
function settle() {
  if (unseen.size === 0 && shown !== seen) {
    seen = shown;
    void beat();
  }
  for (const field of document.querySelectorAll("input[name=seenVersion]"))
    if (field instanceof HTMLInputElement) field.value = String(seen);
  offer();
  if (unseen.size > 0) looking ??= setInterval(look, LOOK_MS);
  else {
    clearInterval(looking);
    looking = undefined;
  }
}

function offer() {
  const count = [...unseen.keys()].filter((name) => itemIn(name)).length;
  if (!news || count === 0) return news?.replaceChildren();
  const button = news.querySelector("button") ?? document.createElement("button");
  const text = (news.dataset.show ?? "").replace("#", String(count));
  button.type = "button";
  button.className = "button button-primary button-medium";
  if (button.textContent !== text) button.textContent = text;
  button.onclick = show;
  if (!button.isConnected) news.replaceChildren(button);
}

function show() {
  const first = [...unseen.keys()].map((name) => itemIn(name)).find(Boolean);
  if (!(first instanceof HTMLElement)) return;
  first.tabIndex = -1;
  first.focus({ preventScroll: true });
  first.scrollIntoView({ block: "center", behavior: "instant" });
}

// -- who is there -------------------------------------------------------------------------------------

const tab = Math.random().toString(36).slice(2, 12);
let typedAt = Number.NEGATIVE_INFINITY;
let typing = "";
let said = "";
let toldSeen = seen;
let isOver = false;

const doing = () => (performance.now() - typedAt < TYPES_MS ? typing : "looking");

async function beat() {
  if (document.hidden || isOver || !news) return;
  said = doing();
  const fields = new URLSearchParams({ tab, doing: said });
  if (seen !== toldSeen) fields.set("seenVersion", String(seen));
  const version = seen;
  const answer = await tell(fields);
  if (answer?.ok) toldSeen = version;
  if (answer && /^(401|403|404)$/.test(String(answer.status))) isOver = true;
}

/** Also from a page that is just being left. @param {URLSearchParams} body */
const tell = (body) =>
  fetch(news?.dataset.liveTicket ?? "", { method: "POST", body, keepalive: true }).catch(() => undefined);

function leave() {
  if (said && !isOver) void tell(new URLSearchParams({ tab, doing: "gone" }));
  said = "";
}

document.addEventListener("present", (event) => {
  const words = document.querySelector("[data-presence]");
  place = placeNow();
  if (words) words.textContent = JSON.parse(/** @type {CustomEvent<string>} */ (event).detail);
  keepPlace();
});

document.addEventListener("input", ({ target }) => {
  const form = target instanceof Element ? target.closest("[data-writes]") : null;
  if (!form) return;
  typing = form.getAttribute("data-writes") === "note" ? "note" : "response";
  typedAt = performance.now();
  if (said !== typing) void beat();
});

if (news) {
  setInterval(beat, BEAT_MS);
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : void beat()));
  addEventListener("pagehide", leave);
  addEventListener("pageshow", () => void beat());
  if (document.readyState === "complete") void beat();
}
