// Tells that a result was opened, and remembers the search for the page one goes to, which asks whether it helped. The
// links are plain links: nothing here stands in the reader's way.

const results = document.querySelector("[data-search-results]");

/** @param {Event} event */
function tell({ target }) {
  const link = target instanceof Element ? target.closest("a[data-result]") : null;
  if (!(link instanceof HTMLAnchorElement) || !(results instanceof HTMLElement)) return;
  const { searchResults: search, question, yes, no, close } = results.dataset;
  if (!search) return;
  navigator.sendBeacon("/search/clicks", new URLSearchParams({ search, result: link.dataset.result ?? "" }));
  try {
    sessionStorage.setItem("search", JSON.stringify({ search, path: link.pathname, question, yes, no, close }));
  } catch {
    // no storage, no question
  }
}

results?.addEventListener("click", tell);
results?.addEventListener("auxclick", (event) => {
  if (event instanceof MouseEvent && event.button === 1) tell(event);
});
