// @ts-check
/* One text: its notes, opened and closed, with what belongs to them. */

import { byId, make, need, targetOf } from "../shared/dom.js";
import { _ } from "../shared/messages.js";
import { toggleCitation } from "./citation.js";
import { detailsOf } from "./details.js";
import { lightNotes } from "./highlight.js";
import { hideIfEmpty, marginOf } from "./margin.js";
import { collectNotes } from "./notes.js";
import { panelOf } from "./panel.js";
import { setUpStrip } from "./strip.js";
import { watchSwitches } from "./switches.js";

/** @typedef {import("./notes.js").Note} Note */

/**
 * Set up the text that an overview belongs to.
 * @param {HTMLElement} overview
 * @param {import("./view.js").View} view
 */
export function setUpEssay(overview, view) {
  const name = overview.dataset.for || "";
  const essay = /** @type {HTMLElement} */ (byId(name));
  const titles = JSON.parse(need(".apparatus-data", overview).textContent || "{}");
  const { notes, groups } = collectNotes(essay, name.slice(0, -"text".length), titles);
  const ordered = Array.from(notes.values());
  const place = marginOf(essay, ordered, groups);
  const details = detailsOf(overview.dataset.page || "", essay.dataset.essay || "");
  const text = { essay, details, place };

  /** @param {Note} note */
  const isShown = (note) => !view.hidden.has(note.kind) && !view.hidden.has(note.verdict);

  /** @param {Element} element */
  function noteAt(element) {
    const line = element.closest(".apparatus-margin > li");
    if (line) return ordered.find((note) => note.item === line);
    const panel = /** @type {HTMLElement | null} */ (element.closest(".apparatus-panel"));
    if (panel) return notes.get(panel.dataset.note || "");
    const mark = element.closest(".apparatus-mark");
    return mark ? ordered.find((note) => note.mark === mark) : undefined;
  }

  /** @param {Note} note */
  function open(note) {
    const panel = panelOf(note, text, () => shut(note, true));
    note.panel = panel;
    note.line.setAttribute("aria-expanded", "true");
    place();
    panel.focus({ preventScroll: true });
    panel.scrollIntoView({ block: "nearest" });
  }

  /**
   * @param {Note} note
   * @param {boolean} back whether the focus returns to the mark
   */
  function shut(note, back) {
    if (!note.panel) return;
    note.panel.remove();
    note.panel = null;
    note.line.setAttribute("aria-expanded", "false");
    const group = groups.get(note.block);
    if (group) hideIfEmpty(group);
    place();
    if (back) note.mark.focus({ preventScroll: true });
  }

  essay.addEventListener("click", (event) => {
    const link = /** @type {HTMLAnchorElement | null | undefined} */ (
      targetOf(event)?.closest(".apparatus-number a")
    );
    if (link && !isModified(event)) citePassage(link, text);
  });
  essay.addEventListener("click", (event) => {
    const target = targetOf(event)?.closest(".apparatus-mark, .apparatus-line");
    const note = target && noteAt(target);
    if (!note || isModified(event) || event.button) return;
    event.preventDefault();
    if (note.panel) shut(note, true);
    else open(note);
  });
  essay.addEventListener("keydown", (event) => {
    const target = targetOf(event);
    const note = event.key === "Escape" && target && noteAt(target);
    if (!note || !note.panel) return;
    event.preventDefault();
    shut(note, true);
  });
  lightNotes(essay, notes, noteAt, isShown);
  watchSwitches(overview, essay, view, () => {
    for (const note of ordered) if (!isShown(note)) shut(note, false);
    place();
  });
  place();
  if (window.ResizeObserver) new ResizeObserver(place).observe(essay);
  window.addEventListener("load", place);
  setUpStrip(essay);
}

/** @param {MouseEvent} event */
const isModified = (event) => event.ctrlKey || event.metaKey || event.shiftKey;

/**
 * Show below a passage how it is cited.
 * @param {HTMLAnchorElement} link its number
 * @param {{ details: () => Promise<EssayDetails>, place: () => void }} text
 */
function citePassage(link, text) {
  const block = /** @type {HTMLElement} */ (link.closest(".apparatus-block"));
  let box = /** @type {HTMLElement | null} */ (block.nextElementSibling);
  if (!box?.classList.contains("apparatus-cite-box")) {
    const label = _("Cite {place}", { place: link.title });
    const names = "apparatus-opened apparatus-cite-box";
    box = make("div", { class: names, role: "group", "aria-label": label });
    block.after(box);
  }
  const into = box;
  const cited = { place: link.textContent || "", title: "", name: "", id: block.id };
  // After the jump to the passage, which takes the focus away.
  setTimeout(() => toggleCitation(into, "passage", cited, text));
}
