// The log of messages. Their HTML comes from the bot, already escaped.

import { say } from "./words.js";

const NEAR_END_PX = 120; // who is as near as that wants to see what comes
const AT_END_PX = 2; // and who is there stays there when the log shrinks

export class Log {
  #element;
  #learnerName = "";
  #isAtEnd = true;
  #height = 0; // as it was when it was last put right
  #drawn = new WeakMap(); // element -> the HTML it was given
  #news;

  /**
   * press(action, label, text) is called for a button that is pressed or a form that is sent,
   * edit(text) for code or a command that is to be changed; news tells of the tutor's messages.
   */
  constructor(element, press, edit, news) {
    this.#element = element;
    this.#news = news;
    element.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button?.classList.contains("copy")) copyCode(button);
      else if (button?.classList.contains("edit")) edit(codeBeside(button));
      else if (button?.dataset.command) edit(button.dataset.command);
      else if (button?.dataset.action) press(button.dataset.action, button.textContent, "");
    });
    element.addEventListener("submit", (event) => {
      event.preventDefault();
      const form = event.target;
      const label = form.querySelector("button").textContent;
      press(form.dataset.action, label, form.elements.text.value);
    });
    // Errors of pictures do not bubble: they are seen on their way down.
    element.addEventListener("error", (event) => sayExpired(event.target), true);
    element.addEventListener("scroll", () => {
      if (element.clientHeight === this.#height) this.#isAtEnd = this.#isNearEnd(AT_END_PX);
    });
    // The log shrinks while the message below it grows; its last words stay in view.
    new ResizeObserver(() => {
      if (this.#isAtEnd) this.#toEnd();
      this.#height = element.clientHeight;
      makeWideReachable(element);
    }).observe(element);
  }

  clear() {
    this.#element.replaceChildren();
  }

  get hasLearners() {
    return this.#element.querySelector(".learner") !== null;
  }

  /** Takes away a message that the bot does not take. */
  removeUnsent(id) {
    const element = document.getElementById(elementId(id));
    if (element?.querySelector(".unsent")) element.remove();
  }

  /** To the newest reply, for whoever goes by keyboard. */
  focusLatest() {
    const replies = this.#element.querySelectorAll(".tutor");
    const latest = replies[replies.length - 1] ?? this.#element;
    latest.tabIndex = -1;
    latest.focus();
  }

  /** Makes the log show exactly these messages, touching only what differs. */
  redraw(learnerName, messages) {
    this.#learnerName = learnerName;
    const log = this.#element;
    const wasAtEnd = this.#isNearEnd();
    const ids = new Set(messages.map((message) => elementId(message.id)));
    const wasEmpty = log.childElementCount === 0; // an old conversation is not read out again
    for (const child of [...log.children]) {
      if (!ids.has(child.id)) child.remove();
    }
    messages.forEach((message, index) => {
      const drawn = this.#draw(message, !wasEmpty);
      if (log.children[index] !== drawn) log.insertBefore(drawn, log.children[index] ?? null);
    });
    makeWideReachable(log);
    if (wasAtEnd) this.#toEnd();
  }

  show(message) {
    const atEnd = this.#isNearEnd();
    const isNew = !document.getElementById(elementId(message.id));
    const drawn = this.#draw(message, true);
    if (isNew) this.#element.append(drawn);
    makeWideReachable(drawn);
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
    note.className = "note unsent";
    note.textContent = say("unsent");
    const html = words.outerHTML + note.outerHTML;
    this.show({ id, author: "learner", language: "", html, pending: false });
  }

  #draw(message, isNews) {
    let element = document.getElementById(elementId(message.id));
    if (!element) {
      element = document.createElement("article");
      element.id = elementId(message.id);
      element.className = `message ${message.author}`;
    }
    element.lang = message.language;
    element.setAttribute("aria-label", message.author === "tutor" ? "Tensei" : this.#learnerName);
    const html = message.html + (message.pending ? progress(message.html === "") : "");
    if (this.#drawn.get(element) !== html) {
      element.innerHTML = html;
      nameContents(element);
      this.#drawn.set(element, html);
      if (isNews && message.author === "tutor") this.#news.tell(element);
    }
    element.setAttribute("aria-busy", String(message.pending));
    return element;
  }

  #isNearEnd(pixels = NEAR_END_PX) {
    const log = this.#element;
    return log.scrollHeight - log.scrollTop - log.clientHeight < pixels;
  }

  #toEnd() {
    this.#element.scrollTop = this.#element.scrollHeight;
    this.#isAtEnd = true;
  }

  /** To the end, but never past the beginning of what was asked: replies are read from the top. */
  #bringIntoView(element) {
    const log = this.#element;
    const before = element.previousElementSibling;
    const start = before?.classList.contains("learner") && element.classList.contains("tutor")
      ? before : element;
    const top = start.offsetTop - log.offsetTop - 16;
    log.scrollTop = Math.min(top, log.scrollHeight - log.clientHeight);
    this.#isAtEnd = this.#isNearEnd(AT_END_PX);
  }
}

/** Pictures and files come from addresses of their own, with what this page was let in by. */
function nameContents(within) {
  for (const each of within.querySelectorAll("[data-content]")) {
    each[each.tagName === "IMG" ? "src" : "href"] =
      `/content/${each.dataset.content}${location.search}`;
  }
}

/** A picture that is not kept any more: its words stay. */
function sayExpired(picture) {
  if (picture.tagName !== "IMG" || !picture.dataset.content) return;
  const note = document.createElement("p");
  note.className = "note";
  note.textContent = `${picture.alt} (${say("picture-expired")})`;
  picture.replaceWith(note);
}

/** What scrolls by itself can be scrolled by keyboard; what does not is no stop on the way. */
function makeWideReachable(within) {
  for (const each of within.querySelectorAll("pre, .table, .prose table")) {
    const scrolls = each.scrollWidth > each.clientWidth || each.scrollHeight > each.clientHeight;
    if (scrolls) each.tabIndex = 0;
    else each.removeAttribute("tabindex");
  }
}

const codeBeside = (button) => button.closest("figure").querySelector("code").textContent;

const elementId = (id) => `message-${id}`;

function progress(saysWhat) {
  const label = document.createElement("span");
  label.textContent = say("working");
  label.className = saysWhat ? "" : "unseen";
  return `<p class="progress"><span class="dots" aria-hidden="true"></span>${label.outerHTML}</p>`;
}

async function copyCode(button) {
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(codeBeside(button));
    button.textContent = say("copied");
  } catch { // there is none for a page from another machine
    button.textContent = say(copySelected(button) ? "copied" : "not-copied");
  }
  setTimeout(() => { button.textContent = label; }, 1600);
}

/** The code stays selected, so that Ctrl+C has it where even this is not allowed. */
function copySelected(button) {
  getSelection().selectAllChildren(button.closest("figure").querySelector("code"));
  return document.execCommand("copy");
}
