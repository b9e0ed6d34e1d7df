// @ts-check
/* What a query asks for: words, “words that stand together”, -words that must not be there,
   initials, and numbers of passages and notes. */

import { ALIKE } from "../facts.js";
import { fold, isWithoutSpaces, termsOf } from "../shared/text.js";

/**
 * @typedef {object} Term
 * @property {string} text
 * @property {boolean} exact whether longer words that begin so do not count
 */

/**
 * @typedef {object} Query
 * @property {Term[]} terms
 * @property {string[]} phrases
 * @property {Term[]} without
 * @property {string[]} withoutPhrases
 * @property {string} essay label of the text that a number was asked for of
 * @property {string[]} dropped what is too short to be searched
 */

const alike = new Map(Object.entries(ALIKE));
const INITIALS = /(?<![\p{L}\p{N}.])(?:\p{L}\.)+\p{L}\.?(?![\p{L}\p{N}])/gu;
const QUOTED = /(^|\s)([-−]?)["“”„«]([^"“”„»]+)["“”»]/gu;
const NUMBER = /(?:(\S+)\s+)?(?:(¶)\s*(\d+[a-z]?)|(n\.)\s*(\d+|[a-z]{1,2}))(?![\p{L}\p{N}])/giu;

/**
 * Return the words of a text one after the other, as phrases are compared.
 * @param {string} text
 */
export function sequence(text) {
  const joined = text.replace(INITIALS, (found) => found.replace(/\./g, "") + " ");
  const words = fold(joined).match(/[\p{L}\p{N}\p{M}]+/gu) || [];
  return " " + words.map((word) => alike.get(word) || word).join(" ") + " ";
}

/**
 * Return whether words stand together in a text.
 * @param {string} text
 * @param {string} phrase
 */
export const hasPhrase = (text, phrase) =>
  isWithoutSpaces(phrase)
    ? fold(text).includes(fold(phrase))
    : sequence(text).includes(sequence(phrase));

/**
 * Return the terms of a word as somebody typed it. What is written as initials is no beginning.
 * @param {string} word
 * @returns {Term[]}
 */
function termsIn(word) {
  const initials = word.match(INITIALS);
  if (initials) {
    const text = fold(initials[0].replace(/\./g, ""));
    return [{ text: alike.get(text) || text, exact: true }];
  }
  const isCapital = /^\P{L}*\p{Lu}{2,3}\P{L}*$/u.test(word);
  return termsOf(word).map((text) => ({ text: alike.get(text) || text, exact: isCapital }));
}

/**
 * Read a query.
 * @param {string} typed
 * @param {string[]} labels of the texts
 * @returns {Query}
 */
export function queryOf(typed, labels) {
  /** @type {Query} */
  const query = { terms: [], phrases: [], without: [], withoutPhrases: [], essay: "", dropped: [] };
  let rest = typed.replace(NUMBER, (_found, before, sign, passage, short, note) => {
    query.terms.push({ text: fold(sign ? sign + passage : short + note), exact: true });
    if (labels.includes(before)) query.essay = before;
    else if (before) return before + " ";
    return " ";
  });
  rest = rest.replace(QUOTED, (_found, _space, minus, words) => {
    (minus ? query.withoutPhrases : query.phrases).push(words);
    return " ";
  });
  for (const word of rest.split(/\s+/u).filter(Boolean)) {
    const terms = termsIn(word);
    if (/^[-−]./u.test(word)) query.without.push(...terms);
    else if (terms.length) query.terms.push(...terms);
    else if (/[\p{L}\p{N}]/u.test(word)) query.dropped.push(word);
  }
  // The words of a phrase are looked up, each whole; then the texts are compared.
  for (const phrase of query.phrases) {
    for (const text of termsOf(sequence(phrase))) query.terms.push({ text, exact: true });
  }
  return query;
}
