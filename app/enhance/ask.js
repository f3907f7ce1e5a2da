// What makes asking easier where scripts run: what looks alike shows while one types, and what settles the matter closes
// the form. Without this the same comes as a step after sending.

const WAIT_MS = 350;
const SHORTEST = 10;

const form = /** @type {HTMLFormElement} */ (document.querySelector("form[data-ask]"));
const live = /** @type {HTMLElement} */ (document.querySelector("[data-ask-similar]"));
const closedPart = /** @type {HTMLElement} */ (document.querySelector("[data-ask-closed]"));

/** @type {AbortController | undefined} */
let asking;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
let asked = "";
/** Whether something was shown, and nothing has come of it yet. */
let isOpen = document.querySelector(".suggestions") !== null;

/** @param {string} name */
const field = (name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
const key = () => field("submissionKey").value;
/** What was typed last is what it is about; of a log the beginning. */
const words = () => ({ title: field("title").value.trim(), body: field("body").value.trim().slice(0, 4000) });

function later() {
  clearTimeout(timer);
  timer = setTimeout(ask, WAIT_MS);
}

async function ask() {
  const { title, body } = words();
  const text = `${title}\n${body}`;
  if (text === asked || title.length + body.length < SHORTEST) return;
  asked = text;
  asking?.abort();
  asking = new AbortController();
  const sent = new URLSearchParams({ title, body, submissionKey: key() });
  try {
    const answer = await fetch("/threads/new/suggestions", { method: "POST", body: sent, signal: asking.signal });
    if (answer.ok) show(await answer.json());
  } catch {
    asked = ""; // offline, or overtaken by the next: the step after sending is still there
  }
}

/** @param {{ html: string, found: string }} answer */
function show({ html, found }) {
  const list = /** @type {HTMLElement} */ (live.firstElementChild);
  const status = /** @type {HTMLElement} */ (live.lastElementChild);
  if (list.contains(document.activeElement)) return; // nobody's list is taken from under their hands
  for (const old of document.querySelectorAll(".suggestions")) if (!live.contains(old)) old.remove();
  list.innerHTML = html; // made by our own server, which escapes what people wrote
  status.textContent = found;
  if (html) seen();
}

/** Who has seen them while writing need not see them again before it is posted. */
function seen() {
  isOpen = true;
  if (form.elements.namedItem("seen")) return;
  const mark = document.createElement("input");
  Object.assign(mark, { type: "hidden", name: "seen", value: "yes" });
  form.append(mark);
}

/**
 * @param {string} outcome
 * @param {string} suggestion
 */
async function tell(outcome, suggestion) {
  const body = new URLSearchParams({ submissionKey: key(), outcome, suggestion });
  const answer = await fetch("/threads/new/outcome", { method: "POST", body, redirect: "manual" });
  return answer.ok || answer.type === "opaqueredirect";
}

/** @param {SubmitEvent} event */
async function settle(event) {
  const target = /** @type {HTMLFormElement} */ (event.target);
  const outcome = event.submitter instanceof HTMLButtonElement ? event.submitter.value : "";
  const isUndo = closedPart.contains(target) && outcome === "undone";
  if (!isUndo && !(target.dataset.settles && (outcome === "joined" || outcome === "helped"))) return;
  event.preventDefault();
  const suggestion = /** @type {HTMLInputElement} */ (target.elements.namedItem("suggestion")).value;
  const isDone = await tell(outcome, suggestion).catch(() => false);
  if (!isDone) return HTMLFormElement.prototype.submit.call(withOutcome(target, outcome)); // its own page says why not
  if (isUndo) reopen();
  else close(outcome, suggestion);
}

/**
 * @param {HTMLFormElement} target
 * @param {string} outcome
 */
function withOutcome(target, outcome) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: "outcome", value: outcome });
  target.append(field);
  return target;
}

/**
 * @param {string} outcome
 * @param {string} suggestion
 */
function close(outcome, suggestion) {
  isOpen = false;
  const own = /** @type {HTMLFormElement} */ (closedPart.querySelector("form"));
  for (const [name, value] of Object.entries({ submissionKey: key(), suggestion })) {
    const kept = /** @type {HTMLInputElement} */ (own.elements.namedItem(name));
    kept.value = value;
  }
  for (const words of /** @type {Iterable<HTMLElement>} */ (closedPart.querySelectorAll("[data-closed-as]"))) {
    words.hidden = words.dataset.closedAs !== outcome;
  }
  for (const part of parts()) part.hidden = true;
  closedPart.hidden = false;
  closedPart.focus();
  form.dispatchEvent(new CustomEvent("ask:settled"));
}

function reopen() {
  isOpen = true;
  for (const part of parts()) part.hidden = false;
  closedPart.hidden = true;
  field("title").focus();
  form.dispatchEvent(new Event("input"));
}

/** @returns {HTMLElement[]} */
const parts = () => [form, live, .../** @type {Iterable<HTMLElement>} */ (document.querySelectorAll(".suggestions"))];

let isSent = false;

form.addEventListener("input", ({ target }) => {
  if (target === field("title") || target === field("body")) later();
});
form.addEventListener("submit", () => {
  isSent = true;
});
document.addEventListener("submit", settle);
addEventListener("pagehide", () => {
  if (!isOpen || isSent) return;
  navigator.sendBeacon("/threads/new/outcome", new URLSearchParams({ submissionKey: key(), outcome: "left" }));
});
addEventListener("pageshow", () => {
  isSent = false;
});
if (words().title || words().body) later(); // the browser has brought back what was typed
