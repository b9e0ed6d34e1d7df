// @ts-check
/* The button “Correct” in the row of a list that somebody points at, is in with the keyboard, or has
   touched. An opened note has its own. */

import { correctButton, offersCorrections } from "./reading/correcting.js";
import { all, first, siteRoot } from "./shared/dom.js";
import { _ } from "./shared/messages.js";

/** Notes that unfold, tables, places found, sources. */
const ROWS =
  "details.apparatus-fold, .apparatus-table tbody tr, .apparatus-search-results li, " +
  "li.apparatus-source";
const PLACE = /^(?:e.+-)?(?:(?:note|mark)-.+|[hpftsdn][0-9]+[a-z]?)$/;

/**
 * Return what a row of a list is about, or null.
 * @param {HTMLElement} row
 * @returns {Correctable | null}
 */
function targetOfRow(row) {
  if (row.matches(".apparatus-source")) {
    const words = (first("p", row)?.textContent || "").replace(/\s*BibTeX\s*$/, "").trim();
    return { kind: "source", key: row.id.replace("source-", ""), words };
  }
  const root = siteRoot().href;
  for (const link of /** @type {HTMLAnchorElement[]} */ (all("a[href*='#']", row))) {
    const anchor = decodeURIComponent(link.hash.slice(1));
    if (!PLACE.test(anchor) || !link.href.startsWith(root)) continue;
    const page = link.href.slice(root.length).replace(/[?#].*/, "");
    return { kind: "place", page, anchor, label: (link.textContent || "").trim() };
  }
  return null;
}

/** @type {HTMLElement | null} */
let row = null;
const button = correctButton(() => row && targetOfRow(row));
button.classList.add("apparatus-row-correct");

/**
 * Let the button follow to the row of an element.
 * @param {EventTarget | null} element
 */
function follow(element) {
  const now = /** @type {HTMLElement | null} */ (
    element instanceof Element && element.closest(ROWS)
  );
  const target = now && now !== row && targetOfRow(now);
  if (!now || !target) return;
  row = now;
  const name = target.kind === "source" ? target.key : first("a, summary", now)?.textContent;
  button.setAttribute("aria-label", _("Correct {what}", { what: (name || "").trim() }));
  (now.matches("tr") ? now.lastElementChild || now : now).append(button);
}

if (offersCorrections()) {
  document.addEventListener("focusin", ({ target }) => follow(target));
  document.addEventListener("pointerover", ({ target }) => {
    // A pointer at rest does not take it from the row that the keyboard is in.
    if (!row?.querySelector(":focus-visible")) follow(target);
  });
}
