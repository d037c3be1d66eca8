// The box where a learner writes: Enter sends, unless a line or a block of code is not finished.

const DRAFT = "tensei-draft:";

export class Composer {
  #input;
  #palette;
  #send;
  #learner = undefined; // not known yet
  #lastSent = "";

  /** send(text) says whether the text was taken. */
  constructor(form, input, palette, send) {
    this.#input = input;
    this.#palette = palette;
    this.#send = send;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    input.addEventListener("input", () => this.#changed());
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("blur", () => palette.close());
    document.addEventListener("keydown", (event) => this.#typedElsewhere(event));
  }

  /** Brings back what that learner had not sent yet. */
  belongsTo(learner) {
    if (learner === this.#learner) return;
    const typedTooSoon = this.#learner === undefined && this.#input.value !== "";
    this.#learner = learner;
    this.#fill(typedTooSoon ? this.#input.value : sessionStorage.getItem(this.#draftKey()) ?? "");
  }

  /** Begins a command, as if "/" had been typed. */
  beginCommand() {
    this.#fill(this.#input.value === "/" ? "" : "/");
    this.#input.focus();
    this.#palette.refresh();
  }

  #key(event) {
    // While an input method composes, Enter only settles its conversion.
    if (event.isComposing || event.keyCode === 229) return;
    if (this.#palette.takesKey(event)) {
      event.preventDefault();
    } else if (event.key === "Enter" && !event.shiftKey && !this.#isInsideFence()) {
      event.preventDefault();
      this.#submit();
    } else if (event.key === "ArrowUp" && this.#input.value === "" && this.#lastSent) {
      event.preventDefault();
      this.#fill(this.#lastSent);
    }
  }

  /** Whoever begins to type after pressing a button means the message. */
  #typedElsewhere(event) {
    if (event.target.matches("input, textarea, select") || event.target.closest("dialog")) return;
    const types = event.key.length === 1 && event.key !== " ";
    if (types && !event.ctrlKey && !event.metaKey && !event.altKey) this.#input.focus();
  }

  #isInsideFence() {
    const before = this.#input.value.slice(0, this.#input.selectionStart);
    return (before.match(/^```/gm) ?? []).length % 2 === 1;
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
    this.#keepDraft();
    this.#fit();
  }

  #changed() {
    this.#keepDraft();
    this.#fit();
    this.#palette.refresh();
  }

  #draftKey() {
    return DRAFT + (this.#learner ?? "");
  }

  #keepDraft() {
    if (this.#learner !== undefined) sessionStorage.setItem(this.#draftKey(), this.#input.value);
  }

  #fit() {
    const input = this.#input;
    input.classList.toggle("holds-code", /\n|```/.test(input.value));
    input.style.height = "auto";
    input.style.height = `${input.scrollHeight + input.offsetHeight - input.clientHeight}px`;
  }
}
