// @ts-check
/* What stays in the page when the window is closed: the selection, and how to go on. */

import { make } from "../shared/dom.js";
import { _ } from "../shared/messages.js";

/**
 * Put the line into the page; it appears when the window is closed with answers in it.
 * @param {HTMLDialogElement} dialog
 */
export function keptLine(dialog) {
  const words = make("span", { role: "status" });
  const open = make("button", { type: "button" }, _("Go on"));
  const away = make("button", { type: "button" }, _("Dismiss"));
  const line = make("p", { class: "apparatus-annotate-kept" }, words, " ", open, " ", away);
  line.hidden = true;
  document.body.append(line);
  /** @type {Range | null} */
  let selected = null;
  let passage = "";

  dialog.addEventListener("close", () => {
    const selection = document.getSelection();
    if (selected && selection && selection.isCollapsed) {
      selection.removeAllRanges();
      selection.addRange(selected);
    }
    line.hidden = !passage;
    words.textContent = passage
      ? _("Your answers are kept; select words in {passage} to go on.", { passage })
      : "";
  });
  open.addEventListener("click", () => {
    line.hidden = true;
    dialog.showModal();
  });
  away.addEventListener("click", () => {
    line.hidden = true;
  });

  return {
    /** Take down what is selected: inputs take the selection away. */
    opened() {
      const selection = document.getSelection();
      const isSome = selection && selection.rangeCount && !selection.isCollapsed;
      selected = isSome ? selection.getRangeAt(0).cloneRange() : null;
      line.hidden = true;
    },
    /** @param {string} name the passage that answers are about; empty if there are none */
    about(name) {
      passage = name;
    },
  };
}
