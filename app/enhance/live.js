// Keeps an open thread as it is for its reader. The stream says only that something has changed; what has, the page
// fetches by its own address, through every check that any visit meets. Nothing moves under the reader's eyes, and
// nothing that was typed is lost.

/** @typedef {{ href: string, version: string, replies: number, newest: string, page?: string, show: string }} Live */

const news = document.querySelector("[data-live]");
const TRIES = 4;
const TRY_AGAIN_MS = 700;
const LONGEST_WAIT_MS = 60_000;
/** The server says twice in that time that it is there. A connection that ended unseen, while a laptop slept, says nothing. */
const SILENT_MS = 60_000;
/** A browser may ask over another connection that has died unseen; each is found dead but once. */
const OPENS_MS = 15_000;
const LISTEN_EVERY_MS = 10_000;

/** @type {EventSource | undefined} */
let source;
let known = data().version;
/** What the stream has told of last. */
let told = known;
let shown = Number(data().replies);
let failures = 0;
let heardAt = 0;
/** Something is new that this page does not show: it could not be fetched. */
let isBehind = false;
let isOver = false;
/** @type {Promise<void>} */
let work = Promise.resolve();
/** Something came in place that nobody may have looked at: the page is open, its reader may be away. */
let isUnseen = false;
let cameAt = Number.NEGATIVE_INFINITY;
/** What tells of news comes a little after them. */
const TOLD_WITHIN_MS = 60_000;
const SIGNS = ["pointermove", "pointerdown", "keydown", "wheel", "touchmove"];
/** Replies that the reader has not asked for yet. @type {Map<string, Element>} */
const waiting = new Map();

/** @returns {Live} */
function data(page = document) {
  const live = page.querySelector("[data-live]");
  return /** @type {any} */ ({
    .../** @type {HTMLElement | undefined} */ (live ?? undefined)?.dataset,
    href: live?.getAttribute("data-live"),
  });
}

