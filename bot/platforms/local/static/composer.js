// The message box: Enter sends, unless code is being typed line by line.

import * as typing from "./typing.js";
import { say } from "./words.js";

const DRAFT = "tensei-draft:";
const CTRL = navigator.userAgent.includes("Mac") ? "⌘" : "Ctrl";

export class Composer {
  #input;
  #keys;
  #palette;
  #send;
  #learner = undefined; // not known yet
  #lastSent = "";
  #lines = 1;
  #isPasted = false; // and not changed since
  #beginsLine = false;
  #isLeaving = false; // Escape was pressed, after which Tab moves the focus

  /** keys: the element for hints on keys; send(text) returns whether the text was accepted. */
  constructor(form, input, keys, palette, send) {
    this.#input = input;
    this.#keys = keys;
    this.#palette = palette;
    this.#send = send;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    input.addEventListener("input", (event) => this.#changed(event));
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("blur", () => {
      this.#isLeaving = false;
      palette.close();
    });
    document.addEventListener("selectionchange", () => this.#showKeyHints());
    document.addEventListener("keydown", (event) => this.#typedElsewhere(event));
  }

  /** Restores the draft of that learner. */
  belongsTo(learner) {
    this.#showKeyHints(); // the language may have changed
    if (learner === this.#learner) return;
    const typedEarly = this.#learner === undefined && this.#input.value !== "";
    this.#learner = learner;
    this.#fill(typedEarly ? this.#input.value : sessionStorage.getItem(this.#draftKey()) ?? "");
  }

  /** Starts a command, as if "/" had been typed. */
  beginCommand() {
    this.#fill(this.#input.value === "/" ? "" : "/");
    this.#input.focus();
    this.#palette.refresh();
  }

  /** Replaces the text of the box, to be changed and sent; this can be undone. */
  edit(text) {
    typing.replaceAll(this.#input, text);
    typing.selectGap(this.#input);
    this.#isPasted = false;
    this.#showKeyHints();
    this.#input.scrollIntoView({ block: "nearest" });
  }

  get isEmpty() {
    return this.#input.value === "";
  }

  focus() {
    this.#input.focus();
  }

  #key(event) {
    // While an input method composes, Enter only confirms its conversion.
    if (event.isComposing || event.keyCode === 229) return;
    const isTaken = this.#palette.takesKey(event) || this.#takesKey(event);
    if (isTaken) event.preventDefault();
    this.#isLeaving = event.key === "Escape" || (this.#isLeaving && event.key === "Shift");
  }

  #takesKey(event) {
    const input = this.#input;
    switch (event.key) {
      case "Enter":
        if (event.ctrlKey || event.metaKey || (!event.shiftKey && this.#enterSends())) this.#submit();
        else this.#beginLine();
        return true;
      case "Tab":
        if (this.#isLeaving || !typing.holdsCode(input.value)) return false;
        if (event.shiftKey) return typing.dedent(input);
        typing.indent(input);
        return true;
      case "Backspace":
        return !event.ctrlKey && !event.altKey && !event.metaKey && typing.backspace(input);
      case "ArrowUp":
        if (input.value !== "" || !this.#lastSent) return false;
        this.#fill(this.#lastSent);
        return true;
      default:
        return false;
    }
  }

  /** Focuses the box when a learner types while the focus is on a button. */
  #typedElsewhere(event) {
    if (event.target.matches("input, textarea, select") || event.target.closest("dialog")) return;
    const types = event.key.length === 1 && event.key !== " ";
    if (types && !event.ctrlKey && !event.metaKey && !event.altKey) this.#input.focus();
  }

  #beginLine() {
    this.#beginsLine = true;
    typing.newLine(this.#input);
    this.#beginsLine = false;
  }

  #enterSends() {
    const text = this.#input.value;
    const before = text.slice(0, this.#input.selectionStart);
    if (typing.isInsideFence(before)) return false;
    if (!typing.holdsCode(text)) return true;
    const isAtEnd = text.slice(before.length).trim() === "";
    return isAtEnd && (this.#isPasted || typing.endsFence(text));
  }

  #submit() {
    const text = this.#input.value;
    if (text.trim() === "" || !this.#send(text)) return;
    this.#lastSent = text;
    this.#fill("");
    this.#palette.close();
    this.#input.focus();
  }

  #fill(text) {
    this.#input.value = text;
    this.#lines = countLines(text);
    this.#isPasted = false;
    this.#keepDraft();
    this.#fit();
  }

  #changed(event) {
    const lines = countLines(this.#input.value);
    const isTyped = this.#beginsLine || event.inputType === "insertLineBreak";
    // Some browsers fire several events for one pasted text with several lines.
    const isPart = event.inputType === "insertText" && event.data?.length !== 1;
    this.#isPasted = !isTyped && (lines > this.#lines || (this.#isPasted && isPart));
    this.#lines = lines;
    this.#keepDraft();
    this.#fit();
    this.#palette.refresh();
  }

  #draftKey() {
    return DRAFT + (this.#learner ?? "");
  }

  #keepDraft() {
    if (this.#learner === undefined) return;
    try {
      sessionStorage.setItem(this.#draftKey(), this.#input.value);
    } catch {
      sessionStorage.removeItem(this.#draftKey()); // over the browser's quota
    }
  }

  #fit() {
    const input = this.#input;
    input.classList.toggle("holds-code", typing.holdsCode(input.value));
    input.style.height = "auto";
    input.style.height = `${input.scrollHeight + input.offsetHeight - input.clientHeight}px`;
    this.#showKeyHints();
  }

  #showKeyHints() {
    const isCode = typing.holdsCode(this.#input.value);
    const sends = this.#enterSends();
    this.#keys.hidden = !isCode;
    const words = isCode ? say(sends ? "keys-whole" : "keys-writing").replace("Ctrl", CTRL) : "";
    if (this.#keys.textContent !== words) this.#keys.textContent = words;
    this.#input.enterKeyHint = sends ? "send" : "enter";
  }
}

const countLines = (text) => text.split("\n").length;
