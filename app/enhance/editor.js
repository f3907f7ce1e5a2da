// What a box for Markdown can do where scripts run: take files by paste, drop and choice with their progress, make Markdown
// of pasted tables and links, complete @people and #threads, show how it will look, send by Ctrl+Enter. Without this it is
// a plain box with a plain file field, and all of it can be done by hand.

/** @typedef {{ id: number, file: File }} Attachment */

/** @type {WeakSet<HTMLElement>} */
const started = new WeakSet();

function startAll() {
  for (const editor of document.querySelectorAll(".editor")) {
    if (!(editor instanceof HTMLElement) || started.has(editor)) continue;
    started.add(editor);
    start(editor);
  }
}
startAll();
document.addEventListener("exchanged", startAll); // a live page has got one more

/** @param {HTMLElement} editor */
function start(editor) {
  const box = editor.querySelector("textarea");
  if (!box) return;
  sendByKey(box);
  toolsByKey(editor, box);
  previewButton(editor, box);
  takeFiles(editor, box);
  completions(editor);
  if (editor.dataset.pasteMarkdown) import(editor.dataset.pasteMarkdown).then(({ subscribe }) => subscribe(box));
}

/** @param {HTMLTextAreaElement} box */
function sendByKey(box) {
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    // As if its first button had been pressed, which may say what is to be done.
    const button = box.form?.querySelector("button:not([type=button])");
    box.form?.requestSubmit(button instanceof HTMLElement ? button : null);
  });
}

/** What the toolbar does, as everybody's hands know it: Ctrl+B, I, E and K. @param {HTMLElement} editor @param {HTMLTextAreaElement} box */
function toolsByKey(editor, box) {
  box.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || !/^[a-z]$/i.test(event.key)) return;
    const tool = editor.querySelector(`[aria-keyshortcuts~="Control+${event.key.toUpperCase()}"]`);
    if (!(tool instanceof HTMLElement)) return;
    event.preventDefault();
    tool.click();
  });
}

// -- how it will look ---------------------------------------------------------------------------------

/** @param {HTMLElement} editor @param {HTMLTextAreaElement} box */
function previewButton(editor, box) {
  const button = editor.querySelector("[data-preview]");
  const pane = editor.querySelector(".editor-preview");
  if (!(button instanceof HTMLButtonElement) || !(pane instanceof HTMLElement)) return;
  /** @param {boolean} isShown */
  const show = (isShown) => {
    button.setAttribute("aria-pressed", String(isShown));
    pane.hidden = !isShown;
    box.hidden = isShown;
    if (isShown) pane.focus();
    else box.focus();
  };
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (!pane.hidden) return show(false);
    const answer = await post("/previews", { body: box.value }).catch(() => null);
    const { html } = answer?.ok ? await answer.json() : { html: null };
    if (html === null) return say(editor, editor.dataset.failed ?? "");
    pane.innerHTML = html; // made by our own server, as it makes the post
    show(true);
  });
  editor.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && !pane.hidden) show(false);
  });
}

// -- files --------------------------------------------------------------------------------------------

/** @param {HTMLElement} editor @param {HTMLTextAreaElement} box */
function takeFiles(editor, box) {
  const kept = editor.querySelector("input[name=attachments]");
  if (!editor.dataset.fileAttachment || !(kept instanceof HTMLInputElement)) return;
  import(editor.dataset.fileAttachment);
  editor.addEventListener("file-attachment-accepted", async (event) => {
    const { attachments } = /** @type {CustomEvent<{ attachments: Attachment[] }>} */ (event).detail;
    // One after the other: the server opens one picture of theirs at a time anyway, and they stand in order.
    for (const { file } of attachments) await take(editor, box, file);
  });
}

let last = 0;

/** @param {HTMLElement} editor @param {HTMLTextAreaElement} box @param {File} file */
async function take(editor, box, file) {
  last += 1;
  const placeholder = `![${editor.dataset.uploading} ${last} …]()`;
  insert(box, `${placeholder}\n`);
  const progress = progressOf(editor, file.name);
  try {
    const { attachments = "", message = "" } = await send(file, (part) => progress.set(part));
    if (!attachments) return fail(editor, box, placeholder, `${file.name}: ${message || editor.dataset.failed}`);
    replace(box, placeholder, markdownOf(attachments));
    if (message) tell(editor, message);
  } catch {
    fail(editor, box, placeholder, `${file.name}: ${editor.dataset.failed}`);
  } finally {
    progress.remove();
  }
}

/** @param {HTMLElement} editor @param {HTMLTextAreaElement} box @param {string} placeholder @param {string} message */
function fail(editor, box, placeholder, message) {
  replace(box, `${placeholder}\n`, "");
  say(editor, message);
}

/** A picture is shown, anything else linked. @param {string} end of its address, as `12/photo.png` */
function markdownOf(end) {
  const name = decodeURIComponent(end.slice(end.indexOf("/") + 1)).replace(/[[\]\\]/g, "");
  return `${/\.(png|jpg|gif|webp)$/.test(name) ? "!" : ""}[${name}](/attachments/${end})`;
}

/**
 * @param {File} file
 * @param {(part: number) => void} onProgress
 * @returns {Promise<{ attachments?: string, message?: string }>}
 */
