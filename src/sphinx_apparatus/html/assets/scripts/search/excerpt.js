// @ts-check
/* The part of a text that is shown, with the words searched for marked. */

import { make } from "../shared/dom.js";
import { fold } from "../shared/text.js";

/** How many characters are shown. */
const LENGTH = 240;
/** A word before this stands in an excerpt that begins at the start: there it says who speaks. */
const NEAR = 120;

/**
 * Return where words of the query begin a word of the text: start and length.
 * @param {string} low the text, folded
 * @param {string[]} words
 */
export function hitsIn(low, words) {
  /** @type {[number, number][]} */
  const hits = [];
  for (const word of words) {
    for (let at = low.indexOf(word); at >= 0; at = low.indexOf(word, at + 1)) {
      if (!at || !/[\p{L}\p{N}]/u.test(low.charAt(at - 1))) hits.push([at, word.length]);
    }
  }
  return hits.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
}

/**
 * Return whether a word of the query begins a word of the text.
 * @param {string} text
 * @param {string[]} words
 */
export const hasHit = (text, words) => hitsIn(fold(text), words).length > 0;

/**
 * Return the pieces of an excerpt: words, and whether they are marked.
 * @param {string} text
 * @param {string[]} words
 * @returns {[string, boolean][]}
 */
export function excerptOf(text, words) {
  const low = fold(text);
  // Folding may shorten a text; then no word is marked, and none is marked wrongly.
  const hits = low.length === text.length ? hitsIn(low, words) : [];
  const at = hits.length ? hits[0][0] : 0;
  const from = at < NEAR ? 0 : text.lastIndexOf(" ", at - NEAR / 2);
  const end = from + LENGTH;
  /** @type {[string, boolean][]} */
  const pieces = [[from ? "…" : "", false]];
  let done = from;
  for (const [start, length] of hits) {
    if (start < done || start + length > end) continue;
    pieces.push([text.slice(done, start), false], [text.slice(start, start + length), true]);
    done = start + length;
  }
  pieces.push([text.slice(done, end) + (end < text.length ? "…" : ""), false]);
  return pieces;
}

/**
 * Return the nodes of an excerpt.
 * @param {string} text
 * @param {string[]} words
 */
export const excerpt = (text, words) =>
  excerptOf(text, words).map(([piece, isHit]) => (isHit ? make("mark", {}, piece) : piece));
