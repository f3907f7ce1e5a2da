// Small comforts for pages that work without them. Served as it is: no bundler, no framework, nothing inline.

const { dataset } = document.querySelector("script[data-enhance]") ?? { dataset: {} };

/** Times that keep themselves right, and the bar above a Markdown box, only where there is one. */
function defineElements() {
  if (document.querySelector("relative-time")) import(dataset.relativeTime);
  if (document.querySelector("markdown-toolbar")) import(dataset.markdownToolbar);
}

/** A press elsewhere or Escape closes an open menu, as everybody expects of one. */
function closeMenus() {
  const open = () => document.querySelectorAll("details[data-menu][open]");
  document.addEventListener("click", ({ target }) => {
    for (const menu of open()) if (!menu.contains(target)) menu.open = false;
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
}

/** "/" goes to the search, except while something is being typed. */
function searchKey() {
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
    const field = document.querySelector("[data-search]");
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}

/** A second press while a form is on its way sends nothing twice; coming back by the browser's button frees it. */
function sendOnce() {
  let sent = new WeakSet();
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method !== "post") return;
    if (sent.has(event.target)) event.preventDefault();
    sent.add(event.target);
    setTimeout((form) => sent.delete(form), 8000, event.target);
  });
  addEventListener("pageshow", () => {
    sent = new WeakSet();
  });
}

/** The server writes times in this zone from the next page on. */
function rememberZone() {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  if (!timeZone || document.cookie.includes(`tz=${encodeURIComponent(timeZone)}`)) return;
  fetch("/preferences", { method: "POST", body: new URLSearchParams({ tz: timeZone }), redirect: "manual" });
}

/** Code that is wider than the page can be scrolled by keys, too; code that isn't gets no stop of its own. */
function reachCode() {
  for (const code of document.querySelectorAll("pre")) if (code.scrollWidth > code.clientWidth) code.tabIndex = 0;
}

/** What is wrong with a form is where reading goes on. */
function focusProblem() {
  document.querySelector("[data-focus]")?.focus();
}

defineElements();
closeMenus();
searchKey();
sendOnce();
rememberZone();
reachCode();
focusProblem();