function send(file, onProgress) {
  const form = new FormData();
  form.append("files", file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // fetch tells nothing of what has been sent
    request.open("POST", "/attachments");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => onProgress(loaded / total);
    request.onload = () => (request.response ? resolve(request.response) : reject(new Error("no answer")));
    request.onerror = reject;
    request.send(form);
  });
}

/** @param {HTMLElement} editor @param {string} name */
function progressOf(editor, name) {
  const label = document.createElement("label");
  const bar = document.createElement("progress");
  label.className = "editor-progress";
  label.append(name, bar);
  editor.querySelector(".file-field")?.append(label);
  return { set: (/** @type {number} */ part) => (bar.value = part), remove: () => label.remove() };
}

/** @param {HTMLElement} editor @param {string} message */
function say(editor, message) {
  tell(editor, message);
  editor.querySelector(".editor-problem")?.classList.replace("field-hint", "field-error");
}

/** In the same place, what is no problem. @param {HTMLElement} editor @param {string} message */
function tell(editor, message) {
  const place = editor.querySelector(".editor-problem");
  if (place) place.textContent = message;
  place?.classList.replace("field-error", "field-hint");
}

// -- completions --------------------------------------------------------------------------------------

const TYPING_MS = 200;

/** @param {HTMLElement} editor */
function completions(editor) {
  const expander = editor.querySelector("text-expander");
  if (!expander || !editor.dataset.textExpander) return;
  import(editor.dataset.textExpander);
  let asked = 0;
  expander.addEventListener("text-expander-change", (event) => {
    const { key, text, provide } = /** @type {CustomEvent} */ (event).detail;
    asked += 1;
    const mine = asked;
    const wait = new Promise((resolve) => setTimeout(resolve, TYPING_MS));
    const found = wait.then(() =>
      mine === asked && text.length > 0 ? (key === "@" ? people(text, editor.dataset.calls) : threads(text)) : [],
    );
    provide(found.then(menuOf).catch(() => ({ matched: false })));
  });
  expander.addEventListener("text-expander-value", (event) => {
    const { detail } = /** @type {CustomEvent} */ (event);
    detail.value = detail.item.dataset.value;
  });
}

/** @typedef {{ value: string, label: string }} Choice */

/** @param {string} text @param {string} [of] of these alone @returns {Promise<Choice[]>} */
async function people(text, of = "") {
  const { people: found } = await get(`/mentions?${new URLSearchParams({ q: text, of })}`);
  return found.map((/** @type {{ handle: string, name: string }} */ { handle, name }) => ({
    value: `@${handle}`,
    label: `${name} @${handle}`,
  }));
}

/** @param {string} text @returns {Promise<Choice[]>} */
async function threads(text) {
  const { suggestions } = await get(`/search/suggestions?q=${encodeURIComponent(text)}`);
  return suggestions.flatMap((/** @type {{ href: string, title: string }} */ { href, title }) => {
    const number = /^\/threads\/(\d+)/.exec(href)?.[1];
    return number ? [{ value: `#${number}`, label: `${title} #${number}` }] : [];
  });
}

/** @param {Choice[]} choices */
function menuOf(choices) {
  const fragment = document.createElement("ul");
  fragment.className = "editor-choices";
  fragment.setAttribute("role", "listbox");
  for (const { value, label } of choices.slice(0, 6)) {
    const item = document.createElement("li");
    item.setAttribute("role", "option");
    item.dataset.value = value;
    item.textContent = label;
    item.dir = "auto";
    fragment.append(item);
  }
  return { matched: choices.length > 0, fragment };
}

// -- quoting ------------------------------------------------------------------------------------------

/** What is selected in a post, or all it says, goes where the writer is: nothing written so far is lost. */
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[data-quote]") : null;
  const box = document.querySelector("#reply textarea");
  const replyTo = document.querySelector("#reply input[name=replyTo]");
  const post = link?.closest("article")?.querySelector(".prose");
  if (
    !(link instanceof HTMLElement && box instanceof HTMLTextAreaElement && replyTo instanceof HTMLInputElement && post)
  )
    return;
  event.preventDefault();
  replyTo.value = link.dataset.quote ?? "";
  const selection = getSelection();
  const isInPost = selection && !selection.isCollapsed && post.contains(selection.anchorNode);
  const text = (isInPost ? selection.toString() : post.textContent)?.trim() ?? "";
  const before = box.value && !box.value.endsWith("\n") ? "\n\n" : "";
  insert(
    box,
    `${before}${text
      .slice(0, 1200)
      .replace(/\n{2,}/g, "\n")
      .replace(/^/gm, "> ")}\n\n`,
  );
});

// -- text and server ----------------------------------------------------------------------------------

/** Undoing takes it back as it takes back typing. @param {HTMLTextAreaElement} box @param {string} text */
function insert(box, text) {
  box.focus();
  if (!document.execCommand("insertText", false, text))
    box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

/** The cursor stays with the words it stands in. @param {HTMLTextAreaElement} box @param {string} old @param {string} text */
function replace(box, old, text) {
  const at = box.value.indexOf(old);
  if (at >= 0) box.setRangeText(text, at, at + old.length, "preserve");
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param {string} url @param {Record<string, string>} fields */
const post = (url, fields) => fetch(url, { method: "POST", body: new URLSearchParams(fields) });

/** @param {string} url */
async function get(url) {
  const answer = await fetch(url);
  return answer.json();
}
