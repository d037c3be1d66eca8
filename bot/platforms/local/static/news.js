// Says what is new in the log to those who hear the page: each thing once, and not too much of it.

const LONGEST = 300; // characters; the rest is read where it stands
const KEPT = 3;

export class News {
  #element;

  /** element: a polite live region that nobody sees. */
  constructor(element) {
    this.#element = element;
  }

  tell(article) {
    const text = summary(article);
    if (!text) return;
    const line = document.createElement("p");
    line.lang = article.lang;
    line.textContent = `${article.getAttribute("aria-label")}: ${text}`;
    this.#element.append(line);
    while (this.#element.children.length > KEPT) this.#element.firstElementChild.remove();
  }
}

/** The beginning of a message in words: no tables, and no names of buttons. */
function summary(article) {
  const parts = article.querySelectorAll(
    ".prose > :not(.code, table), figcaption, pre code, .picture, .form label > span");
  const whole = [...parts].map((part) => part.alt ?? part.textContent.trim()).filter(Boolean).join(" ");
  return whole.length > LONGEST ? `${whole.slice(0, LONGEST)}…` : whole;
}
