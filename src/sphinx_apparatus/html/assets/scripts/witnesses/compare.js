// @ts-check
/* The words of two copies of a passage. */

/** @typedef {{ text: string, how: "same" | "signs" | "other" }} Part */

/** More words than these, one copy times the other, are not compared: it would take too long. */
const MOST = 4_000_000;

/** A word with what follows it, up to the next; in scripts without spaces each letter is one. */
const WORD =
  /(?:[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}]\p{M}*[^\s\p{L}\p{M}\p{N}]*|[^\s—–\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}]+[—–]*|[—–]+)\s*/gu;

/** @param {string} text */
const wordsOf = (text) => text.match(WORD) || [];

/**
 * Return what is compared of a word: no signs, no capitals.
 * @param {string} word
 */
const keyOf = (word) => word.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, "") || word.trim();

/**
 * Return the words of two copies in parts that are shown alike.
 * @param {string} one
 * @param {string} other
 * @returns {[Part[], Part[]]}
 */
export function compare(one, other) {
  const left = wordsOf(one);
  const right = wordsOf(other);
  const [keys, others] = [left.map(keyOf), right.map(keyOf)];
  /** @type {Part[]} */
  const ours = [];
  /** @type {Part[]} */
  const theirs = [];
  let [i, j] = [0, 0];
  for (const [a, b] of [...common(keys, others), [left.length, right.length]]) {
    add(ours, left.slice(i, a).join(""), "other");
    add(theirs, right.slice(j, b).join(""), "other");
    if (a < left.length) {
      const how = left[a].trim() === right[b].trim() ? "same" : "signs";
      add(ours, left[a], how);
      add(theirs, right[b], how);
    }
    [i, j] = [a + 1, b + 1];
  }
  return [ours, theirs];
}

/**
 * Add words to a column.
 * @param {Part[]} parts
 * @param {string} text
 * @param {Part["how"]} how
 */
function add(parts, text, how) {
  const last = parts[parts.length - 1];
  if (last && last.how === how) last.text += text;
  else if (text) parts.push({ text, how });
}

/**
 * Return the places of the longest sequence of words that both have.
 * @param {string[]} one
 * @param {string[]} other
 * @returns {[number, number][]}
 */
function common(one, other) {
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start += 1;
  let end = 0;
  const most = Math.min(one.length, other.length) - start;
  while (end < most && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  const [rows, columns] = [one.length - start - end, other.length - start - end];
  /** @type {[number, number][]} */
  const found = [];
  for (let at = 0; at < start; at += 1) found.push([at, at]);
  if (rows * columns && rows * columns <= MOST) {
    // In each cell the length of what is common to what follows.
    const width = columns + 1;
    const table = new Uint32Array((rows + 1) * width);
    for (let i = rows - 1; i >= 0; i -= 1) {
      for (let j = columns - 1; j >= 0; j -= 1) {
        table[i * width + j] =
          one[start + i] === other[start + j]
            ? table[(i + 1) * width + j + 1] + 1
            : Math.max(table[(i + 1) * width + j], table[i * width + j + 1]);
      }
    }
    let [i, j] = [0, 0];
    while (i < rows && j < columns) {
      if (one[start + i] === other[start + j]) {
        found.push([start + i, start + j]);
        i += 1;
        j += 1;
      } else if (table[(i + 1) * width + j] >= table[i * width + j + 1]) i += 1;
      else j += 1;
    }
  }
  for (let at = end; at > 0; at -= 1) found.push([one.length - at, other.length - at]);
  return found;
}
