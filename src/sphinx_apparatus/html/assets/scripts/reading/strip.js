// @ts-check
/* The strip of signs above a text: one stop for Tab; arrow keys go from sign to sign. */

import { all, byId, first, need } from "../shared/dom.js";

/** @type {Record<string, number>} */
const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/**
 * Return the index that a key leads to, or -1.
 * @param {string} key
 * @param {number} at
 * @param {number} count
 */
export function indexAfter(key, at, count) {
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  const step = STEPS[key];
  return step ? Math.min(Math.max(at + step, 0), count - 1) : -1;
}

/**
 * Return the title of a note and its summary, as far as it has them.
 * @param {Element} note
 */
const answerOf = (note) =>
  [".apparatus-note-title", ".apparatus-summary"]
    .map((part) => first(part, note)?.textContent || "")
    .filter(Boolean);

/**
 * Set up the strip of a text, if it has one.
 * @param {HTMLElement} overview
 */
export function setUpStrip(overview) {
  const links = /** @type {HTMLAnchorElement[]} */ (all(".apparatus-strip a", overview));
  if (!links.length) return;
  let current = links[0];
  for (const link of links) {
    const note = byId(link.hash.slice(1).replace("mark-", "note-"));
    const name = need(".apparatus-away", link).textContent || "";
    link.title = [name, ...(note ? answerOf(note) : [])].join(" · ");
    link.tabIndex = link === current ? 0 : -1;
  }
  need(".apparatus-strip", overview).addEventListener("keydown", (event) => {
    const shown = links.filter((link) => link.offsetParent || link.getClientRects().length);
    const at = shown.findIndex((link) => link === document.activeElement);
    const to = indexAfter(event.key, at, shown.length);
    if (to < 0) return;
    event.preventDefault();
    current.tabIndex = -1;
    current = shown[to];
    current.tabIndex = 0;
    current.focus();
  });
}
