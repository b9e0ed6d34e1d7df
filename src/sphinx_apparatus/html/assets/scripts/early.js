// @ts-check
/* Runs before the page is drawn, so that nothing moves when the switches take effect. */

const root = document.documentElement;
root.classList.add("apparatus-scripted");
// The theme finds out whether a page is light or dark when all of it is there, and then has every
// element styled anew.
if (root.dataset.theme === "auto") {
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = isDark ? "dark" : "light";
}
const asked = new URLSearchParams(location.search);
for (const key of ["hide", "text"]) {
  let value = asked.get(key);
  if (value === null) {
    // A browser may forbid storage; then only the address has it.
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
