/* Generated from html/assets by “make scripts”; edit it there. */
"use strict";
(() => {
  var root = document.documentElement;
  root.classList.add("apparatus-scripted");
  if (root.dataset.theme === "auto") {
    const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = isDark ? "dark" : "light";
  }
  var asked = new URLSearchParams(location.search);
  for (const key of ["hide", "text"]) {
    let value = asked.get(key);
    if (value === null) {
      try {
        value = localStorage.getItem("apparatus-" + key);
      } catch {
        value = null;
      }
    }
    if (value && /^[a-z0-9 -]*$/.test(value.replace(/,/g, " "))) {
      root.setAttribute("data-apparatus-" + key, value.replace(/,/g, " "));
    }
  }
})();
