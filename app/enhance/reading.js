// Who comes back to a long talk finds what is new there, or where they stopped reading it. How far somebody has read is
// kept in their browser alone: for visitors as well, and told to nobody. Without this there are pages, as before.

const KEY = "read";
const TALKS_MAX = 200;
/** A reply counts as read once so much of the window is below its beginning. */
const READ_BELOW = "-40%";

/** How many replies there were, and, read as it was said, the place of the last one read. @typedef {[number, number]} Read */

const note = /** @type {HTMLElement} */ (document.querySelector("[data-reading]"));
const { thread = "", replies = "0", order } = note.dataset;
const count = Number(replies);
/** Storage may be closed to us: then nothing is kept, and nothing else goes wrong. @type {Map<string, Read>} */
let talks = new Map();

function load() {
  try {
    talks = new Map(JSON.parse(localStorage.getItem(KEY) ?? "[]"));
  } catch {
    talks = new Map();
  }
}

/** The talk read last stands last; the oldest are forgotten. @param {Read} read */
function keep(read) {
  load(); // another tab may have written meanwhile
  talks.delete(thread);
  talks.set(thread, read);
  try {
    localStorage.setItem(KEY, JSON.stringify([...talks].slice(-TALKS_MAX)));
  } catch {
    // as above
  }
}

/** @param {number} after @param {string} words */
function lead(after, words) {
  const link = document.createElement("a");
  link.href = `/threads/${thread}?sort=oldest&after=0.${after}#replies`;
  link.textContent = words;
  note.replaceChildren(link);
  note.hidden = false;
}

load();
const [known, place] = talks.get(thread) ?? [count, 0];
const fresh = count - known;
// The question has the first place, so the last reply known stands one further than their number.
if (fresh > 0) lead(known + 1, (note.dataset.new ?? "").replace("#", String(fresh)));
else if (place > 2 && place <= count && !location.search) lead(place - 1, note.dataset.go ?? "");

let read = place;
keep([count, read]);

if (order === "oldest") {
  const watch = new IntersectionObserver(
    (seen) => {
      const places = seen
        .filter((one) => one.isIntersecting)
        .map(({ target }) => Number(target.getAttribute("data-place")));
      if (Math.max(...places, 0) <= read) return;
      read = Math.max(...places);
      keep([count, read]);
    },
    { rootMargin: `0px 0px ${READ_BELOW} 0px` },
  );
  for (const reply of document.querySelectorAll("article[data-place]")) watch.observe(reply);
}

export {}; // a module: its names are its own
