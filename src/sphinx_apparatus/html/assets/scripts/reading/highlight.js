// @ts-check
/* Words, mark and line of a note light up together. */

import { targetOf } from "../shared/dom.js";
import { idsOf } from "./notes.js";

/** @typedef {import("./notes.js").Note} Note */

/**
 * Light up what is pointed at or has the focus.
 * @param {HTMLElement} essay
 * @param {Map<string, Note>} notes
 * @param {(element: Element) => Note | undefined} noteAt
 * @param {(note: Note) => boolean} isShown
 */
export function lightNotes(essay, notes, noteAt, isShown) {
  /** @type {HTMLElement[]} */
  let lit = [];

  /** @param {Note[]} chosen */
  function light(chosen) {
    for (const element of lit) element.classList.remove("apparatus-is-lit");
    lit = chosen.flatMap((note) => [note.mark, note.line, ...note.pieces]);
    for (const element of lit) element.classList.add("apparatus-is-lit");
  }

  /** @param {Element} target */
  function notesAt(target) {
    const piece = /** @type {HTMLElement | null} */ (target.closest("[data-notes]"));
    if (!piece) return [noteAt(target)];
    return idsOf(piece)
      .map((id) => notes.get(id))
      .filter((note) => note && isShown(note));
  }

  for (const type of ["mouseover", "focusin"]) {
    essay.addEventListener(type, (event) => {
      const target = targetOf(event);
      if (target) light(notesAt(target).filter((note) => note !== undefined));
    });
  }
  essay.addEventListener("mouseleave", () => light([]));
  essay.addEventListener("focusout", () => light([]));
}
