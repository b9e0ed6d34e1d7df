// @ts-check
/* The button that appears at selected words. */

import { make } from "../shared/dom.js";
import { _ } from "../shared/messages.js";

/** The selection has to come to rest before the button follows it, in milliseconds. */
const REST = 150;
const GAP = 6;
/** A finger's handles hang below the words. */
const GAP_BELOW_HANDLES = 30;

/**
 * Put the button into the page.
 * @param {HTMLDialogElement} dialog
 * @param {() => import("./words.js").Found | null} selected
 * @param {(found: import("./words.js").Found) => void} open
 */
export function makeButton(dialog, selected, open) {
  const names = { type: "button", class: "apparatus-annotate-button" };
  const button = make("button", names, _("Annotate"));
  button.hidden = true;
  document.body.append(button);
  /** @type {import("./words.js").Found | null} */
  let found = null;
  let timer = 0;

  function offer() {
    if (dialog.open) return;
    found = selected();
    button.hidden = !found;
    button.textContent = found?.ofNote ? _("Correct") : _("Annotate");
    const selection = document.getSelection();
    if (!found || !selection) return;
    const boxes = selection.getRangeAt(0).getClientRects();
    const box = boxes[boxes.length - 1];
    if (!box) return;
    const right = document.documentElement.clientWidth - button.offsetWidth - 8;
    const gap = matchMedia("(pointer: coarse)").matches ? GAP_BELOW_HANDLES : GAP;
    button.style.left = scrollX + Math.max(8, Math.min(box.right + 4, right)) + "px";
    button.style.top = scrollY + box.bottom + gap + "px";
  }

  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(offer, REST);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !button.hidden) button.hidden = true;
  });
  // The selection must outlive the click.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const now = selected() || found;
    if (!now) return;
    button.hidden = true;
    open(now);
  });
  return offer;
}
