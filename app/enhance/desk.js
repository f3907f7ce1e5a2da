// Keys for the desk. Every key does what a link or a button on the page does, so the page works without them.

const rows = () => [...document.querySelectorAll("[data-row]")];
const linkIn = (row) => row?.querySelector("a[href^='/staff/tickets/']");
const current = () => document.activeElement?.closest("[data-row]");

/** Moves to the next row, or the one before; from nowhere, to the first or the last. */
function move(step) {
  const all = rows();
  const at = all.indexOf(current());
  const next = at === -1 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + step));
  linkIn(all[next])?.focus();
}

/** Goes to the ticket of the row one is on, at a part of it. */
function open(part = "") {
  const link = linkIn(current() ?? rows()[0]);
  if (link) location.assign(link.href + part);
}

const submit = (selector, within = document) => within?.querySelector(selector)?.querySelector("button")?.click();

/** Shows a form of the composer and puts the cursor into it. */
function write(kind) {
  const choice = document.querySelector(`input[name="composer"][value="${kind}"]`);
  if (!choice) return;
  choice.checked = true;
  const field = document.querySelector(`[data-writes="${kind}"] textarea`);
  field?.focus();
  field?.scrollIntoView({ block: "center" });
}

function showKeys() {
  const keys = document.getElementById("keys");
  keys?.classList.add("desk-keys-shown");
  keys?.focus();
  keys?.scrollIntoView({ block: "nearest" });
}

const onInbox = {
  j: () => move(1),
  k: () => move(-1),
  o: () => open(),
  r: () => open("#respond"),
  e: () => open("#resolve"),
  a: () => submit("[data-take]", current() ?? rows().find((row) => row.querySelector("[data-take]"))),
  "?": showKeys,
};

const onTicket = {
  r: () => write("respond"),
  n: () => write("note"),
  e: () => write("resolve"),
  a: () => submit("[data-take]"),
  u: () => location.assign("/staff"),
  "?": showKeys,
};

/** An address may name the form to begin with: `/staff/tickets/12#respond`. */
if (/^#(respond|ask|note|resolve|wait)$/.test(location.hash)) write(location.hash.slice(1));

const keys = { inbox: onInbox, ticket: onTicket }[document.querySelector("[data-keys]")?.dataset.keys];

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest?.("input:not([type=radio]), textarea, select, [contenteditable]")) return;
  const act = keys?.[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
