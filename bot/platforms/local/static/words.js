// The page's words, in the language of whoever is in front of it.

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

/** The words that came with the page: it speaks before it is connected, or when it never is. */
export function setFirstWords() {
  setWords(document.documentElement.lang, JSON.parse(document.getElementById("words").textContent));
}
