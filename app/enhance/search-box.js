// Suggestions below a search field while one types: a combobox as WAI-ARIA describes it. Loaded when the field is first
// gone to; without it the field is a plain form.

const WAIT_MS = 120;
const SHORTEST = 2;

/** @typedef {{ href: string, title: string, kind: string }} Suggestion */

class SearchBox {
  /** @param {HTMLInputElement} input */
  constructor(input) {
    this.input = input;
    this.active = -1;
    /** @type {AbortController | undefined} */
    this.asking = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.list = document.createElement("ul");
    this.status = document.createElement("span");
    this.build();
    this.listen();
  }

  build() {
    const { input, list, status } = this;
    Object.assign(list, { id: `${input.id}-suggestions`, hidden: true, className: "search-suggestions" });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.dataset.search ?? "");
    status.className = "unseen";
    status.setAttribute("role", "status");
    input.after(list, status);
    const states = {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": list.id,
    };
    for (const [name, value] of Object.entries(states)) input.setAttribute(name, value);
  }

  listen() {
    const { input, list } = this;
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    // or the field would lose the focus, and the list with it, before the press is done
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => this.choose(optionOf(event.target), event.ctrlKey || event.metaKey));
  }

  /** Asks once the typing rests; whatever was asked before is of no use any more. */
  later() {
    clearTimeout(this.timer);
    this.asking?.abort();
    if (this.input.value.trim().length < SHORTEST) return this.close();
    this.timer = setTimeout(() => this.ask(), WAIT_MS);
  }

  async ask() {
    const asking = new AbortController();
    this.asking = asking;
    const address = `/search/suggestions?${new URLSearchParams({ q: this.input.value.slice(0, 200) })}`;
    try {
      const answer = await fetch(address, { signal: asking.signal, headers: { Accept: "application/json" } });
      if (answer.ok) this.show(await answer.json());
      else this.close();
    } catch {
      if (!asking.signal.aborted) this.close(); // offline: the form still says so
    }
  }

  /** @param {{ suggestions: Suggestion[], status: string }} answer */
  show({ suggestions, status }) {
    if (document.activeElement !== this.input) return;
    this.active = -1;
    this.list.replaceChildren(...suggestions.map((suggestion, at) => this.option(suggestion, at)));
    this.open(suggestions.length > 0);
    this.status.textContent = status;
  }

  /**
   * @param {Suggestion} suggestion
   * @param {number} at
   */
  option({ href, title, kind }, at) {
    const option = document.createElement("li");
    Object.assign(option, { id: `${this.list.id}-${at}`, dir: "auto" });
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.href = href;
    option.append(textIn("suggestion-title", title), textIn("suggestion-kind", kind));
    return option;
  }

  /** @param {boolean} is */
  open(is) {
    this.list.hidden = !is;
    this.input.setAttribute("aria-expanded", String(is));
    if (!is) this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.active = -1;
    this.status.textContent = "";
    this.open(false);
  }

  get options() {
    return /** @type {HTMLElement[]} */ ([...this.list.children]);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) return this.move(event, step);
    if (this.list.hidden) return;
    if (event.key === "Escape") {
      event.preventDefault(); // once closes the list; twice empties the field, as ever
      event.stopPropagation();
      this.close();
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      this.choose(this.options[this.active], event.ctrlKey || event.metaKey);
    }
  }

  /**
   * From the field to the first or the last, and beyond those back to the field.
   * @param {KeyboardEvent} event
   * @param {1 | -1} step
   */
  move(event, step) {
    if (this.list.hidden) {
      if (step === 1) this.later();
      return;
    }
    event.preventDefault();
    const { options } = this;
    const places = options.length + 1;
    this.active = ((this.active + 1 + step + places) % places) - 1;
    options.forEach((option, at) => {
      option.setAttribute("aria-selected", String(at === this.active));
    });
    const option = options[this.active];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  /**
   * @param {HTMLElement | null | undefined} option
   * @param {boolean} isAside
   */
  choose(option, isAside) {
    const href = option?.dataset.href;
    if (!href) return;
    if (isAside) open(href, "_blank", "noopener");
    else location.assign(href);
  }
}

/** @param {EventTarget | null} target */
const optionOf = (target) => (target instanceof Element ? target.closest(/** @type {"li"} */ ("[data-href]")) : null);

/**
 * @param {string} className
 * @param {string} text
 */
function textIn(className, text) {
  const part = document.createElement("span");
  part.className = className;
  part.textContent = text;
  return part;
}

const boxes = new WeakSet();

/**
 * Gives a search field its suggestions, once.
 * @param {HTMLInputElement} input
 */
export function attach(input) {
  if (boxes.has(input)) return;
  boxes.add(input);
  const box = new SearchBox(input);
  if (input.value !== input.defaultValue) box.later(); // typed while this was on its way
}
