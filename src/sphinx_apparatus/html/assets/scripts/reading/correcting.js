// @ts-check
/* The button “Correct”: in an opened note, below a passage, and in the row of a list that somebody
   points at, is in with the keyboard, or has touched. */

import { all, first, make, siteRoot, targetOf } from "../shared/dom.js";
import { _ } from "../shared/messages.js";
import { askToCorrect } from "./on_demand.js";

/** What stands in lists: notes, fact-checks, places found, sources. */
const ROWS =
  "aside.apparatus-note, details.apparatus-fold, .apparatus-table tbody tr, " +
  ".apparatus-search-results li, li.apparatus-source";
const NOTE = /^(?:e.+-)?note-(.+)$/;
const PLACE = /^(?:e.+-)?(?:(?:note|mark)-.+|[hpft][0-9]+[a-z]?)$/;

/**
 * Return a button that asks for a correction.
 * @param {() => Correctable | null} target
 */
export function correctButton(target) {
  const button = make("button", { type: "button" }, _("Correct"));
  button.addEventListener("click", () => {
    const wanted = target();
    if (wanted) askToCorrect(wanted);
  });
  return button;
}

/**
 * Return what a row of a list is about, or null.
 * @param {HTMLElement} row
 * @returns {Correctable | null}
 */
export function targetOfRow(row) {
  if (row.matches(".apparatus-source")) {
    const words = (first("p", row)?.textContent || "").replace(/\s*BibTeX\s*$/, "").trim();
    return { kind: "source", key: row.id.replace("source-", ""), words };
  }
  const home = /** @type {HTMLElement | null} */ (row.closest("[data-essay]"));
  const note = row.id.match(NOTE);
  if (home && note) return { kind: "note", essay: home.dataset.essay || "", id: note[1] };
  const root = siteRoot().href;
  for (const link of /** @type {HTMLAnchorElement[]} */ (all("a[href*='#']", row))) {
    const anchor = decodeURIComponent(link.hash.slice(1));
    if (!PLACE.test(anchor) || !link.href.startsWith(root)) continue;
    const page = link.href.slice(root.length).replace(/[?#].*/, "");
    return { kind: "place", page, anchor, label: (link.textContent || "").trim() };
  }
  return null;
}

/** Offer one button, which goes to the row that somebody is at. */
export function offerInRows() {
  /** @type {HTMLElement | null} */
  let row = null;
  const button = correctButton(() => row && targetOfRow(row));
  button.classList.add("apparatus-row-correct");

  /** @param {Event} event */
  function follow(event) {
    const now = /** @type {HTMLElement | null | undefined} */ (targetOf(event)?.closest(ROWS));
    // A pointer at rest does not take it from the row that the keyboard is in.
    const isTyping = event.type !== "focusin" && row?.querySelector(":focus-visible");
    if (!now || now === row || isTyping) return;
    const target = targetOfRow(now);
    if (!target) return;
    row = now;
    const name = target.kind === "source" ? target.key : first("a, summary", now)?.textContent;
    button.setAttribute("aria-label", _("Correct {what}", { what: (name || "").trim() }));
    (now.matches("tr") ? now.lastElementChild || now : now).append(button);
  }

  for (const type of ["pointerover", "focusin"]) document.addEventListener(type, follow);
}
