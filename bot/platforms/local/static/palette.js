// Suggestions above the message box: commands while "/…" is typed, then their arguments.
// Nothing is selected until an arrow key is pressed: Enter sends a whole command as it was typed,
// and completes one that was only begun.

const MOST = 12;

export class Palette {
  #element;
  #input;
  #complete;
  #commands = [];
  #options = []; // { text, title, argument, description }
  #selected = -1;
  #requestId = 0;

  /** complete(requestId, command, prefix) asks the bot, whose response is passed to `completions`. */
  constructor(element, input, complete) {
    this.#element = element;
    this.#input = input;
    this.#complete = complete;
    // mousedown would take the focus, and on a phone the keyboard, away from the message.
    element.addEventListener("mousedown", (event) => event.preventDefault());
    element.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.#accept([...element.children].indexOf(option));
    });
  }

  set commands(commands) {
    this.#commands = commands;
  }

  /** Updates the suggestions to the text in the message box. */
  refresh() {
    this.#requestId += 1;
    const text = this.#input.value;
    const typed = /^\/(\S*)$/.exec(text);
    const withArgument = /^\/(\S+)[ \u3000]+([^\n]*)$/.exec(text);
    if (typed) {
      this.#show(this.#commandsLike(typed[1].toLowerCase()));
    } else if (withArgument && this.#takesArgument(withArgument[1])) {
      this.#complete(this.#requestId, withArgument[1], withArgument[2]);
    } else {
      this.close();
    }
  }

  completions(requestId, choices) {
    if (requestId !== this.#requestId) return; // outdated: the text has changed since
    const command = this.#input.value.split(/[ \u3000]/, 1)[0];
    const options = choices.map((choice) => ({ text: `${command} ${choice}`, title: choice }));
    const isWhole = options.length === 1 && options[0].text === this.#input.value.trim();
    this.#show(isWhole ? [] : options);
  }

  close() {
    this.#requestId += 1; // suggestions that are still under way are not shown
    this.#show([]);
  }

  /** Handles a key; returns whether it was for the palette. */
  takesKey(event) {
    if (this.#element.hidden) return false;
    switch (event.key) {
      case "ArrowDown": this.#select(this.#selected + 1); return true;
      case "ArrowUp": this.#select(this.#selected < 0 ? -1 : this.#selected - 1); return true;
      case "Escape": this.close(); return true;
      case "Tab":
        if (event.shiftKey) return false;
        this.#accept(Math.max(this.#selected, 0));
        return true;
      case "Enter":
        if (event.shiftKey || event.ctrlKey || event.metaKey) return false;
        return this.#selected < 0 ? this.#completes() : this.#accepts(this.#selected);
      default: return false;
    }
  }

  #accepts(index) {
    this.#accept(index);
    return true;
  }

  /** Completes what was only begun; returns whether an argument is still to be typed. */
  #completes() {
    const text = this.#input.value;
    const typed = /^\/(\S+)$/.exec(text)?.[1].toLowerCase();
    if (typed) {
      if (this.#commands.some((command) => command.name === typed)) return false;
      this.#accept(0);
      return this.#input.value.endsWith(" ");
    }
    const begun = text.trimEnd();
    const [only, ...others] = this.#options;
    const isBegun = /[ \u3000]/.test(begun) && only.text.toLowerCase().startsWith(begun.toLowerCase());
    if (others.length === 0 && isBegun) this.#accept(0);
    return false;
  }

  #commandsLike(start) {
    return this.#commands
      .filter((command) => command.name.startsWith(start))
      .filter((command) => command.name !== start || command.argument)
      .map((command) => ({
        text: `/${command.name}${command.argument ? " " : ""}`,
        title: `/${command.name}`,
        argument: command.argument,
        description: command.description,
      }));
  }

  #takesArgument(name) {
    return this.#commands.some((command) => command.name === name && command.argument);
  }

  #accept(index) {
    this.#input.value = this.#options[index].text;
    this.#input.focus();
    this.#input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #show(options) {
    this.#options = options.slice(0, MOST);
    this.#element.replaceChildren(...this.#options.map(drawOption));
    this.#element.hidden = this.#options.length === 0;
    this.#select(-1);
  }

  #select(index) {
    const count = this.#options.length;
    this.#selected = count && index >= -1 ? (index + count) % count : -1;
    if (index === -1) this.#selected = -1;
    [...this.#element.children].forEach((option, position) => {
      option.setAttribute("aria-selected", String(position === this.#selected));
    });
    const chosen = this.#element.children[this.#selected];
    chosen?.scrollIntoView({ block: "nearest" });
    if (chosen) this.#input.setAttribute("aria-activedescendant", chosen.id);
    else this.#input.removeAttribute("aria-activedescendant");
  }
}

function drawOption(option, index) {
  const element = document.createElement("li");
  element.id = `suggestion-${index}`;
  element.setAttribute("role", "option");
  for (const part of ["title", "argument", "description"]) {
    if (!option[part]) continue;
    const span = document.createElement("span");
    span.className = part;
    span.textContent = option[part];
    element.append(span, " ");
  }
  return element;
}
