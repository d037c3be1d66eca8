// The log of messages. Their HTML comes from the bot, already escaped.

import { say } from "./words.js";

const NEAR_END_PX = 120;

export class Log {
  #element;
  #learnerName = "";
  #isAtEnd = true;
  #drawn = new WeakMap(); // element -> the HTML it was given

  /** press(action, label, text) is called for a button that is pressed or a form that is sent. */
  constructor(element, press) {
    this.#element = element;
    element.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button?.classList.contains("copy")) copyCode(button);
      else if (button?.dataset.action) press(button.dataset.action, button.textContent, "");
    });
    element.addEventListener("submit", (event) => {
      event.preventDefault();
      const form = event.target;
      const label = form.querySelector("button").textContent;
      press(form.dataset.action, label, form.elements.text.value);
    });
    element.addEventListener("scroll", () => { this.#isAtEnd = this.#isNearEnd(); });
    // The log shrinks while the message below it grows; its last words stay in view.
    new ResizeObserver(() => { if (this.#isAtEnd) this.#toEnd(); }).observe(element);
  }

  clear() {
    this.#element.replaceChildren();
  }

  /** Makes the log show exactly these messages, touching only what differs. */
  redraw(learnerName, messages) {
    this.#learnerName = learnerName;
    const log = this.#element;
    const wasAtEnd = this.#isNearEnd();
    const ids = new Set(messages.map((message) => elementId(message.id)));
    log.setAttribute("aria-busy", "true"); // an old conversation is not read out again
    for (const child of [...log.children]) {
      if (!ids.has(child.id)) child.remove();
    }
    messages.forEach((message, index) => {
      const drawn = this.#draw(message);
      if (log.children[index] !== drawn) log.insertBefore(drawn, log.children[index] ?? null);
    });
    log.removeAttribute("aria-busy");
    if (wasAtEnd) this.#toEnd();
  }

  show(message) {
    const atEnd = this.#isNearEnd();
    const isNew = !document.getElementById(elementId(message.id));
    const drawn = this.#draw(message);
    if (isNew) this.#element.append(drawn);
    if (!isNew && drawn !== this.#element.lastElementChild) {
      if (atEnd) this.#toEnd(); // what is being read stays
    } else if (message.author === "learner" || atEnd) {
      this.#bringIntoView(drawn);
    }
  }

  /** A message that has not reached the bot yet. */
  showUnsent(id, text) {
    if (document.getElementById(elementId(id))) return;
    const words = document.createElement("p");
    words.className = "words";
    words.textContent = text;
    const note = document.createElement("p");
    note.className = "note";
    note.textContent = say("unsent");
    this.show({ id, author: "learner", html: words.outerHTML + note.outerHTML, pending: false });
  }

  #draw(message) {
    let element = document.getElementById(elementId(message.id));
    if (!element) {
      element = document.createElement("article");
      element.id = elementId(message.id);
      element.className = `message ${message.author}`;
    }
    element.setAttribute("aria-label", message.author === "tutor" ? "Tensei" : this.#learnerName);
    const html = message.html + (message.pending ? progress(message.html === "") : "");
    if (this.#drawn.get(element) !== html) {
      element.innerHTML = html;
      this.#drawn.set(element, html);
    }
    element.setAttribute("aria-busy", String(message.pending));
    return element;
  }

  #isNearEnd() {
    const log = this.#element;
    return log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END_PX;
  }

  #toEnd() {
    this.#element.scrollTop = this.#element.scrollHeight;
  }

  /** To the end, but never past the beginning of what was asked: replies are read from the top. */
  #bringIntoView(element) {
    const log = this.#element;
    const before = element.previousElementSibling;
    const start = before?.classList.contains("learner") && element.classList.contains("tutor")
      ? before : element;
    const top = start.offsetTop - log.offsetTop - 16;
    log.scrollTop = Math.min(top, log.scrollHeight - log.clientHeight);
  }
}

const elementId = (id) => `message-${id}`;

function progress(saysWhat) {
  const label = document.createElement("span");
  label.textContent = say("working");
  label.className = saysWhat ? "" : "unseen";
  return `<p class="progress"><span class="dots" aria-hidden="true"></span>${label.outerHTML}</p>`;
}

async function copyCode(button) {
  const label = button.textContent;
  const code = button.closest("figure").querySelector("code").textContent;
  try {
    await navigator.clipboard.writeText(code);
    button.textContent = say("copied");
  } catch {
    button.textContent = say("not-copied");
  }
  setTimeout(() => { button.textContent = label; }, 1600);
}
