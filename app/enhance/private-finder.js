// What looks private in a form, told while it is typed, and moved to a private field with one press: the text keeps a
// placeholder, the value goes along in a hidden field and into no draft. The server does the looking, keeps nothing of it,
// and looks again when the form is sent.

const AFTER_MS = 700;

/** @typedef {{ field: string, start: number, end: number, kind: string, key: string, says: string, text: string, mustMove: boolean }} Place */

class PrivateFinder extends HTMLElement {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #asked = 0;
  #list = document.createElement("ul");

  connectedCallback() {
    const form = this.closest("form");
    if (!form || this.#list.isConnected) return;
    this.append(this.#list);
    form.addEventListener("input", ({ target }) => {
      if (target instanceof HTMLElement && this.#boxes().includes(/** @type {HTMLInputElement} */ (target)))
        this.#later();
    });
    if (this.#boxes().some(({ value }) => value !== "")) this.#later();
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), AFTER_MS);
  }

  /** @returns {HTMLInputElement[]} */
  #boxes() {
    const { elements } = /** @type {HTMLFormElement} */ (this.closest("form"));
    const names = (this.dataset.fields ?? "").split(" ");
    return names.map((name) => /** @type {HTMLInputElement} */ (elements.namedItem(name))).filter(Boolean);
  }

  async #look() {
    const asked = ++this.#asked;
    const body = new URLSearchParams(this.#boxes().map(({ name, value }) => [name, value]));
    body.set("audience", this.dataset.audience ?? "");
    const answer = await fetch("/private-values/findings", { method: "POST", body }).catch(() => null);
    if (!answer?.ok || asked !== this.#asked) return;
    const { places, warnings } = await answer.json();
    this.#show(places, warnings);
  }

  /** @param {Place[]} places @param {string[]} warnings */
  #show(places, warnings) {
    const form = /** @type {HTMLFormElement} */ (this.closest("form"));
    const open = places.filter(({ key }) => !form.elements.namedItem(`settle.${key}`));
    const once = [...new Map(open.map((place) => [place.key, place])).values()];
    this.#list.replaceChildren(
      ...once.map((place) => this.#row(place)),
      ...warnings.map((words) => Object.assign(document.createElement("li"), { textContent: words })),
      ...this.#moved(form),
    );
  }

  /** @param {Place} place */
  #row(place) {
    const row = document.createElement("li");
    const words = Object.assign(document.createElement("span"), { textContent: place.says });
    row.append(
      words,
      this.#button(this.dataset.move ?? "", place.says, () => this.#move(place)),
    );
    if (place.mustMove) return row;
    const leave = () => {
      this.#hide(`settle.${place.key}`, "leave");
      this.#look();
    };
    row.append(this.#button(this.dataset.leave ?? "", place.says, leave));
    return row;
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

  /** @param {Place} place */
  #move({ kind, text }) {
    const boxes = this.#boxes();
    const numbers = boxes.flatMap(({ value }) =>
      [...value.matchAll(/\[private: \w+ (\d+)\]/g)].map(([, number]) => Number(number)),
    );
    const number = Math.max(0, ...numbers) + 1;
    this.#hide(`private.${number}`, `${kind} ${text}`);
    for (const box of boxes) change(box, box.value.replaceAll(text, `[private: ${kind} ${number}]`));
    this.#look();
  }

  /** @param {string} name @param {string} value */
  #hide(name, value) {
    this.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }

  /** What was moved, each with a way back. @param {HTMLFormElement} form */
  #moved(form) {
    const hidden = /** @type {HTMLInputElement[]} */ ([
      ...form.querySelectorAll('input[type="hidden"][name^="private."]'),
    ]);
    return hidden.map((input) => {
      const [, kind = "", value = ""] = /^(\w+) (.+)$/s.exec(input.value) ?? [];
      const placeholder = `[private: ${kind} ${input.name.slice("private.".length)}]`;
      const row = document.createElement("li");
      const words = `${placeholder} ${this.dataset.moved}`;
      const back = () => {
        for (const box of this.#boxes()) change(box, box.value.replaceAll(placeholder, value));
        input.remove();
        this.#look();
      };
      row.append(
        Object.assign(document.createElement("span"), { textContent: words }),
        this.#button(this.dataset.back ?? "", placeholder, back),
      );
      return row;
    });
  }
}

/** As if it had been typed: drafts and counts go by that. @param {HTMLInputElement} box @param {string} value */
function change(box, value) {
  if (box.value === value) return;
  box.value = value;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

customElements.define("private-finder", PrivateFinder);
