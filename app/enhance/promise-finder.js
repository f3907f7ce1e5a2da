// What sounds like a promise in a message to the requester, told while it is typed: one press makes it one, with the date it
// names. The server does the reading, keeps nothing of it, and asks when the form is sent.

const LOOKS_AFTER_MS = 700;

/** @typedef {{ key: string, text: string, by: string, says: string, when: string }} Offer */

class PromiseFinder extends HTMLElement {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #asked = 0;
  #list = document.createElement("ul");

  connectedCallback() {
    const box = this.#box();
    if (!box || this.#list.isConnected) return;
    this.append(this.#list);
    box.addEventListener("input", () => this.#later());
    if (box.value !== "") this.#later();
  }

  #form() {
    return /** @type {HTMLFormElement} */ (this.closest("form"));
  }

  #box() {
    return /** @type {HTMLTextAreaElement | null} */ (this.#form()?.elements.namedItem("body"));
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), LOOKS_AFTER_MS);
  }

  async #look() {
    const asked = ++this.#asked;
    const body = new URLSearchParams({ body: this.#box()?.value ?? "" });
    const answer = await fetch("/staff/promise-findings", { method: "POST", body }).catch(() => null);
    if (!answer?.ok || asked !== this.#asked) return;
    this.#show((await answer.json()).promises);
  }

  /** @param {Offer[]} offers */
  #show(offers) {
    const typed = new Map([...this.#list.querySelectorAll("input")].map((input) => [input.dataset.key, input.value]));
    const rows = offers.map((offer) => this.#row(offer, typed.get(offer.key) ?? offer.by));
    this.#list.replaceChildren(...rows.filter((row) => row !== null));
  }

  /** @param {Offer} offer @param {string} by */
  #row(offer, by) {
    const decided = this.querySelector(`[data-decided="${offer.key}"]`);
    if (!decided && this.#form().elements.namedItem(`promised.${offer.key}`)) return null;
    const row = document.createElement("li");
    row.append(Object.assign(document.createElement("span"), { textContent: offer.says }));
    if (decided) row.append(...this.#standing(offer, decided));
    else row.append(...this.#choices(offer, by));
    return row;
  }

  /** @param {Offer} offer @param {string} until */
  #choices(offer, until) {
    const date = Object.assign(document.createElement("input"), {
      type: "datetime-local",
      className: "input moment",
      value: until,
      required: false,
    });
    date.dataset.key = offer.key;
    date.setAttribute("aria-label", offer.when);
    const make = () => {
      date.required = true;
      if (date.reportValidity()) this.#decide(offer, "make", date.value);
    };
    const by = document.createElement("label");
    by.append(`${this.dataset.by} `, date);
    return [
      by,
      this.#button(this.dataset.make ?? "", offer.text, make),
      this.#button(this.dataset.none ?? "", offer.text, () => this.#decide(offer, "none", date.value)),
    ];
  }

  /** @param {Offer} offer @param {Element} decided */
  #standing({ key, text }, decided) {
    const inputs = /** @type {HTMLInputElement[]} */ ([...decided.querySelectorAll("input")]);
    const isMade = inputs.some(({ value }) => value === "make");
    const by = inputs.find(({ name }) => name === `promisedBy.${key}`)?.value.replace("T", " ");
    const words = isMade ? `✓ ${this.dataset.made} ${by}` : `✓ ${this.dataset.none}`;
    const undo = () => {
      decided.remove();
      this.#look();
    };
    return [
      Object.assign(document.createElement("strong"), { textContent: words }),
      this.#button(this.dataset.undo ?? "", text, undo),
    ];
  }

  /** @param {Offer} offer @param {"make" | "none"} decision @param {string} by */
  #decide({ key, text }, decision, by) {
    const decided = document.createElement("div");
    decided.hidden = true;
    decided.dataset.decided = key;
    const fields = { promised: decision, promisedBy: by, promisedText: text };
    for (const [name, value] of Object.entries(fields))
      decided.append(Object.assign(document.createElement("input"), { type: "hidden", name: `${name}.${key}`, value }));
    this.append(decided);
    this.#look();
  }

  /** @param {string} words @param {string} about @param {() => void} press */
  #button(words, about, press) {
    const button = Object.assign(document.createElement("button"), {
      type: "button",
      className: "button button-small",
      textContent: words,
    });
    button.setAttribute("aria-label", `${words}: ${about}`);
    button.addEventListener("click", press);
    return button;
  }
}

customElements.define("promise-finder", PromiseFinder);
