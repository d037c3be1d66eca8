// Puts the page together: the connection, the log, the box to write in, and the header.

import { Composer } from "./composer.js";
import { Connection } from "./connection.js";
import * as learners from "./learners.js";
import { Log } from "./log.js";
import * as outbox from "./outbox.js";
import { Palette } from "./palette.js";
import { say, setWords } from "./words.js";

const LARGEST_BYTES = 2 * 1024 * 1024 - 1024; // the bot reads messages up to 2 MiB
const AWAY_AFTER = 6; // attempts to reconnect, about ten seconds

const find = (id) => document.getElementById(id);
const status = find("connection");

const log = new Log(find("log"), (action, label, text) =>
  ask({ kind: "press", action, label, text: text.toWellFormed() }, text || label));
const palette = new Palette(find("palette"), find("message"), (turn, command, prefix) =>
  connection.send({ kind: "complete", turn, command: command.slice(0, 40), prefix: prefix.slice(0, 200) }));
const composer = new Composer(find("composer"), find("message"), palette, (text) =>
  ask({ kind: "say", text: text.toWellFormed() }, text));
const connection = new Connection({ opened: greet, said: hear, lost });

function greet() {
  connection.send({ kind: "hello", learner: learners.current(), locale: navigator.language.slice(0, 20) });
}

/** Sends something now or as soon as it can be sent, once. Returns whether it was taken. */
function ask(what, text) {
  const whole = { ...what, id: crypto.randomUUID() };
  if (new TextEncoder().encode(JSON.stringify(whole)).length > LARGEST_BYTES) {
    status.textContent = say("too-long");
    return false;
  }
  outbox.keep(learners.current(), whole);
  if (connection.isOpen) {
    status.textContent = "";
    connection.send(whole);
  } else {
    log.showUnsent(whole.id, text);
  }
  return true;
}

function hear(message) {
  switch (message.kind) {
    case "welcome": welcome(message); break;
    case "message": log.show(message); break;
    case "received": outbox.drop(message.id); break;
    case "completions": palette.completions(message.turn, message.choices); break;
    case "problem":
      if (message.id) outbox.drop(message.id);
      status.textContent = message.text;
      break;
  }
}

function welcome(message) {
  status.textContent = "";
  setWords(message.language, message.words);
  palette.commands = message.commands;
  find("language").value = message.language;
  drawLearners();
  drawTheme();
  log.redraw(message.name, message.messages);
  composer.belongsTo(learners.current());
  for (const waiting of outbox.waiting(learners.current())) {
    log.showUnsent(waiting.id, waiting.text || waiting.label || waiting.language);
    connection.send(waiting);
  }
  document.body.dataset.ready = "yes";
}

function lost(failures) {
  status.textContent = say(failures < AWAY_AFTER ? "reconnecting" : "away");
}

// The header

const NEWCOMER = "\n"; // no name can be this

function drawLearners() {
  const select = find("learner");
  select.replaceChildren(
    new Option(say("unnamed"), ""),
    ...learners.names().map((name) => new Option(name, name)),
    new Option(say("new-learner"), NEWCOMER),
  );
  select.value = learners.current() ?? "";
}

function switchLearner(name) {
  learners.choose(name);
  log.clear();
  greet();
}

find("learner").addEventListener("change", (event) => {
  if (event.target.value !== NEWCOMER) {
    switchLearner(event.target.value || null);
    return;
  }
  event.target.value = learners.current() ?? "";
  find("newcomer-name").value = "";
  find("newcomer").showModal();
});

find("newcomer").addEventListener("submit", () => {
  const name = find("newcomer-name").value.toWellFormed().trim();
  if (name) switchLearner(name);
});
find("newcomer-cancel").addEventListener("click", () => find("newcomer").close());

find("language").addEventListener("change", (event) => {
  ask({ kind: "speak", language: event.target.value }, event.target.selectedOptions[0].text);
});

function drawTheme() {
  const button = find("theme");
  button.setAttribute("aria-label", say(window.theme.isDark() ? "to-light" : "to-dark"));
  button.title = button.getAttribute("aria-label");
}

find("theme").addEventListener("click", () => {
  window.theme.toggle();
  drawTheme();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawTheme);

find("commands").addEventListener("click", () => composer.beginCommand());
