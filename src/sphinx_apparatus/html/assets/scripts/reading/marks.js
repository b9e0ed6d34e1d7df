// @ts-check
/* What belongs to marks that are hidden: commas between marks, lines under checked words. */

import { all } from "../shared/dom.js";

/**
 * Return which gaps between marks in a row are to be closed.
 * @param {boolean[]} shown which of the marks are shown; gap n follows mark n
 */
export function closedGaps(shown) {
  let hasBefore = false;
  return shown.slice(1).map((isNext, index) => {
    hasBefore ||= shown[index];
    return !(hasBefore && isNext);
  });
}

/**
 * Close the gaps beside marks that are hidden, and take away lines under words whose fact-checks are.
 * @param {HTMLElement} essay
 * @param {Set<string>} hidden kinds of notes and verdicts
 */
export function fitMarks(essay, hidden) {
  /** @param {Element} mark */
  const isShown = (mark) =>
    !Array.from(hidden).some(
      (word) =>
        mark.classList.contains("apparatus-mark-" + word) ||
        mark.classList.contains("apparatus-verdict-" + word),
    );
  /** @type {Element[]} */
  let row = [];
  for (const mark of all(".apparatus-mark", essay)) {
    const before = mark.previousElementSibling;
    if (!before?.classList.contains("apparatus-mark-gap")) row = [];
    row.push(mark);
    const isLast = !mark.nextElementSibling?.classList.contains("apparatus-mark-gap");
    if (!isLast || row.length < 2) continue;
    closedGaps(row.map(isShown)).forEach((isClosed, index) => {
      row[index].nextElementSibling?.classList.toggle("apparatus-is-closed", isClosed);
    });
  }
  const checks = new Set(
    all(".apparatus-mark-fact-check, .apparatus-mark.apparatus-like-fact-check", essay)
      .filter(isShown)
      .map((mark) => mark.id.replace(/^.*?mark-/, "")),
  );
  for (const piece of all(".apparatus-checked", essay)) {
    const ids = (piece.dataset.notes || "").split(" ");
    piece.classList.toggle("apparatus-is-unmarked", !ids.some((id) => checks.has(id)));
  }
}
