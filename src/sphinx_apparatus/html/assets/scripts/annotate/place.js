// @ts-check
/* The fields of a note that single its words out: the steps are those of least_fields() in note_file.py. */

import { occurrences } from "../shared/text.js";

/** @typedef {{ quote: string, in?: string, before?: string, after?: string }} Fields */

/**
 * Return the quotation and as few other fields as single it out; null if none do.
 * @param {{ id: string, text: string }[]} blocks all passages of the text
 * @param {{ id: string, text: string }} block the one that the words stand in
 * @param {number} start
 * @param {number} end
 * @returns {Fields | null}
 */
export function placeOf(blocks, block, start, end) {
  const text = block.text;
  const quote = text.slice(start, end);
  const count = blocks.reduce((sum, { text }) => sum + occurrences(quote, text).length, 0);
  if (count === 1) return { quote };
  const here = occurrences(quote, text);
  if (here.length === 1) return { quote, in: block.id };
  const before = wordsOf(text.slice(0, start));
  for (let n = 1; n <= before.length; n += 1) {
    const some = before.slice(-n).join(" ");
    const fits = here.filter((at) => text.slice(0, at).trimEnd().endsWith(some));
    if (fits.length === 1) return { quote, in: block.id, before: some };
  }
  const after = wordsOf(text.slice(end));
  for (let n = 1; n <= after.length; n += 1) {
    const some = after.slice(0, n).join(" ");
    const fits = here.filter((at) =>
      text
        .slice(at + quote.length)
        .trimStart()
        .startsWith(some),
    );
    if (fits.length === 1) return { quote, in: block.id, after: some };
  }
  return null;
}

/** @param {string} text */
const wordsOf = (text) => text.split(/\s+/).filter(Boolean);
