// A reply that was begun outlives a reload, a crash and a way back, and is there on another device: the server keeps it for
// its author alone. This tab keeps it too, word for word, until the server has it: offline, signed out, or closed in haste.
// Each tab goes on with a draft as it knew it; the server makes a second of it when another has written in it since.

const SERVER_MS = 1500;
const TAB_MS = 300;

/** What this tab has kept: as of which draft, and whether the server has it. @typedef {{ text: string, draft: string, draftAt: string, isKept?: boolean, isSent?: boolean }} Here */

const form = /** @type {HTMLFormElement} */ (document.querySelector("form[data-reply-draft]"));
const box = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("body"));
const address = form.getAttribute("action")?.replace(/replies$/, "draft") ?? "";
/** Who signs in after somebody in the same tab is not given their words. */
const name = `reply:${form.dataset.replyDraftOf}:${form.getAttribute("action")}`;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
let isSending = false;
/** What is in the box: a draft of the server's, or what it has refused; else what the page has begun, a quote or nothing. */
const { replyDraftShown: shown } = form.dataset;
/** What the server need not be given: it has it, or nobody has typed it. */
let given = shown === "typed" ? "" : box.defaultValue;
/** One at a time: two at once of a new reply would become two drafts. */
let underWay = Promise.resolve();

/** @param {string} one */
const hidden = (one) => /** @type {HTMLInputElement} */ (form.elements.namedItem(one));
const draft = () => ({ draft: hidden("draft").value, draftAt: hidden("draftAt").value });

/** Storage may be closed to us, or full: then nothing is kept here, and nothing else goes wrong. @returns {Here | null} */
function read() {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? "null");
  } catch {
    return null;
  }
}

/** @param {Here | null} here */
function write(here) {
  try {
    if (here) sessionStorage.setItem(name, JSON.stringify(here));
    else sessionStorage.removeItem(name);
  } catch {
    // as above
  }
}

/** What the page has put into the box goes first: a quote, a refused text. Then this tab's words, then the server's. */
function begin() {
  // Refused, it has not arrived.
  if (shown === "typed") return write({ text: box.value, ...draft() });
  const here = read();
  // Somebody may have begun to type before this runs.
  const isDraft = box.value === box.defaultValue && (box.value === "" || shown === "draft");
  if (!here) return;
  // Come back to what was sent, the browser fills it in again.
  const isAgain = here.text === box.value;
  if (isAgain && here.isSent) given = box.value;
  if (isAgain) return;
  const isGone = here.isSent && (here.draft === "" || here.draft !== draft().draft);
  const isOlder = here.isKept && (here.draft !== draft().draft || here.draftAt !== draft().draftAt);
  if (isGone || isOlder) return write(null);
  if (!isDraft) return send({ ...here, submissionKey: "" }, () => write(null));
  box.value = here.text;
  if (here.isKept) {
    given = here.text;
    return;
  }
  Object.assign(hidden("draft"), { value: here.draft });
  Object.assign(hidden("draftAt"), { value: here.draftAt });
  later();
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(keepHere, TAB_MS);
}

function keepHere() {
  if (isSending || box.value === given) return;
  write(box.value.trim() ? { text: box.value, ...draft() } : null);
  timer = setTimeout(keep, SERVER_MS - TAB_MS);
}

function keep() {
  clearTimeout(timer);
  const text = box.value;
  if (isSending || text === given) return;
  const rest = { replyTo: hidden("replyTo").value, attachments: hidden("attachments")?.value ?? "" };
  underWay = underWay.then(() =>
    send({ text, ...draft(), ...rest, submissionKey: hidden("submissionKey").value }, (kept) => {
      if (isSending) return;
      given = text;
      Object.assign(hidden("draft"), { value: kept.draft });
      Object.assign(hidden("draftAt"), { value: kept.draftAt });
      write(text.trim() ? { text: box.value, ...kept, isKept: box.value === text } : null);
    }),
  );
}

/**
 * @param {Record<string, any>} words
 * @param {(kept: { draft: string, draftAt: string }) => void} then
 */
async function send({ text, ...fields }, then) {
  const body = new URLSearchParams({ ...fields, body: text });
  for (const input of form.querySelectorAll('input[name^="settle."]'))
    if (input instanceof HTMLInputElement) body.set(input.name, input.value);
  // Also while the page goes away, as long as it is short enough for that.
  const keepalive = body.toString().length < 60_000;
  const answer = await fetch(address, { method: "POST", body, redirect: "manual", keepalive }).catch(() => null);
  if (answer?.ok) then(await answer.json());
}

form.addEventListener("input", later);
form.addEventListener("submit", (event) => {
  // Another script may still hold it back.
  setTimeout(() => {
    if (event.defaultPrevented) return;
    isSending = true;
    clearTimeout(timer);
    write({ text: box.value, ...draft(), isSent: true });
  });
});
// Thrown away: of this tab too.
document.querySelector("form[data-reply-discard]")?.addEventListener("submit", () => {
  isSending = true;
  write(null);
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden) keep();
});
addEventListener("pagehide", keep);
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted || !isSending) return;
  // Come back to after sending: what is written now is another reply.
  isSending = false;
  for (const one of ["draft", "draftAt"]) hidden(one).value = "";
  hidden("submissionKey").value = [...crypto.getRandomValues(new Uint8Array(16))]
    .map((one) => one.toString(16))
    .join("");
});
begin();
if (box.value !== given) later();

export {}; // a module: its names are its own
