// The log of messages. Their HTML is rendered and escaped by the bot.

import { say } from "./words.js";

const NEAR_END_PX = 120; // within this distance, new messages are scrolled into view
const AT_END_PX = 2; // within this distance, the log stays at its end when it shrinks

export class Log {
  #element;
  #learnerName = "";
  #isAtEnd = true;
  #height = 0; // at the last resize
  #drawn = new WeakMap(); // element -> its HTML as received
  #news;
  #pressed = null; // the button that was clicked last

  /**
   * press(action, label, text, message) is called when a button is pressed or a form is submitted;
   * message is the id of the message that the reply takes the place of, or empty.
   * edit(text) for code or a command to be edited; news announces the tutor's messages.
   */
  constructor(element, press, edit, news) {
    this.#element = element;
    this.#news = news;
    element.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      const isRepeated = event.detail > 1 && button === this.#pressed; // a double click
      this.#pressed = button;
      if (isRepeated && !button?.matches(".copy, .edit")) event.preventDefault();
      else if (button?.classList.contains("copy")) copyCode(button);
      else if (button?.classList.contains("edit")) edit(button.closest("figure").dataset.edit ?? codeBeside(button));
      else if (button?.dataset.command) edit(button.dataset.command);
      else if (button?.dataset.action) {
        openOutput(button);
        press(button.dataset.action, button.textContent, "", turned(button));
      }
    });
    element.addEventListener("submit", (event) => {
      event.preventDefault();
      const form = event.target;
      const label = form.querySelector("button").textContent;
      press(form.dataset.action, label, filledIn(form), turned(form));
    });
    // Error events of pictures do not bubble, so they are handled in the capture phase.
    element.addEventListener("error", (event) => showExpired(event.target), true);
    element.addEventListener("scroll", () => {
      if (element.clientHeight === this.#height) this.#isAtEnd = this.#isNearEnd(AT_END_PX);
    });
    // The log shrinks while the message box grows; its end stays in view.
    new ResizeObserver(() => {
      if (this.#isAtEnd) this.#toEnd();
      this.#height = element.clientHeight;
      makeScrollablesFocusable(element);
    }).observe(element);
  }

  clear() {
    this.#element.replaceChildren();
  }

  get hasLearners() {
    return this.#element.querySelector(".learner") !== null;
  }

  /** Removes a message that the bot has refused. */
  removeUnsent(id) {
    const element = document.getElementById(elementId(id));
    if (element?.querySelector(".unsent")) element.remove();
  }

  /** Focuses the newest reply, for keyboard users. */
  focusLatest() {
    const replies = this.#element.querySelectorAll(".tutor");
    const latest = replies[replies.length - 1] ?? this.#element;
    latest.tabIndex = -1;
    latest.focus();
  }

  /** Makes the log show exactly these messages, changing only what differs. */
  redraw(learnerName, messages) {
    this.#learnerName = learnerName;
    const log = this.#element;
    const wasAtEnd = this.#isNearEnd();
    const ids = new Set(messages.map((message) => elementId(message.id)));
    const wasEmpty = log.childElementCount === 0; // an old conversation is not announced again
    for (const child of [...log.children]) {
      if (!ids.has(child.id)) child.remove();
    }
    messages.forEach((message, index) => {
      const drawn = this.#draw(message, !wasEmpty);
      if (log.children[index] !== drawn) log.insertBefore(drawn, log.children[index] ?? null);
    });
    makeScrollablesFocusable(log);
    if (wasAtEnd) this.#toEnd();
  }

  show(message) {
    const atEnd = this.#isNearEnd();
    const isNew = !document.getElementById(elementId(message.id));
    const hadFocus = !isNew && document.getElementById(elementId(message.id)).contains(document.activeElement);
    const drawn = this.#draw(message, true);
    if (isNew) this.#element.append(drawn);
    if (hadFocus && !drawn.contains(document.activeElement)) { // the focused button was replaced
      drawn.tabIndex = -1;
      drawn.focus({ preventScroll: true });
      drawn.scrollIntoView({ block: "nearest" });
    }
    makeScrollablesFocusable(drawn);
    if (!isNew && drawn !== this.#element.lastElementChild) {
      if (atEnd) this.#toEnd(); // do not move what is being read
    } else if (message.author === "learner" || atEnd) {
      this.#bringIntoView(drawn);
    }
  }

  /** Shows a message that has not reached the bot yet. */
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
      setContentUrls(element);
      showOwnTimes(element);
      this.#drawn.set(element, html);
      if (isNews && message.author === "tutor") this.#news.announce(element);
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

  /** Scrolls to the end, but not past the learner's message: replies are read from the top. */
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

/** Sets the URLs of pictures and files, with the page's token if it is in the URL. */
function setContentUrls(within) {
  for (const each of within.querySelectorAll("[data-content]")) {
    each[each.tagName === "IMG" ? "src" : "href"] =
      `/content/${each.dataset.content}${location.search}`;
  }
}

/** Shows moments in the time zone of the browser, which is the reader's. */
function showOwnTimes(within) {
  for (const each of within.querySelectorAll("time[data-style]")) {
    const date = each.dataset.style === "moment" ? { dateStyle: "long" } : {};
    const format = new Intl.DateTimeFormat(within.lang || undefined, { ...date, timeStyle: "short" });
    each.textContent = format.format(new Date(each.dateTime));
  }
}

/** Replaces a picture that is no longer stored by its description. */
function showExpired(picture) {
  if (picture.tagName !== "IMG" || !picture.dataset.content) return;
  const note = document.createElement("p");
  note.className = "note";
  note.textContent = `${picture.alt} (${say("picture-expired")})`;
  picture.replaceWith(note);
}

/** Makes elements focusable if they scroll, so that the keyboard can scroll them. */
function makeScrollablesFocusable(within) {
  for (const each of within.querySelectorAll("pre, .table, .prose table")) {
    const scrolls = each.scrollWidth > each.clientWidth || each.scrollHeight > each.clientHeight;
    if (scrolls) each.tabIndex = 0;
    else each.removeAttribute("tabindex");
  }
}

const codeBeside = (button) => button.closest("figure").querySelector("code").textContent;

/** Opens the output that a lesson shows for the code that the button runs. */
function openOutput(button) {
  const before = button.closest(".buttons")?.previousElementSibling;
  if (before?.matches(".awaits-run")) before.open = true;
}

const ID_PREFIX = "message-";
const elementId = (id) => ID_PREFIX + id;

/** Returns the id of the message whose place the reply to a control takes; empty for a new one. */
function turned(control) {
  if (control.dataset.turns === undefined) return "";
  return control.closest("article").id.slice(ID_PREFIX.length);
}

/** Returns what a form has to send; of checkboxes, all values that are chosen, with spaces. */
function filledIn(form) {
  if (!form.querySelector("[type=checkbox]")) return form.elements.text.value;
  return new FormData(form).getAll("text").join(" ");
}

function progress(isVisible) {
  const label = document.createElement("span");
  label.textContent = say("working");
  label.className = isVisible ? "" : "unseen";
  return `<p class="progress"><span class="dots" aria-hidden="true"></span>${label.outerHTML}</p>`;
}

async function copyCode(button) {
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(codeBeside(button));
    button.textContent = say("copied");
  } catch { // no clipboard API without a secure context
    button.textContent = say(copySelected(button) ? "copied" : "not-copied");
  }
  setTimeout(() => { button.textContent = label; }, 1600);
}

/** Copies without the clipboard API. The code stays selected, so that Ctrl+C works at least. */
function copySelected(button) {
  getSelection().selectAllChildren(button.closest("figure").querySelector("code"));
  return document.execCommand("copy");
}
