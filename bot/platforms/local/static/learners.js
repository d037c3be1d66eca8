// The learners of this browser, and the current one; null is the unnamed learner. A page of the
// preview has a learner of its own.

const KEY = "tensei-learners";
const CURRENT = "tensei-learner";

export const current = () => document.documentElement.dataset.learner || localStorage.getItem(CURRENT);
export const names = () => JSON.parse(localStorage.getItem(KEY) ?? "[]");

/** Removes a name that the bot refused; `instead` becomes the current learner. */
export function drop(name, instead) {
  localStorage.setItem(KEY, JSON.stringify(names().filter((each) => each !== name)));
  choose(instead);
}

export function choose(name) {
  if (name === null) {
    localStorage.removeItem(CURRENT);
    return;
  }
  localStorage.setItem(CURRENT, name);
  if (!names().includes(name)) localStorage.setItem(KEY, JSON.stringify([...names(), name]));
}
