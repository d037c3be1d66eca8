// What a learner has sent and the bot has not yet said it received. It outlives a reload.

const KEY = "tensei-outbox";

const load = () => JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
const save = (waiting) => sessionStorage.setItem(KEY, JSON.stringify(waiting));

export function keep(learner, ask) {
  save([...load(), { learner, ask }]);
}

export function drop(id) {
  save(load().filter((entry) => entry.ask.id !== id));
}

export function waiting(learner) {
  return load().filter((entry) => entry.learner === learner).map((entry) => entry.ask);
}
