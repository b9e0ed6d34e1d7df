// @ts-check
/* Characters and words. */

import { MARKS, SEARCHED_AS, WITHOUT_SPACES } from "../facts.js";

const marks = new RegExp("[" + MARKS + "]", "gu");
const plain = new Map(Object.entries(SEARCHED_AS));
const letters = new RegExp("[" + Object.keys(SEARCHED_AS).join("") + "]", "gu");
const parts = new RegExp("[" + WITHOUT_SPACES + "]+|[^" + WITHOUT_SPACES + "]+", "gu");
const withoutSpaces = new RegExp("^[" + WITHOUT_SPACES + "]", "u");

/**
 * Tell whether a text begins with a letter of a script that writes words without spaces.
 * @param {string} text
 */
export const isWithoutSpaces = (text) => withoutSpaces.test(text);

/**
 * Return a text without accents and capitals, as fold() of search_index.py does.
 * @param {string} text
 */
export const fold = (text) =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replace(marks, "")
    .replace(letters, (letter) => plain.get(letter) || letter)
    .normalize("NFC");

/**
 * Return what a query searches for: its words, and pairs of signs where no spaces divide words.
 * @param {string} query
 */
export function termsOf(query) {
  /** @type {Set<string>} */
  const words = new Set();
  for (const run of fold(query).match(/[\p{L}\p{N}\p{M}]+/gu) || []) {
    for (const part of run.match(parts) || []) {
      const signs = Array.from(part);
      if (!isWithoutSpaces(part)) {
        if (signs.length > 1) words.add(part);
      } else if (signs.length > 1) {
        signs.slice(1).forEach((sign, index) => words.add(signs[index] + sign));
      } else words.add(part);
    }
  }
  return Array.from(words);
}

/**
 * Tell whether a character belongs to a word.
 * @param {string | undefined} character
 */
export const inWord = (character) => /[\p{L}\p{N}\p{M}_\u200c\u200d]/u.test(character || "");

/**
 * Return each offset at which a quotation stands in a text, overlapping ones too.
 * @param {string} quote
 * @param {string} text
 */
export function occurrences(quote, text) {
  const found = [];
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) found.push(at);
  return found;
}
