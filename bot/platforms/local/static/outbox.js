// What a learner has sent and the bot has not yet said it received. It outlives a reload,
// unless it is too large for the browser to keep.

const KEY = "tensei-outbox";

let waitingAsks = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");

function save(asks) {
  waitingAsks = asks;
  try {
    sessionStorage.setItem(KEY, JSON.stringify(asks));
  } catch {
    sessionStorage.removeItem(KEY); // over the browser's quota: it is sent all the same
  }
}

export function keep(learner, ask) {
  save([...waitingAsks, { learner, ask }]);
}

/** Takes an ask out, and returns it if it was there. */
export function drop(id) {
  const entry = waitingAsks.find((each) => each.ask.id === id);
  save(waitingAsks.filter((each) => each !== entry));
  return entry?.ask;
}

export function waiting(learner) {
  return waitingAsks.filter((entry) => entry.learner === learner).map((entry) => entry.ask);
}
