// On the page that a search led to: asks whether it helped, once, at the foot of the window. The words came along from the
// results in the reader's language.

/** @param {string} text */
function buttonOf(text) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "button button-quiet button-small", textContent: text });
  return button;
}

/** @param {Record<"search" | "path" | "question" | "yes" | "no" | "close", string>} kept */
function ask({ search, question, yes, no, close }) {
  const bar = document.createElement("section");
  bar.className = "search-arrival";
  bar.setAttribute("aria-label", question);
  const text = document.createElement("p");
  text.textContent = question;
  const buttons = [yes, no].map((label, at) => {
    const button = buttonOf(label);
    button.addEventListener("click", () => {
      navigator.sendBeacon("/search/verdict", new URLSearchParams({ search, is: at === 0 ? "yes" : "no" }));
      bar.remove();
    });
    return button;
  });
  const away = buttonOf("×");
  away.setAttribute("aria-label", close);
  away.addEventListener("click", () => bar.remove());
  bar.append(text, ...buttons, away);
  document.querySelector("main")?.append(bar);
}

const text = sessionStorage.getItem("search");
if (text) {
  const kept = JSON.parse(text);
  if (kept.path === location.pathname) {
    sessionStorage.removeItem("search");
    ask(kept);
  }
}
