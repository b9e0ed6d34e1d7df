// @ts-check
/* Spans of whole words in the text of a passage. */

import { inWord, isWithoutSpaces } from "../shared/text.js";

/** @typedef {{ start: number, end: number }} Span */

const INITIALS = /(?<![\p{L}\p{N}])(?:\p{L}\.)+\p{L}$/u;

/** @param {string | undefined} character */
const isApostrophe = (character) => character === "'" || character === "\u2019";

/**
 * Tell whether the characters on both sides of an offset belong to one word.
 * @param {string} text
 * @param {number} at
 */
function isJoined(text, at) {
  if (at <= 0 || at >= text.length) return false;
  if (inWord(text[at - 1]) && inWord(text[at])) {
    // Where no spaces divide words only a mark belongs to what is before it.
    const both = isWithoutSpaces(text[at - 1]) && isWithoutSpaces(text[at]);
    return !both || /\p{M}/u.test(text[at]);
  }
  // An apostrophe within a word joins its halves.
  return (
    (isApostrophe(text[at]) && inWord(text[at - 1]) && inWord(text[at + 1])) ||
    (isApostrophe(text[at - 1]) && inWord(text[at - 2]) && inWord(text[at]))
  );
}

/** @param {string} unit */
const isSecondHalf = (unit) => unit >= "\udc00" && unit <= "\udfff";

/**
 * Return a span widened to whole words, without white space at its ends.
 * An empty one becomes the word that it stands in.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @returns {Span}
 */
export function widen(text, start, end) {
  while (start < end && text[start] === " ") start += 1;
  while (end > start && text[end - 1] === " ") end -= 1;
  while (isJoined(text, start) || isSecondHalf(text[start])) start -= 1;
  while (isJoined(text, end) || isSecondHalf(text[end])) end += 1;
  // The last stop of “U.S.” is part of the word.
  if (text[end] === "." && INITIALS.test(text.slice(start, end))) end += 1;
  return { start, end };
}

/**
 * Return the words on both sides of an offset.
 * @param {string} text
 * @param {number} at
 */
export function around(text, at) {
  const before = text.slice(0, at).trimEnd();
  const rest = text.slice(at);
  const after = at + (rest.length - rest.trimStart().length);
  const next = text.slice(after).search(/\s/);
  return widen(text, before.lastIndexOf(" ") + 1, next < 0 ? text.length : after + next);
}
