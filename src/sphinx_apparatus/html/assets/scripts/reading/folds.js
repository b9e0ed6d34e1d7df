// @ts-check
/* The folds in the row of controls lie over the text: Escape and a click elsewhere close them. */

import { all, targetOf } from "../shared/dom.js";

/**
 * Close an open fold of the row when a reader is done with it.
 * @param {HTMLElement} overview
 */
export function closeFolds(overview) {
  const folds = /** @type {HTMLDetailsElement[]} */ (all(".apparatus-controls details", overview));
  document.addEventListener("click", (event) => {
    for (const fold of folds) {
      if (fold.open && !fold.contains(targetOf(event))) fold.open = false;
    }
  });
  overview.addEventListener("keydown", (event) => {
    const fold = folds.find((each) => each.open);
    if (event.key !== "Escape" || !fold) return;
    event.preventDefault();
    event.stopPropagation();
    fold.open = false;
    fold.querySelector("summary")?.focus({ preventScroll: true });
  });
}
