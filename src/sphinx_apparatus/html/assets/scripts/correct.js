// @ts-check
/* The window of Correct, fetched when somebody first asks for it; a page or a row that has
   something to correct says so by the event “apparatus-correct”. */

import { makeCorrectWindow } from "./contributing/correct_window.js";

if (window.apparatusContributing) {
  const { open } = makeCorrectWindow(window.apparatusContributing, window.apparatusSources || {});
  document.addEventListener("apparatus-correct", ({ detail }) => void open(detail));
}
