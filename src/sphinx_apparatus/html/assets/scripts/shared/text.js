// @ts-check
/* Characters and words. */

/**
 * Return a text without accents and capitals, as fold() of search_index.py does.
 * @param {string} text
 */
export const fold = (text) =>
  text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();

/**
 * Tell whether a character belongs to a word.
 * @param {string | undefined} character
 */
export const inWord = (character) => /[\p{L}\p{N}\p{M}_]/u.test(character || "");

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
