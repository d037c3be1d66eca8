// The page's texts, in the language of the learner.

let words = {};

export const say = (key) => words[key] ?? "";

export function setWords(language, given) {
  words = given;
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-word]")) {
    element.textContent = say(element.dataset.word);
  }
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", say(element.dataset.label));
    if (element.matches("button")) element.title = say(element.dataset.label);
  }
  for (const element of document.querySelectorAll("[data-placeholder]")) {
    element.placeholder = say(element.dataset.placeholder);
  }
}

/** The texts in the page's HTML, which are needed before it is connected. */
export function setFirstWords() {
  setWords(document.documentElement.lang, JSON.parse(document.getElementById("words").textContent));
}
