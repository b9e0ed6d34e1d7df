// @ts-check
/* Notes in the order in which somebody reads them. */

import { likeOf } from "../shared/scheme.js";

/**
 * Return the notes in the order of their marks; the page has textual notes after all others.
 * @template {{ mark: Node }} Marked
 * @param {Marked[]} notes
 */
export const inTextOrder = (notes) =>
  notes
    .slice()
    .sort((one, other) =>
      one.mark.compareDocumentPosition(other.mark) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
    );

/**
 * Return the note that is some steps away among those that are shown, or nothing.
 * @template Each
 * @param {Each[]} notes
 * @param {Each} from
 * @param {number} steps
 * @param {(note: Each) => boolean} isShown
 */
export function noteBeside(notes, from, steps, isShown) {
  const shown = notes.filter((note) => note === from || isShown(note));
  return shown[shown.indexOf(from) + steps];
}

/**
 * Return the note on the fewest words, of several the first; but a fact-check on nearly as few.
 * @template {{ kind: string, pieces: { textContent: string | null }[] }} Spanned
 * @param {Spanned[]} notes
 * @returns {Spanned | undefined}
 */
export function shortestOf(notes) {
  const lengths = notes.map(
    ({ pieces }) => pieces.map(({ textContent }) => textContent).join("").length,
  );
  const least = Math.min(...lengths);
  return (
    notes.find(({ kind }, at) => likeOf(kind) === "fact-check" && lengths[at] * 3 <= least * 4) ||
    notes[lengths.indexOf(least)]
  );
}
