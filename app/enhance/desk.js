// Keys for the desk, and for the list of notifications. Every key does what a link or a button on the page does, so the page works without them.

const rows = () => [...document.querySelectorAll("[data-row]")];
/** @param {Element | null | undefined} row */
const linkIn = (row) =>
  row?.querySelector(/** @type {"a"} */ ("a[href^='/staff/tickets/'], a[href^='/notifications/']"));
const current = () => document.activeElement?.closest("[data-row]") ?? null;

/**
 * Moves to the next row, or the one before; from nowhere, to the first or the last.
 * @param {1 | -1} step
 */
function move(step) {
  const all = rows();
  const row = current();
  const at = row ? all.indexOf(row) : step > 0 ? -1 : all.length;
  linkIn(all[Math.min(all.length - 1, Math.max(0, at + step))])?.focus();
}

/** Goes to the ticket of the row one is on, at a part of it. */
function open(part = "") {
  const link = linkIn(current() ?? rows()[0]);
  if (link) location.assign(link.href + part);
}

/** Takes the ticket: of the row one is on, of the page, or the first that can be taken. */
function take() {
  (current() ?? document).querySelector("[data-take]")?.querySelector("button")?.click();
}

/**
 * Shows a form of the composer and puts the cursor into it.
 * @param {string} kind
 */
function write(kind) {
  const selector = `input[name="composer"][value="${kind}"]`;
  const choice = document.querySelector(/** @type {"input"} */ (selector));
  if (!choice) return;
  choice.checked = true;
  const field = document.querySelector(/** @type {"textarea"} */ (`[data-writes="${kind}"] textarea`));
  (field ?? choice).focus();
  (field ?? choice).scrollIntoView({ block: "center" });
}

function showKeys() {
  const keys = document.getElementById("keys");
  keys?.classList.add("desk-keys-shown");
  keys?.focus();
  keys?.scrollIntoView({ block: "nearest" });
}

/** Ticks the row one is on for what is done to several at once, and opens that. */
function pick() {
  const box = /** @type {HTMLInputElement | null | undefined} */ (
    (current() ?? rows()[0])?.querySelector("[data-pick]")
  );
  const bulk = /** @type {HTMLDetailsElement | null} */ (document.querySelector("[data-bulk]"));
  if (!box) return;
  box.checked = !box.checked;
  if (bulk) bulk.open = true;
}

/** Goes to the box that finds tickets. */
function find() {
  /** @type {HTMLElement | null} */ (document.querySelector("[data-find]"))?.focus();
}

/** Shows how the ticket is put away. */
function snooze() {
  const part = /** @type {HTMLDetailsElement | null} */ (document.querySelector("[data-snooze]"));
  if (!part) return;
  for (const around of [part, part.parentElement?.closest("details")]) if (around) around.open = true;
  /** @type {HTMLElement | null} */ (part.querySelector("input[name=until]"))?.focus();
}

/** Takes back what has not gone out yet. */
function takeBack() {
  document.querySelector("[data-undo]")?.querySelector("button")?.click();
}

/** @typedef {Record<string, () => void>} Keys */

/** @type {Keys} */
const onInbox = {
  j: () => move(1),
  k: () => move(-1),
  o: () => open(),
  r: () => open("#respond"),
  e: () => open("#resolve"),
  a: take,
  s: () => open("#snooze"),
  x: pick,
  "/": find,
  "?": showKeys,
};

/** @type {Keys} */
const onTicket = {
  r: () => write("respond"),
  n: () => write("note"),
  e: () => write("resolve"),
  a: take,
  s: snooze,
  z: takeBack,
  u: () => location.assign("/staff"),
  "?": showKeys,
};

/** Marks the row one is on, or the first, as read or unread. */
function mark() {
  (current() ?? rows()[0])?.querySelector(/** @type {"button"} */ (":scope > form [data-mark]"))?.click();
}

/** @type {Keys} */
const onNotices = { j: () => move(1), k: () => move(-1), o: () => open(), e: mark, "?": showKeys };

const page = document.querySelector("[data-keys]")?.getAttribute("data-keys");
/** @type {Record<string, Keys>} */
const pages = { inbox: onInbox, ticket: onTicket, notices: onNotices };
const keys = pages[page ?? ""] ?? {};

/** An address may name the form to begin with: `/staff/tickets/12#respond`. */
if (/^#(respond|ask|note|resolve|wait)$/.test(location.hash)) write(location.hash.slice(1));
if (location.hash === "#snooze") snooze();

// Single keys get in the way of speech and of some hands: whoever wants none switches them off, on this device.
const OFF = "desk-keys-off";
const keySwitch = document.querySelector("[data-keys-switch]");
const areOff = () => localStorage.getItem(OFF) !== null;
if (keySwitch instanceof HTMLElement) {
  const say = () => {
    keySwitch.textContent = (areOff() ? keySwitch.dataset.off : keySwitch.dataset.on) ?? "";
  };
  keySwitch.hidden = false;
  say();
  keySwitch.addEventListener("click", () => {
    if (areOff()) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "");
    say();
  });
}

function offerMacros() {
  for (const item of document.querySelectorAll("[data-macro]")) {
    const button = /** @type {HTMLButtonElement} */ (item.querySelector("[data-insert]"));
    if (!button.hidden) continue;
    button.hidden = false;
    button.addEventListener("click", () => insert(item));
  }
}
offerMacros();
document.addEventListener("exchanged", offerMacros); // a live page has got new ones

/**
 * Puts an approved text into the message of its form, where the cursor was.
 * @param {Element} item
 */
function insert(item) {
  const field = item.closest("form")?.querySelector(/** @type {"textarea"} */ ('textarea[name="body"]'));
  if (!field) return;
  const text = item.querySelector(".macro-text")?.textContent ?? "";
  const start = field.value.slice(0, field.selectionStart).trimEnd();
  field.setRangeText(start ? `\n\n${text}` : text, start.length, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

/** Says how many seconds there still are to take a response back. */
function countDown() {
  for (const held of document.querySelectorAll("[data-held]")) {
    const seconds = Math.ceil((Date.parse(held.getAttribute("data-held") ?? "") - Date.now()) / 1000);
    const place = held.querySelector("[data-countdown]");
    if (place) place.textContent = seconds > 0 ? `(${seconds} s)` : "";
  }
}

if (page === "ticket") {
  countDown();
  setInterval(countDown, 1000);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || areOff()) return;
  const isTyping = /** @type {Element | null} */ (event.target)?.closest?.(
    "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]",
  );
  const act = keys[event.key];
  if (!act || isTyping) return;
  event.preventDefault();
  act();
});
