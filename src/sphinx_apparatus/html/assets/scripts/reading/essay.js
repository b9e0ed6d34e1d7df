// @ts-check
/* One text: its notes, opened and closed, with what belongs to them. */

import { byId, make, need, targetOf } from "../shared/dom.js";
import { _ } from "../shared/messages.js";
import { toggleCitation } from "./citation.js";
import { correctButton, offersCorrections } from "./correcting.js";
import { detailsOf } from "./details.js";
import { lightNotes } from "./highlight.js";
import { addLines, collectNotes, idsOf } from "./notes.js";
import { openedNotes } from "./opened.js";
import { shortestOf } from "./order.js";
import { shiftToReach } from "./sight.js";
import { stripSteps } from "./strip.js";
import { watchSwitches } from "./switches.js";

/** @typedef {import("./notes.js").Note} Note */

/**
 * Set up the text that an overview belongs to; return the steps that are left.
 * @param {HTMLElement} overview
 * @param {import("./view.js").View} view
 * @returns {(() => void)[]}
 */
export function setUpEssay(overview, view) {
  const name = overview.dataset.for || "";
  const essay = /** @type {HTMLElement} */ (byId(name));
  const titles = JSON.parse(need(".apparatus-data", overview).textContent || "{}");
  const { notes, groups } = collectNotes(essay, name.slice(0, -"text".length), titles);
  const ordered = Array.from(notes.values());
  const details = detailsOf(overview.dataset.page || "", essay.dataset.essay || "");

  /** @param {Note} note */
  const isShown = (note) => !view.hidden.has(note.kind) && !view.hidden.has(note.verdict);
  const opened = openedNotes({ essay, details }, ordered, groups, isShown);
  const { noteAt, place } = opened;

  /** @param {Note} note */
  function toggle(note) {
    if (note.panel) opened.shut(note, true);
    else opened.open(note);
  }

  essay.addEventListener("click", (event) => {
    const link = /** @type {HTMLAnchorElement | null | undefined} */ (
      targetOf(event)?.closest(".apparatus-number a")
    );
    if (link && !isModified(event)) citePassage(link, { essay, details, place });
  });
  essay.addEventListener("click", (event) => {
    if (isModified(event) || event.button) return;
    const target = targetOf(event)?.closest(".apparatus-mark, .apparatus-line");
    const note = target ? noteAt(target) : tapped(event);
    if (!note) return;
    event.preventDefault();
    toggle(note);
  });

  /**
   * Return the note on the words that a finger has tapped; a mouse selects words.
   * @param {MouseEvent} event
   */
  function tapped(event) {
    const target = targetOf(event);
    const piece = /** @type {HTMLElement | null | undefined} */ (target?.closest("[data-notes]"));
    const hasSelected = getSelection()?.isCollapsed === false;
    const { pointerType } = /** @type {PointerEvent} */ (event);
    if (!piece || hasSelected || pointerType === "mouse" || target?.closest("a, button")) return;
    const there = idsOf(piece).flatMap((id) => notes.get(id) || []);
    return shortestOf(there.filter(isShown));
  }

  document.addEventListener("click", (event) => {
    const link = /** @type {HTMLAnchorElement | null | undefined} */ (
      targetOf(event)?.closest("a[href*='#']:not(.apparatus-mark, .label)")
    );
    if (!link || event.defaultPrevented || isModified(event) || event.button) return;
    const note = opened.noteAfter(link);
    // A finger that touches a link outside an opened note sees its preview first.
    const isTouch = /** @type {PointerEvent} */ (event).pointerType === "touch";
    const isAway = !link.closest(".apparatus-panel, .apparatus-strip");
    if (!note || !isShown(note) || (isTouch && isAway)) return;
    event.preventDefault();
    opened.follow(note);
  });
  document.addEventListener("keydown", (event) => {
    const target = targetOf(event);
    if (event.key !== "Escape" || target?.closest("input:not([type]), [type=search], textarea")) {
      return;
    }
    const there = target && noteAt(target);
    const note = there?.panel ? there : opened.current();
    if (!note) return;
    event.preventDefault();
    opened.shut(note, true);
  });
  // Names come before the note is opened, and move nothing.
  for (const type of ["pointerover", "pointerdown", "focusin"]) {
    essay.addEventListener(type, (event) => {
      if (targetOf(event)?.closest("[data-notes], .apparatus-mark, .apparatus-line")) details();
    });
  }
  lightNotes(essay, notes, noteAt, isShown);
  window.addEventListener("load", () => {
    place();
    // Only now browsers have scrolled to where somebody was, or to what the address names.
    const note = opened.current();
    if (note) opened.reach(note);
  });
  window.addEventListener("popstate", () => opened.restore(shiftToReach));
  window.addEventListener("hashchange", () => opened.restore(shiftToReach));
  return [
    () => addLines(notes, groups),
    () => watchSwitches(overview, essay, view, opened.shutHidden),
    () => {
      place();
      opened.restore(shiftToReach);
      if (window.ResizeObserver) new ResizeObserver(place).observe(essay);
    },
    ...stripSteps(essay),
  ];
}

/** @param {MouseEvent} event */
const isModified = (event) => event.ctrlKey || event.metaKey || event.shiftKey;

/**
 * Show below a passage how it is cited, or remove it.
 * @param {HTMLAnchorElement} link its number
 * @param {{ essay: HTMLElement, details: () => Promise<EssayDetails>, place: () => void }} text
 */
function citePassage(link, text) {
  const block = /** @type {HTMLElement} */ (link.closest(".apparatus-block"));
  const old = block.nextElementSibling;
  if (old?.classList.contains("apparatus-cite-box")) {
    old.remove();
    text.place();
    return;
  }
  const label = _("Cite {place}", { place: link.title });
  const names = "apparatus-opened apparatus-cite-box";
  const box = make("div", { class: names, role: "group", "aria-label": label });
  block.after(box);
  if (offersCorrections()) {
    const { essay = "" } = text.essay.dataset;
    const { id } = block;
    const target = { kind: /** @type {const} */ ("passage"), essay, id, label: link.title };
    box.append(correctButton(() => target));
  }
  const cited = { place: link.textContent || "", title: "", name: "", id: block.id, note: "" };
  // After the jump to the passage, which takes the focus away.
  setTimeout(() => toggleCitation(box, "passage", cited, text));
}
