// @ts-check
/* From words in the page to the file of a note: select, choose a kind, send.
   The quotation is made of the base text alone, as the check of the edition reads it. */

import { askToCorrect } from "./reading/correcting.js";
import { all, need } from "./shared/dom.js";
import { makeButton } from "./annotate/button.js";
import { makeWindow } from "./annotate/window.js";
import { readEssay, selectedIn } from "./annotate/words.js";

/**
 * @param {NonNullable<Window["apparatusAnnotate"]>} page
 * @param {ContributingSettings} settings
 */
function start(page, settings) {
  const elements = all("[data-essay]");
  /** @type {Map<HTMLElement, import("./annotate/words.js").Essay>} */
  const read = new Map();

  /** @param {HTMLElement} element */
  function essayOf(element) {
    const essay = read.get(element) || readEssay(element);
    read.set(element, essay);
    return essay;
  }

  function selected() {
    const selection = document.getSelection();
    if (!selection || !selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const element = elements.find((essay) => range.intersectsNode(essay));
    return element ? selectedIn(range, essayOf(element)) : null;
  }

  const { dialog, open } = makeWindow(page, settings, window.apparatusSources || {});
  const offer = makeButton(dialog, selected, (found) => {
    const { essay, ofNote, said } = found;
    if (ofNote) askToCorrect({ kind: "note", essay: essay.id, id: ofNote, words: said });
    else open(found);
  });
  for (const element of elements) {
    // It was pressed, or words were selected, and this script was fetched.
    const button = need(".apparatus-annotate-start", element);
    button.addEventListener("click", () => open({ essay: essayOf(element) }));
    if (button.dataset.pressed) button.click();
  }
  offer();
}

if (window.apparatusAnnotate && window.apparatusContributing && all("[data-essay]").length) {
  start(window.apparatusAnnotate, window.apparatusContributing);
}
