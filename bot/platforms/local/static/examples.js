// Examples to click, for a learner who has not sent anything yet.

import { say } from "./words.js";

/** send(text) is called when an example is clicked. */
export class Examples {
  #element;
  #send;

  constructor(element, send) {
    this.#element = element;
    this.#send = send;
  }

  draw(examples) {
    const title = document.createElement("span");
    title.textContent = say("examples");
    this.#element.replaceChildren(title, ...examples.map((example) => this.#button(example)));
  }

  show(isNeeded) {
    this.#element.hidden = !isNeeded;
  }

  #button({ label, text }) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    button.textContent = label;
    button.addEventListener("click", () => this.#send(text));
    return button;
  }
}
