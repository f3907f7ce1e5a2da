// Keeps what is being asked while it is written: a member's on the server, anybody else's in this browser. Each form has a
// draft of its own, named by its key, so that two tabs never write over one another.

const SERVER_MS = 1500;
const BROWSER_MS = 300;
const KEPT_MS = 30 * 86_400_000;
const PREFIX = "ask:";
const WORDS = ["title", "body", "expected", "tried", "desiredOutcome", "questions"];
const NAMES = [...WORDS, "categoryId", "tags", "attachments", "anonymous", "email", "submissionKey"];

const form = /** @type {HTMLFormElement} */ (document.querySelector("form[data-ask]"));
const isMember = form.dataset.ask === "member";
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
let isDone = false;

/** @typedef {{ at: number, isSent?: boolean, fields: Record<string, string> }} Draft */

/** @param {string} name */
const field = (name) => /** @type {HTMLInputElement | null} */ (form.elements.namedItem(name));
const name = () => PREFIX + (field("submissionKey")?.value ?? "");
const typed = () => Object.fromEntries(NAMES.map((one) => [one, saidIn(field(one))]));
/** @param {HTMLInputElement | null} one */
const saidIn = (one) => (one && (one.type !== "checkbox" || one.checked) ? one.value : "");
const isEmpty = () => !WORDS.some((one) => field(one)?.value.trim());

/** Storage may be closed to us, or full: then nothing is kept, and nothing else goes wrong. */
const storage = {
  /** @param {string} key */
  read(key) {
    try {
      const text = localStorage.getItem(key);
      return text ? /** @type {Draft} */ (JSON.parse(text)) : null;
    } catch {
      return null;
    }
  },
  /**
   * @param {string} key
   * @param {Draft | null} draft
   */
  write(key, draft) {
    try {
      if (draft) localStorage.setItem(key, JSON.stringify(draft));
      else localStorage.removeItem(key);
    } catch {
      // as above
    }
  },
  keys() {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
    } catch {
      return [];
    }
  },
};

function later() {
  isDone = false;
  clearTimeout(timer);
  timer = setTimeout(keep, isMember ? SERVER_MS : BROWSER_MS);
}

function keep() {
  if (isDone || isEmpty()) return;
  if (isMember) return keepOnServer();
  storage.write(name(), { at: Date.now(), fields: typed() });
}

/** One at a time: two at once of a new form would become two drafts. */
let underWay = Promise.resolve();
function keepOnServer() {
  underWay = underWay.then(async () => {
    const sent = new URLSearchParams({ ...typed(), draft: known("draft"), draftAt: known("draftAt") });
    const answer = await fetch("/threads/new/draft", { method: "POST", body: sent, redirect: "manual" });
    if (answer.ok) remember(await answer.json());
    else storage.write(name(), { at: Date.now(), fields: typed() }); // signed out meanwhile
  });
  underWay = underWay.catch(() => storage.write(name(), { at: Date.now(), fields: typed() })); // offline
}

/** @param {string} name */
const known = (name) => field(name)?.value ?? "";

/** Which draft this form goes on with, and as of when. @param {Record<string, string>} kept */
function remember(kept) {
  for (const [name, value] of Object.entries(kept)) {
    const hidden = field(name) ?? Object.assign(document.createElement("input"), { type: "hidden", name });
    hidden.value = value;
    if (!hidden.isConnected) form.append(hidden);
  }
}

/** What is not wanted any more: it is settled otherwise. */
function forget() {
  isDone = true;
  clearTimeout(timer);
  storage.write(name(), null);
  const draft = field("draft")?.value;
  if (isMember && draft)
    fetch("/threads/new/draft", {
      method: "POST",
      body: new URLSearchParams({ draft, is: "off" }),
      redirect: "manual",
    });
}

/** Offers what this browser has kept, to an empty form. */
function offer() {
  const section = /** @type {HTMLElement} */ (document.querySelector("[data-ask-drafts]"));
  const model = /** @type {HTMLElement} */ (section.querySelector("[data-ask-draft]"));
  for (const key of storage.keys()) {
    const draft = storage.read(key);
    if (key === name()) continue;
    if (!draft || draft.isSent || draft.at < Date.now() - KEPT_MS) storage.write(key, null);
    else if (isEmpty()) {
      model.after(row(model, key, draft));
      section.hidden = false;
    }
  }
}

/**
 * @param {HTMLElement} model
 * @param {string} key
 * @param {Draft} draft
 */
function row(model, key, draft) {
  const own = /** @type {HTMLElement} */ (model.cloneNode(true));
  own.hidden = false;
  const [title] = own.getElementsByTagName("span");
  if (title) title.textContent = (draft.fields.title || draft.fields.body || "").slice(0, 100);
  own.querySelector("[data-restore]")?.addEventListener("click", () => {
    for (const [one, value] of Object.entries(draft.fields)) {
      const target = field(one);
      if (target?.type === "checkbox") target.checked = value !== "";
      else if (target) target.value = value;
    }
    own.remove();
    form.dispatchEvent(new Event("input"));
    field("title")?.focus();
  });
  own.querySelector("[data-discard]")?.addEventListener("click", () => {
    storage.write(key, null);
    own.remove();
  });
  return own;
}

form.addEventListener("input", later);
form.addEventListener("ask:settled", forget);
form.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.submitter?.getAttribute("formtarget") === "_blank") return;
  // Kept until the next form shows that this one has arrived; refused, its page holds the same key and goes on keeping.
  isDone = true;
  clearTimeout(timer);
  const draft = storage.read(name());
  if (draft) storage.write(name(), { ...draft, isSent: true });
});
addEventListener("pagehide", () => {
  if (!isMember) keep();
});
offer();
// A question that another page has begun is nobody's yet.
if (!isEmpty() && form.dataset.askBegun === undefined) later();

export {}; // a module: its names are its own
