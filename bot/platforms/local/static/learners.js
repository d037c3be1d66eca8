// Who has been in front of this browser, and who is now. null stands for the unnamed learner.

const KEY = "tensei-learners";
const CURRENT = "tensei-learner";

export const current = () => localStorage.getItem(CURRENT);
export const names = () => JSON.parse(localStorage.getItem(KEY) ?? "[]");

export function choose(name) {
  if (name === null) {
    localStorage.removeItem(CURRENT);
    return;
  }
  localStorage.setItem(CURRENT, name);
  if (!names().includes(name)) localStorage.setItem(KEY, JSON.stringify([...names(), name]));
}
