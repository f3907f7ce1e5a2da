// Small comforts for pages that work without them. Served as it is: no bundler, no framework, nothing inline.

/** Times that keep themselves right, and the bar above a Markdown box, only where there is one. */
function defineElements() {
  const script = document.querySelector("script[data-enhance]");
  if (!(script instanceof HTMLElement)) return;
  const { relativeTime, markdownToolbar, livePage } = script.dataset;
  if (relativeTime && document.querySelector("relative-time")) import(relativeTime);
  if (markdownToolbar && document.querySelector("markdown-toolbar")) import(markdownToolbar);
  const editor = document.querySelector("[data-editor]");
  if (editor instanceof HTMLElement && editor.dataset.editor) import(editor.dataset.editor);
  const reply = document.querySelector("[data-reply-draft]");
  if (reply instanceof HTMLElement && reply.dataset.replyDraft) import(reply.dataset.replyDraft);
  const finder = document.querySelector("[data-private-finder]");
  if (finder instanceof HTMLElement && finder.dataset.privateFinder) import(finder.dataset.privateFinder);
  const promises = document.querySelector("[data-promise-finder]");
  if (promises instanceof HTMLElement && promises.dataset.promiseFinder) import(promises.dataset.promiseFinder);
  const reading = document.querySelector("[data-reading]");
  if (reading instanceof HTMLElement && reading.dataset.reading) import(reading.dataset.reading);
  const bell = document.querySelector("[data-bell]");
  if (bell instanceof HTMLElement && bell.dataset.bell) import(bell.dataset.bell);
  if (livePage && document.querySelector("[data-live]")) import(livePage);
}

/** Suggestions come with the first visit to a search field; the question whether a search helped, to whoever came from one. */
function searchComforts() {
  const script = document.querySelector("script[data-enhance]");
  if (!(script instanceof HTMLElement)) return;
  const { searchBox, searchArrival } = script.dataset;
  /** @param {EventTarget | null} target */
  const attach = (target) => {
    if (searchBox && target instanceof HTMLInputElement && target.matches("[data-search]"))
      import(searchBox).then((box) => box.attach(target));
  };
  document.addEventListener("focusin", ({ target }) => attach(target));
  attach(document.activeElement);
  try {
    if (searchArrival && sessionStorage.getItem("search")) import(searchArrival);
  } catch {
    // storage is closed to us: then nothing was kept
  }
}

/** A press elsewhere or Escape closes an open menu, as everybody expects of one. */
function closeMenus() {
  document.addEventListener("click", ({ target }) => {
    for (const menu of openMenus()) if (!menu.contains(/** @type {Node} */ (target))) menu.open = false;
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    for (const menu of openMenus()) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
}

/** @returns {Iterable<HTMLDetailsElement>} */
const openMenus = () => document.querySelectorAll("details[data-menu][open]");

/** "/" goes to the search, except while something is being typed. */
function searchKey() {
  document.addEventListener("keydown", (event) => {
    const field = document.querySelector("[data-search]");
    if (event.key !== "/" || hasModifier(event) || isTyping(event.target) || !(field instanceof HTMLInputElement))
      return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}

/** @param {KeyboardEvent} event */
const hasModifier = (event) => event.ctrlKey || event.metaKey || event.altKey;

/** @param {EventTarget | null} target */
const isTyping = (target) => target instanceof Element && target.closest("input, textarea, select, [contenteditable]");

/** A second press while a form is on its way sends nothing twice; coming back by the browser's button frees it. */
function sendOnce() {
  let sent = new WeakSet();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== "post") return;
    if (event.submitter?.getAttribute("formtarget") === "_blank") return; // this page stays as it is
    // Buttons outside their form share it, and each is a press of its own.
    const { submitter } = event;
    const press = submitter?.hasAttribute("formaction") && !form.contains(submitter) ? submitter : form;
    if (sent.has(press)) return event.preventDefault();
    // What React sends itself is no journey to another page, and React has had its say only after us.
    setTimeout(() => event.defaultPrevented || sent.add(press));
    setTimeout(() => sent.delete(press), 8000);
  });
  addEventListener("pageshow", () => {
    sent = new WeakSet();
  });
}

/** Buttons that copy something beside them; there is none where nothing can be copied. */
function copyButtons() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("button[data-copy]"))
    if (button instanceof HTMLElement) button.hidden = false;
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("button[data-copy]") : null;
    if (!(button instanceof HTMLElement)) return;
    navigator.clipboard.writeText(button.dataset.copy ?? "").then(() => {
      button.textContent = button.dataset.copied ?? "";
    });
  });
}

/** The server writes times in this zone from the next page on. */
function rememberZone() {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  if (!timeZone || document.cookie.includes(`tz=${encodeURIComponent(timeZone)}`)) return;
  fetch("/preferences", { method: "POST", body: new URLSearchParams({ tz: timeZone }), redirect: "manual" });
}

/** What is wrong with a form is where reading goes on. */
function focusProblem() {
  const problem = document.querySelector("[data-focus]");
  if (problem instanceof HTMLElement) problem.focus();
}

defineElements();
document.addEventListener("exchanged", defineElements); // a live page has got something new
searchComforts();
closeMenus();
searchKey();
sendOnce();
copyButtons();
rememberZone();
focusProblem();