/** Only while somebody looks: a browser has few connections for all its tabs. */
function listen() {
  if (document.hidden || isOver) return stop();
  if (source) return;
  source = new EventSource(`${data().href}?known=${encodeURIComponent(known)}`);
  hear();
  for (const event of ["open", "here", "changed", "unread", "present"]) source.addEventListener(event, hear);
  source.addEventListener("open", () => {
    if (!isBehind) failures = 0;
  });
  source.addEventListener("changed", ({ data: version }) => {
    told = version;
    work = work.then(keepUp);
  });
  source.addEventListener("unread", ({ data: unread }) => {
    if (Date.now() - cameAt < TOLD_WITHIN_MS) isUnseen = true;
    document.dispatchEvent(new CustomEvent("unread", { detail: unread }));
  });
  source.addEventListener("present", ({ data: present }) => {
    document.dispatchEvent(new CustomEvent("present", { detail: present }));
  });
  source.addEventListener("over", () => {
    isOver = true;
    stop();
  });
  source.addEventListener("error", () => {
    // The browser tries again by itself when a connection breaks, but not after a refusal.
    if (source?.readyState === EventSource.CLOSED) again();
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

/** The stream tells of a change once: where its page could not be had, a new one is asked from what is shown. */
async function keepUp() {
  isBehind = !(await refresh().catch(() => false));
  if (isBehind) again();
  else failures = 0;
}

function again() {
  stop();
  failures += 1;
  setTimeout(listen, Math.min(LONGEST_WAIT_MS, 1000 * 2 ** failures) * (0.5 + Math.random()));
}

function stop() {
  source?.close();
  source = undefined;
}

/** Whether the page shows what the stream has told of. */
async function refresh() {
  if (told === known) return true;
  const page = await fetchPage();
  if (!page) return false;
  addIcons(page);
  document.dispatchEvent(new CustomEvent("exchanging"));
  exchangeParts(page);
  document.dispatchEvent(new CustomEvent("exchanged", { detail: page })); // what came new may want its own comforts
  await collectReplies(page);
  known = data(page).version ?? told;
  shown = Number(data(page).replies) - waiting.size;
  came();
  offer();
  return known === told;
}

/** Another server may have kept the page a moment longer. */
async function fetchPage() {
  for (let attempt = 1; ; attempt++) {
    const page = await fetchDocument((data().page ?? data().href.replace(/\/live$/, "")) + location.search);
    if (!page || data(page).version === told || attempt === TRIES) return page;
    await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS * attempt));
  }
}

/** @param {string} address */
async function fetchDocument(address) {
  // Nobody has looked at what a script has fetched.
  const response = await fetch(address, { headers: { Accept: "text/html", "X-Live": "1" } });
  if (!response.ok || response.redirected) return undefined;
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/** A page brings the icons it shows, and no others. @param {Document} page */
function addIcons(page) {
  const sprite = document.querySelector(".icon-sprite");
  for (const symbol of page.querySelectorAll(".icon-sprite > symbol"))
    if (!document.getElementById(symbol.id)) sprite?.append(document.importNode(symbol, true));
}

/** @param {Document} page */
function exchangeParts(page) {
  for (const part of document.querySelectorAll("[data-live-part]")) {
    const name = part.getAttribute("data-live-part");
    const next = page.querySelector(`[data-live-part="${name}"]`);
    if (next && !(part.hasAttribute("data-live-still") && isInUse(part))) exchange(part, next);
  }
  for (const post of document.querySelectorAll(".reply-list > article")) {
    const next = page.getElementById(post.id);
    if (next) exchange(post, next);
    else if (isGone(post, page)) post.remove();
  }
}

/** Somebody is writing in it, or has: what is new is told elsewhere. @param {Element} part */
const isInUse = (part) =>
  part.contains(document.activeElement) ||
  [...part.querySelectorAll("textarea")].some(({ value }) => value.trim() !== "") ||
  [...part.querySelectorAll("textarea, input, select")].some(isTouched);

/** Not merely on another page now. @param {Element} post @param {Document} page */
const isGone = (post, page) => Number(data(page).replies) < shown && !post.contains(document.activeElement);

/** @param {Element} old @param {Element} next */
function exchange(old, next) {
  if (next.isEqualNode(old) || next.outerHTML === original(old)) return;
  const fields = [...old.querySelectorAll("textarea, input, select")].filter(isTouched);
  const pairs = fields.map((field) => /** @type {const} */ ([field, heir(field, next)]));
  // A field that is not there any more would take with it what was typed.
  if (pairs.some(([, other]) => !other)) return;
  const focused = document.activeElement;
  const place = focused && old.contains(focused) ? heir(focused, next) : undefined;
  const selection = focused instanceof HTMLTextAreaElement ? [focused.selectionStart, focused.selectionEnd] : undefined;
  if (focused && old.contains(focused) && !place) return;
  for (const [field, other] of pairs) copyField(field, /** @type {Element} */ (other));
  const fresh = document.importNode(next, true);
  originals.set(fresh, next.outerHTML);
  for (const details of old.querySelectorAll("details[open]")) reopen(details, old, fresh);
  const copy = place && sameIn(fresh, next, place);
  for (const [, other] of pairs)
    copyField(/** @type {Element} */ (other), sameIn(fresh, next, /** @type {Element} */ (other)));
  const isKept = keepEditors(old, next, fresh);
  old.replaceWith(fresh);
  const target = focused?.isConnected && isKept(focused) ? focused : copy;
  if (target instanceof HTMLElement) target.focus({ preventScroll: true });
  if (selection && target instanceof HTMLTextAreaElement)
    target.setSelectionRange(selection[0] ?? 0, selection[1] ?? 0);
}

/**
 * A box that somebody may be writing in moves over as it is, with the files on their way into it and all that its script
 * has made of it. Says of an element whether it came along so.
 * @param {Element} old @param {Element} next @param {Element} fresh
 */
function keepEditors(old, next, fresh) {
  const kept = [...old.querySelectorAll(".editor")].flatMap((editor) => {
    const box = editor.querySelector("textarea");
    const other = box && counterpart(box, next)?.closest(".editor");
    const place = other && sameIn(fresh, next, other);
    return place ? [/** @type {const} */ ([editor, place])] : [];
  });
  for (const [editor, place] of kept) place.replaceWith(editor);
  return (/** @type {Element} */ element) => kept.some(([editor]) => editor.contains(element));
}

/** How a part came, before elements made themselves at home in it. @type {WeakMap<Element, string>} */
const originals = new WeakMap();
/** @param {Element} part */
const original = (part) => originals.get(part);

/** @param {Element} field */
function isTouched(field) {
  if (field instanceof HTMLSelectElement)
    return [...field.options].some((option) => option.selected !== option.defaultSelected);
  if (field instanceof HTMLInputElement && /checkbox|radio/.test(field.type))
    return field.checked !== field.defaultChecked;
  return field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type !== "hidden")
    ? field.value !== field.defaultValue
    : false;
}

/** The same field or button of the same form. @param {Element} field @param {Element} next */
function counterpart(field, next) {
  const action = field.closest("form")?.getAttribute("action");
  const isOneOfSeveral = field.matches("button, [type=radio], [type=checkbox]");
  const [name, value] = [field.getAttribute("name"), isOneOfSeveral ? field.getAttribute("value") : null];
  return [...next.querySelectorAll(field.localName)].find(
    (other) =>
      other.getAttribute("name") === name &&
      (value === null || other.getAttribute("value") === value) &&
      other.closest("form")?.getAttribute("action") === action &&
      (name !== null || other.textContent === field.textContent),
  );
}

/**
 * Where the words of a field go: to the same field, else to the one box of that name there is, as when the form to answer
 * has become the form that says whether it is solved.
 * @param {Element} field @param {Element} next
 */
function heir(field, next) {
  const same = counterpart(field, next);
  if (same || field.localName !== "textarea") return same;
  const boxes = [...next.querySelectorAll("textarea")].filter(({ name }) => name === field.getAttribute("name"));
  return boxes.length === 1 ? boxes[0] : undefined;
}

/** @param {Element} from @param {Element | undefined} to */
function copyField(from, to) {
  if (from instanceof HTMLInputElement && to instanceof HTMLInputElement && /checkbox|radio/.test(from.type))
    to.checked = from.checked;
  else if ("value" in from && to && "value" in to) to.value = from.value;
}

/** The copy of an element: the one in the same place. @param {Element} fresh @param {Element} next @param {Element} one */
function sameIn(fresh, next, one) {
  return fresh.querySelectorAll("*")[[...next.querySelectorAll("*")].indexOf(one)];
}

/** @param {Element} details @param {Element} old @param {Element} fresh */
function reopen(details, old, fresh) {
  const other =
    fresh.querySelectorAll("details")[[...old.querySelectorAll("details")].indexOf(/** @type {any} */ (details))];
  if (other) other.open = true;
}

/** @param {Document} page */
async function collectReplies(page) {
  const count = Number(data(page).replies);
  take(page.querySelectorAll(".reply-list > article"));
  // A long talk's last words are on its last page.
  if (count - shown > waiting.size && data(page).newest) {
    const last = await fetchDocument(data(page).newest);
    const posts = [...(last?.querySelectorAll(".reply-list > article") ?? [])];
    take(posts.slice(-(count - shown)));
  }
  for (const id of waiting.keys()) if (document.getElementById(id)) waiting.delete(id);
}

/** @param {Iterable<Element>} posts */
function take(posts) {
  for (const post of posts) if (!document.getElementById(post.id)) waiting.set(post.id, post);
}

/** Says how many there are, and waits to be asked. */
function offer() {
  if (!news) return;
  if (waiting.size === 0) return news.replaceChildren();
  const button = news.querySelector("button") ?? document.createElement("button");
  button.type = "button";
  button.className = "button button-primary button-medium";
  button.textContent = data().show.replace("#", String(waiting.size));
  button.onclick = show;
  if (!button.isConnected) news.replaceChildren(button);
}

function came() {
  isUnseen = true;
  cameAt = Date.now();
}

/** Whoever moves has seen what stands there: they need no mail of it. Replies they have not asked for are not among it. */
function look() {
  if (!isUnseen || document.hidden) return;
  isUnseen = false;
  const groups = (news?.getAttribute("data-groups") ?? "").split(" ").filter(Boolean);
  for (const about of groups) {
    if (waiting.size > 0 && about.startsWith("thread-")) continue;
    fetch("/notifications/read", { method: "POST", body: new URLSearchParams({ about }), redirect: "manual" }).catch(
      () => {},
    );
  }
}

function show() {
  const list = document.querySelector(".reply-list") ?? makeList();
  const posts = [...waiting.values()].map((post) => document.importNode(post, true));
  list.append(...posts);
  shown += posts.length;
  waiting.clear();
  news?.replaceChildren();
  came();
  look();
  const [first] = posts;
  if (!first) return;
  first.setAttribute("tabindex", "-1");
  /** @type {HTMLElement} */ (first).focus({ preventScroll: true });
  first.scrollIntoView({
    block: "nearest",
    behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth",
  });
}

/** Where nobody had replied yet. */
function makeList() {
  const list = document.createElement("div");
  list.className = "reply-list";
  const empty = document.querySelector("#replies .empty");
  if (empty) empty.replaceWith(list);
  else document.querySelector("#replies")?.append(list);
  return list;
}

if (news) {
  setInterval(notice, LISTEN_EVERY_MS);
  for (const sign of SIGNS) addEventListener(sign, look, { passive: true });
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", stop);
  addEventListener("pageshow", listen); // by then whoever waits for what it tells is there
  if (document.readyState === "complete") listen();
}
