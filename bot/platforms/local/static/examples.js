// Examples to click, for a learner who has not sent anything yet, and the question for a name.

import { say } from "./words.js";

export class Examples {
  #element;
  #send;
  #takeName;

  /** send(text) is called when an example is clicked, takeName(name) when a name is given. */
  constructor(element, send, takeName) {
    this.#element = element;
    this.#send = send;
    this.#takeName = takeName;
  }

  draw(examples, asksForName) {
    const title = document.createElement("span");
    title.textContent = say("examples");
    const buttons = examples.map(({ label, text }) => plainButton(label, () => this.#send(text)));
    const question = asksForName ? [this.#question()] : [];
    this.#element.replaceChildren(...question, title, ...buttons);
  }

  show(isNeeded) {
    this.#element.hidden = !isNeeded;
  }

  #question() {
    const form = document.createElement("form");
    const label = document.createElement("label");
    const input = document.createElement("input");
    label.textContent = say("ask-name");
    label.htmlFor = input.id = "own-name";
    input.maxLength = 40;
    input.autocomplete = "off";
    const button = plainButton(say("new-learner-start"));
    button.type = "submit";
    form.append(label, input, button);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const name = input.value.toWellFormed().trim();
      if (name) this.#takeName(name);
    });
    return form;
  }
}

function plainButton(label, clicked) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "plain";
  button.textContent = label;
  if (clicked) button.addEventListener("click", clicked);
  return button;
}
