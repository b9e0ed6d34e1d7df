// @ts-check
/* The part of a text that is shown, with the words searched for marked. */

import { make } from "../shared/dom.js";
import { fold, isWithoutSpaces } from "../shared/text.js";

/** How many characters are shown. */
const LENGTH = 240;
/** A word before this stands in an excerpt that begins at the start: there it says who speaks. */
const NEAR = 120;

/**
 * Return how a word is written if it stands for initials: “u.s” for “us”.
 * @param {string} word
 */
const dotted = (word) => (/^\p{L}{2,4}$/u.test(word) ? [Array.from(word).join(".")] : []);

/**
 * Return where words of the query begin a word of the text: start and length.
 * @param {string} low the text, folded
 * @param {string[]} words
 */
export function hitsIn(low, words) {
  /** @type {[number, number][]} */
  const hits = [];
  for (const word of words.flatMap((one) => [one, ...dotted(one)])) {
    for (let at = low.indexOf(word); at >= 0; at = low.indexOf(word, at + 1)) {
      const isStart = !at || !/[\p{L}\p{N}\p{M}]/u.test(low.charAt(at - 1));
      if (isStart || isWithoutSpaces(word)) hits.push([at, word.length]);
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
 * Return where words of the query stand in a text as it is written: start and length.
 * @param {string} text
 * @param {string[]} words
 * @returns {[number, number][]}
 */
function hitsOf(text, words) {
  const low = fold(text);
  const hits = hitsIn(low, words);
  // Folding makes a letter two, or drops a mark: each sign of the folded text has its place.
  let folded = "";
  let at = 0;
  /** @type {number[]} */
  const places = [];
  for (const sign of text) {
    const piece = fold(sign);
    for (let index = 0; index < piece.length; index += 1) places.push(at);
    folded += piece;
    at += sign.length;
  }
  places.push(at);
  if (folded !== low) return []; // Nothing is marked rather than marked wrongly.
  return hits.map(([start, length]) => [places[start], places[start + length] - places[start]]);
}

/**
 * Return the pieces of an excerpt: words, and whether they are marked.
 * @param {string} text
 * @param {string[]} words
 * @returns {[string, boolean][]}
 */
export function excerptOf(text, words) {
  const hits = hitsOf(text, words);
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
