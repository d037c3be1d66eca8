// Loaded before the first paint, so that the page does not flash in the wrong colours.
"use strict";

(() => {
  const KEY = "tensei-theme";
  const chosen = localStorage.getItem(KEY);
  if (chosen) document.documentElement.dataset.theme = chosen;

  window.theme = {
    isDark() {
      const theme = document.documentElement.dataset.theme;
      return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    },
    toggle() {
      const theme = this.isDark() ? "light" : "dark";
      document.documentElement.dataset.theme = theme;
      localStorage.setItem(KEY, theme);
    },
  };
})();
