// Connects the parts of the page: the connection, the log, the message box and the header.

import { Composer } from "./composer.js";
import { Connection } from "./connection.js";
import { Examples } from "./examples.js";
import { acceptFiles } from "./files.js";
import * as learners from "./learners.js";
import { Log } from "./log.js";
import { News } from "./news.js";
import * as outbox from "./outbox.js";
import { Palette } from "./palette.js";
import { say, setFirstWords, setWords } from "./words.js";

const LARGEST_BYTES = 3 * 1024 * 1024 - 1024; // the bot accepts messages up to 3 MiB
const NEWCOMER = "\n"; // cannot be a learner's name
const AWAY_AFTER = 6; // attempts to reconnect, about ten seconds

// On other machines a learner has to give a name: the unnamed learner belongs to this machine.
const IS_THIS_MACHINE = ["127.0.0.1", "localhost", "[::1]"].includes(location.hostname);

const find = (id) => document.getElementById(id);
const status = find("connection");

setFirstWords();
drawLearners();
drawTheme();

const sendText = (text) => ask({ kind: "say", text: text.toWellFormed() }, text);
const log = new Log(
  find("log"),
  (action, label, text, message) =>
    ask({ kind: "press", action, label, text: text.toWellFormed(), message }, text || label),
  (text) => composer.edit(text),
  new News(find("news")),
);
const palette = new Palette(find("palette"), find("message"), (requestId, command, prefix) =>
  connection.send({
    kind: "complete", request_id: requestId, command: command.slice(0, 40), prefix: prefix.slice(0, 200),
  }));
const composer = new Composer(find("composer"), find("message"), find("keys"), palette, sendText);
const examples = new Examples(find("examples"), (text) => {
  sendText(text);
  composer.focus(); // the pressed button is removed
}, (name) => {
  switchLearner(name);
  composer.focus();
});
const connection = new Connection({ opened: greet, received: receive, lost });

acceptFiles(find("choose-file"), find("file"), (name, content) =>
  ask({ kind: "upload", name: name.toWellFormed().slice(0, 255), content }, name),
(reason) => { status.textContent = say(reason); });

let needsName = !IS_THIS_MACHINE && learners.current() === null;
let before = null; // the learner to return to if the bot refuses a name

function greet() {
  if (needsName) {
    askForName();
    return;
  }
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  connection.send({
    kind: "hello",
    learner: learners.current(),
    locale: document.documentElement.dataset.locale || navigator.language.slice(0, 20),
    zone: (timeZone ?? "").slice(0, 64),
  });
}

/** 32 hexadecimal digits. crypto.randomUUID() needs a secure context, which other machines lack. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (each) => each.toString(16).padStart(2, "0")).join("");
}

/** Sends a message now, or once connected. Returns whether it was accepted. */
function ask(what, text) {
  const whole = { ...what, id: newId() };
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
  examples.show(false);
  return true;
}

function receive(message) {
  switch (message.kind) {
    case "welcome": welcome(message); break;
    case "name-refused": nameRefused(message.text); break;
    case "message": log.show(message); break;
    case "received": outbox.drop(message.id); break;
    case "completions": palette.completions(message.request_id, message.choices); break;
    case "problem":
      refused(message.id);
      status.textContent = message.text;
      break;
  }
}

/** A message that the bot refused is not sent again; its text returns to the message box. */
function refused(id) {
  const unsent = outbox.drop(id);
  log.removeUnsent(id);
  if (unsent?.kind === "say" && composer.isEmpty) composer.edit(unsent.text);
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
    log.showUnsent(waiting.id, waiting.text || waiting.label || waiting.language || waiting.name);
    connection.send(waiting);
  }
  examples.draw(message.examples, learners.current() === null);
  examples.show(!log.hasLearners);
  document.body.dataset.ready = "yes";
}

function lost(failures) {
  status.textContent = say(failures < AWAY_AFTER ? "reconnecting" : "away");
}

// The header

function drawLearners() {
  const select = find("learner");
  select.replaceChildren(
    new Option(say("unnamed"), ""),
    ...learners.names().map((name) => new Option(name, name)),
    new Option(say("new-learner"), NEWCOMER),
  );
  select.value = learners.current() ?? "";
}

function askForName(refusal = "") {
  const dialog = find("newcomer");
  if (!dialog.open) {
    find("newcomer-name").value = "";
    dialog.showModal();
  }
  find("newcomer-refused").textContent = refusal;
  find("newcomer-refused").hidden = refusal === "";
}

function nameRefused(text) {
  learners.drop(learners.current(), before);
  drawLearners();
  needsName = true; // closing the dialog keeps the previous learner
  askForName(text);
}

function switchLearner(name) {
  before = learners.current();
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
  askForName();
});

find("newcomer").addEventListener("submit", () => {
  const name = find("newcomer-name").value.toWellFormed().trim();
  needsName = false;
  switchLearner(name);
});
find("newcomer").addEventListener("close", () => {
  if (!needsName) return;
  needsName = false;
  greet();
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
find("to-latest").addEventListener("click", (event) => {
  event.preventDefault();
  log.focusLatest();
});
