// Announces new messages of the log to screen readers, each once and shortened.

const LONGEST = 300; // characters; the rest can be read in the log
const KEPT = 3; // announcements in the live region

export class News {
  #element;

  /** element: a polite live region, visually hidden. */
  constructor(element) {
    this.#element = element;
  }

  announce(article) {
    const text = summary(article);
    if (!text) return;
    const line = document.createElement("p");
    line.lang = article.lang;
    line.textContent = `${article.getAttribute("aria-label")}: ${text}`;
    this.#element.append(line);
    while (this.#element.children.length > KEPT) this.#element.firstElementChild.remove();
  }
}

/** The beginning of a message as text, without tables and button labels. */
function summary(article) {
  const parts = article.querySelectorAll(
    ".prose > :not(.code, table), figcaption, pre code, .picture, .form label > span");
  const whole = [...parts].map((part) => part.alt ?? part.textContent.trim()).filter(Boolean).join(" ");
  return whole.length > LONGEST ? `${whole.slice(0, LONGEST)}…` : whole;
}
