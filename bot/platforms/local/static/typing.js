// Code in a plain text box: lines that go on, indentation, and nothing that undo cannot take back.

const INDENT = "    ";
const OPENS_BLOCK = /^\s*(?:def|class|if|elif|else|for|while|with|try|except|finally|async|match|case)\b.*:\s*(?:#.*)?$/;
const OPENS_BRACKET = /[([{]\s*$/;

export const holdsCode = (text) => /\n|```/.test(text) || goesOn(text);

/** Whether another line has to follow this one. */
export const goesOn = (line) => OPENS_BLOCK.test(line) || OPENS_BRACKET.test(line);

export const isInsideFence = (text) => (text.match(/^```/gm) ?? []).length % 2 === 1;

export const endsFence = (text) => /^```[ \t]*$/.test(text.trimEnd().split("\n").at(-1));

/** Puts text in the place of what is selected; undo takes it back. */
export function insert(box, text) {
  box.focus();
  if (text === "") document.execCommand("delete");
  else document.execCommand("insertText", false, text);
}

export function replaceAll(box, text) {
  box.focus();
  box.select();
  insert(box, text);
}

/** Selects the `...` at the end of a starter, for the learner's first words to replace. */
export function selectGap(box) {
  const end = box.value.trimEnd().length;
  if (box.value.slice(0, end).endsWith("...")) box.setSelectionRange(end - 3, end);
}

export function newLine(box) {
  const line = lineBefore(box);
  const indent = /^[ \t]*/.exec(line)[0];
  insert(box, `\n${indent}${goesOn(line) ? INDENT : ""}`);
}

/** Indents what is selected, or what comes after the caret. */
export function indent(box) {
  if (box.selectionStart === box.selectionEnd) {
    insert(box, " ".repeat(INDENT.length - (lineBefore(box).length % INDENT.length)));
  } else {
    changeLines(box, (line) => (line ? INDENT + line : line));
  }
}

/** Takes one step of indentation away; says whether there was any. */
export function dedent(box) {
  return changeLines(box, (line) => line.replace(/^(?: {1,4}|\t)/, ""));
}

/** Takes a whole step away where only indentation stands before the caret. */
export function backspace(box) {
  const line = lineBefore(box);
  const isStep = line && /^ +$/.test(line) && line.length % INDENT.length === 0;
  if (!isStep || box.selectionStart !== box.selectionEnd) return false;
  box.setSelectionRange(box.selectionStart - INDENT.length, box.selectionStart);
  insert(box, "");
  return true;
}

function lineBefore(box) {
  const before = box.value.slice(0, box.selectionStart);
  return before.slice(before.lastIndexOf("\n") + 1);
}

/** Changes the lines that the selection touches; says whether that made a difference. */
function changeLines(box, change) {
  const { value, selectionStart, selectionEnd } = box;
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const end = value.indexOf("\n", Math.max(selectionEnd - 1, selectionStart));
  const stop = end === -1 ? value.length : end;
  const old = value.slice(start, stop);
  const changed = old.split("\n").map(change).join("\n");
  if (changed === old) return false;
  box.setSelectionRange(start, stop);
  insert(box, changed);
  if (selectionStart === selectionEnd) {
    const caret = Math.max(start, selectionStart + changed.length - old.length);
    box.setSelectionRange(caret, caret);
  } else {
    box.setSelectionRange(start, start + changed.length);
  }
  return true;
}
