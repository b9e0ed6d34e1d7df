// @ts-check
/* English prose split into sentences, by the steps and the lists of sentences.py. */

import { BEFORE_NAMES, DOUBTFUL, OPENERS } from "../facts.js";

const CANDIDATE =
  /(?<![.!?…])([.!?…]+)([”’"')\]⟩]*)\s+(?=[“‘"'([⟨–—-]*\s?(?![_a-zß-öø-ÿ])[\p{L}\p{N}])/gu;
const WORD_BEFORE = /[\p{L}\p{N}_.’'-]*$/u;
const WORD_AFTER = /[\p{L}\p{N}_’'-]+/u;
const INITIALS = /^(?:\p{L}\.)*\p{L}$/u;

/**
 * Return the start and end of each sentence of a paragraph, without white space.
 * @param {string} text
 * @returns {[number, number][]}
 */
export function sentences(text) {
  /** @type {[number, number][]} */
  const found = [];
  let start = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    if (!endsHere(text, match)) continue;
    found.push([start, match.index + match[1].length + match[2].length]);
    start = match.index + match[0].length;
  }
  found.push([start, text.trimEnd().length]);
  return found
    .filter(([begin, end]) => text.slice(begin, end).trim())
    .map(([begin, end]) => {
      const part = text.slice(begin, end);
      return [begin + part.length - part.trimStart().length, end];
    });
}

/**
 * Tell whether a stop before a capital ends its sentence.
 * @param {string} text
 * @param {RegExpMatchArray} match
 */
function endsHere(text, match) {
  if (match[1] !== "." || match[2]) return true;
  const at = match.index || 0;
  const word = (text.slice(0, at).match(WORD_BEFORE)?.[0] || "").toLowerCase();
  const after = text.slice(at + match[0].length).match(WORD_AFTER)?.[0] || "";
  const opens = OPENERS.includes(after.toLowerCase());
  if (BEFORE_NAMES.includes(word)) return false;
  if (DOUBTFUL.includes(word)) return opens;
  if (INITIALS.test(word) && word !== "i") return opens && word.includes(".");
  return true;
}
