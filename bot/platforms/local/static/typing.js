// Edits code in a plain text box: continued lines and indentation, all of which can be undone.

const INDENT = "    ";
const OPENS_BLOCK = /^\s*(?:def|class|if|elif|else|for|while|with|try|except|finally|async|match|case)\b.*:\s*(?:#.*)?$/;
const OPENS_BRACKET = /[([{]\s*$/;

export const holdsCode = (text) => /\n|```/.test(text) || isContinued(text);

/** Whether the line opens a block or a bracket, so that another one has to follow. */
const isContinued = (line) => OPENS_BLOCK.test(line) || OPENS_BRACKET.test(line);

export const isInsideFence = (text) => (text.match(/^```/gm) ?? []).length % 2 === 1;

export const endsFence = (text) => /^```[ \t]*$/.test(text.trimEnd().split("\n").at(-1));

/** Replaces the selection with text; this can be undone. */
function insert(box, text) {
  box.focus();
  if (text === "") document.execCommand("delete");
  else document.execCommand("insertText", false, text);
}

export function replaceAll(box, text) {
  box.focus();
  box.select();
  insert(box, text);
}

/** Selects the `...` at the end of starter code, to be replaced by what the learner types. */
export function selectGap(box) {
  const end = box.value.trimEnd().length;
  if (box.value.slice(0, end).endsWith("...")) box.setSelectionRange(end - 3, end);
}

export function newLine(box) {
  const line = lineBefore(box);
  const indent = /^[ \t]*/.exec(line)[0];
  insert(box, `\n${indent}${isContinued(line) ? INDENT : ""}`);
}

/** Indents the selected lines, or inserts spaces at the caret. */
export function indent(box) {
  if (box.selectionStart === box.selectionEnd) {
    insert(box, " ".repeat(INDENT.length - (lineBefore(box).length % INDENT.length)));
  } else {
    changeLines(box, (line) => (line ? INDENT + line : line));
  }
}

/** Removes one level of indentation; returns whether there was any. */
export function dedent(box) {
  return changeLines(box, (line) => line.replace(/^(?: {1,4}|\t)/, ""));
}

/** Removes a whole level if there is only indentation before the caret. */
export function backspace(box) {
  const line = lineBefore(box);
  const isLevel = line && /^ +$/.test(line) && line.length % INDENT.length === 0;
  if (!isLevel || box.selectionStart !== box.selectionEnd) return false;
  box.setSelectionRange(box.selectionStart - INDENT.length, box.selectionStart);
  insert(box, "");
  return true;
}

function lineBefore(box) {
  const before = box.value.slice(0, box.selectionStart);
  return before.slice(before.lastIndexOf("\n") + 1);
}

/** Changes the lines of the selection; returns whether that made a difference. */
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
