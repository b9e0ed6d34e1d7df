// @ts-check
/* Words that are spelled nearly as one that was not found. */

/**
 * Return how many letters two words differ in, or more than most.
 * @param {string} one
 * @param {string} other
 * @param {number} most
 */
export function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const step = one[i - 1] === other[j - 1] ? 0 : 1;
      row.push(Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + step));
    }
    if (Math.min(...row) > most) return most + 1;
    before = row;
  }
  return before[other.length];
}

/**
 * Return the word most like another: the nearest one, of equally near ones that with most places.
 * @param {string} word
 * @param {Iterable<[string, number]>} terms with the number of their places
 */
export function nearest(word, terms) {
  let most = word.length < 5 ? 1 : 2;
  let best = "";
  let places = 0;
  for (const [term, count] of terms) {
    const far = distance(word, term, most);
    if (far > most || (far === most && best && count <= places)) continue;
    [best, places, most] = [term, count, far];
  }
  return best;
}
