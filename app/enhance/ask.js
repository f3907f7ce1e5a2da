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
  const forWhom = form.elements.namedItem("for");
  if (forWhom instanceof HTMLInputElement) sent.set("for", forWhom.value);
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
  for (const old of document.querySelectorAll(".suggestions, .title-hint")) if (!live.contains(old)) old.remove();
  list.innerHTML = html; // made by our own server, which escapes what people wrote
  if (list.querySelector(".earlier"))
    for (const old of document.querySelectorAll(".earlier")) if (!live.contains(old)) old.remove();
  status.textContent = found;
  if (html) seen();
  if (list.querySelector("li")) isOpen = true;
}

/** Who has seen them while writing need not see them again before it is posted. */
function seen() {
  if (form.elements.namedItem("seen")) return;
  const mark = document.createElement("input");
  Object.assign(mark, { type: "hidden", name: "seen", value: "yes" });
  form.append(mark);
}

/** @param {string} pick */
async function tell(pick) {
  const body = new URLSearchParams({ submissionKey: key(), pick });
  const answer = await fetch("/threads/new/outcome", { method: "POST", body, redirect: "manual" });
  return answer.ok || answer.type === "opaqueredirect";
}

/**
 * Joining and being helped close the form where it stands. When that fails the button is pressed once more, without us:
 * the page it leads to says why.
 * @param {SubmitEvent} event
 */
async function settle(event) {
  const button = event.submitter;
  if (!(button instanceof HTMLButtonElement) || !/^(joined|helped)\./.test(button.value) || isFailed) return;
  event.preventDefault();
  if (await tell(button.value).catch(() => false)) return close(button.value);
  isFailed = true;
  form.requestSubmit(button);
}
let isFailed = false;

/** @param {string} pick */
function close(pick) {
  const [outcome = "", number = ""] = pick.split(".");
  isOpen = false;
  last = "";
  for (const words of /** @type {Iterable<HTMLElement>} */ (closedPart.querySelectorAll("[data-closed-as]"))) {
    words.hidden = words.dataset.closedAs !== outcome;
  }
  const go = /** @type {HTMLButtonElement} */ (closedPart.querySelector("[data-go]"));
  go.value = `opened.${number}`;
  for (const part of parts()) part.hidden = true;
  closedPart.hidden = false;
  closedPart.focus();
  form.dispatchEvent(new Event("ask:settled"));
}

async function reopen() {
  const go = /** @type {HTMLButtonElement} */ (closedPart.querySelector("[data-go]"));
  await tell(go.value.replace("opened", "undone")).catch(() => false);
  isOpen = true;
  for (const part of parts()) part.hidden = false;
  closedPart.hidden = true;
  field("title").focus();
  form.dispatchEvent(new Event("input"));
}

/** @returns {HTMLElement[]} */
const parts = () => [form, .../** @type {Iterable<HTMLElement>} */ (document.querySelectorAll(".suggestions"))];

/** Of the checklists the one of the category that is chosen. */
function showPreparation() {
  const lists = /** @type {HTMLElement[]} */ ([...form.querySelectorAll("[data-preparation]")]);
  const chosen = field("categoryId").value;
  for (const list of lists) list.hidden = list.dataset.preparation !== chosen;
  const frame = /** @type {HTMLDetailsElement | null} */ (form.querySelector("[data-preparations]"));
  if (!frame) return;
  frame.hidden = lists.every((list) => list.hidden);
  frame.open = !frame.hidden;
}
form.addEventListener("change", showPreparation);
showPreparation();

let isSent = false;
/** The field that was written in last. */
let last = "";

form.addEventListener("input", ({ target }) => {
  last = target instanceof HTMLElement ? (target.getAttribute("name") ?? last) : last;
  if (target === field("title") || target === field("body")) later();
});
form.addEventListener("submit", (event) => {
  settle(event);
  if (!event.defaultPrevented && event.submitter?.getAttribute("formtarget") !== "_blank") isSent = true;
});
closedPart.querySelector("[data-undo]")?.addEventListener("click", reopen);
addEventListener("pagehide", () => {
  if (isSent || !(isOpen || last)) return;
  const told = new URLSearchParams({ submissionKey: key(), pick: "left", field: last });
  navigator.sendBeacon("/threads/new/outcome", told);
  last = "";
});
addEventListener("pageshow", () => {
  isSent = false;
});
if (words().title || words().body) later(); // the browser has brought back what was typed

export {}; // a module: its names are its own
