// Messages that the bot has not confirmed as received. They survive a reload, unless they are
// larger than the browser's quota.

const KEY = "tensei-outbox";

let entries = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");

function save(newEntries) {
  entries = newEntries;
  try {
    sessionStorage.setItem(KEY, JSON.stringify(newEntries));
  } catch {
    sessionStorage.removeItem(KEY); // over the browser's quota; it is sent nevertheless
  }
}

export function keep(learner, message) {
  save([...entries, { learner, ask: message }]);
}

/** Removes a message and returns it, if there is one with that id. */
export function drop(id) {
  const entry = entries.find((each) => each.ask.id === id);
  save(entries.filter((each) => each !== entry));
  return entry?.ask;
}

export function waiting(learner) {
  return entries.filter((entry) => entry.learner === learner).map((entry) => entry.ask);
}
