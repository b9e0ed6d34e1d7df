// @ts-check
/* How far a page is scrolled so that an opened note and its words are on the screen together. */

/** @typedef {{ top: number, bottom: number }} Extent */

/** How much of an opened note is seen at least: about eight lines. */
const FIRST_LINES = 192;

/**
 * Return by how much to scroll so that words stand in the part of the window that is free.
 * Words that are there already stay where they are. Of words that have no room the end is shown,
 * where the mark is.
 * @param {Extent} words
 * @param {Extent} free
 */
export function shiftOf(words, free) {
  if (words.bottom > free.bottom || words.bottom - words.top > free.bottom - free.top) {
    return words.bottom - free.bottom;
  }
  return Math.min(0, words.top - free.top);
}

/**
 * Return by how much to scroll for words that somebody comes to from elsewhere: to the upper third.
 * @param {Extent} words
 * @param {Extent} free
 */
export function shiftToReach(words, free) {
  const room = free.bottom - free.top - (words.bottom - words.top);
  return room < 0 ? shiftOf(words, free) : words.top - free.top - room / 3;
}

/**
 * Return by how much to scroll further so that the first lines of a note in the margin are seen;
 * never so far that its words leave the window.
 * @param {Extent} panel
 * @param {Extent} words
 * @param {Extent} free
 */
export function shiftForPanel(panel, words, free) {
  const needed = Math.min(panel.bottom, panel.top + FIRST_LINES) - free.bottom;
  return Math.max(0, Math.min(needed, words.top - free.top));
}

/**
 * Return where words begin and end on the screen.
 * @param {Element[]} pieces
 * @returns {Extent}
 */
export function extentOf(pieces) {
  const lines = pieces.flatMap((piece) => Array.from(piece.getClientRects()));
  return {
    top: Math.min(...lines.map((line) => line.top)),
    bottom: Math.max(...lines.map((line) => line.bottom)),
  };
}

/** @param {number} distance */
export const scrollDown = (distance) => window.scrollBy({ top: distance, behavior: "instant" });
