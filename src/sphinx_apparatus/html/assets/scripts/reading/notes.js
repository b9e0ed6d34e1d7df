// @ts-check
/* The notes of a text as the page has them, and a line in the margin for each. */

import { all, byId, first, make, need } from "../shared/dom.js";
import { _ } from "../shared/messages.js";

/**
 * @typedef {object} Note
 * @property {string} id
 * @property {string} label its number or letter
 * @property {string} kind
 * @property {string} verdict empty but for fact-checks
 * @property {string} title
 * @property {HTMLElement} mark where it stands in the text
 * @property {HTMLElement} foot the note below the text
 * @property {HTMLElement} block the passage that it is about
 * @property {HTMLLIElement} item its place in the margin
 * @property {HTMLButtonElement} line its line there
 * @property {HTMLElement | null} panel the opened note
 * @property {HTMLElement[]} pieces the words that it is about
 */

/**
 * @typedef {object} Group the notes of one passage
 * @property {HTMLElement} list the place of their lines in the margin
 * @property {DocumentFragment} items their lines until they stand there
 * @property {HTMLElement | null} opened the place under the passage for opened notes
 */

/**
 * Return the notes of a text by their ids, in the order of the page, and their groups by passage.
 * @param {HTMLElement} essay
 * @param {string} prefix of all ids of the text, if the page has several texts
 * @param {Record<string, string>} titles those that the page does not show
 */
export function collectNotes(essay, prefix, titles) {
  /** @type {Map<string, Note>} */
  const notes = new Map();
  /** @type {Map<HTMLElement, Group>} */
  const groups = new Map();
  for (const foot of all("aside.apparatus-note", essay)) {
    const id = foot.id.slice(prefix.length + "note-".length);
    const mark = byId(prefix + "mark-" + id);
    const block = /** @type {HTMLElement | null} */ (mark && mark.closest(".apparatus-block"));
    if (!mark || !block) continue;
    const label = need(".label", foot).textContent || "";
    const shown = first(".apparatus-note-title", foot);
    const kind = classAfter(foot, "apparatus-note-");
    const verdict = classAfter(foot, "apparatus-verdict-");
    const title = titles[id] || (shown && shown.textContent) || label;
    // The mark in the text is where the keyboard stops; the line is for the pointer.
    const stops = { type: "button", tabindex: "-1", "aria-expanded": "false" };
    const line = make("button", { class: "apparatus-line", ...stops, title });
    const names = "apparatus-margin-" + kind + (verdict ? " apparatus-verdict-" + verdict : "");
    const item = make("li", { class: names }, line);
    let group = groups.get(block);
    if (!group) {
      const items = document.createDocumentFragment();
      group = { list: listAfter(block), items, opened: null };
      groups.set(block, group);
    }
    group.items.append(item);
    const parts = { mark, foot, block, item, line, panel: null, pieces: [] };
    notes.set(id, { id, label, kind, verdict, title, ...parts });
  }
  for (const piece of all("[data-notes]", essay)) {
    for (const id of idsOf(piece)) notes.get(id)?.pieces.push(piece);
  }
  return { notes, groups };
}

/**
 * Write the lines of the margin.
 * @param {Map<string, Note>} notes
 * @param {Map<HTMLElement, Group>} groups
 */
export function addLines(notes, groups) {
  for (const note of notes.values()) fill(note);
  for (const { list, items } of groups.values()) list.append(items);
}

/**
 * Return the ids of the notes that a piece of the text belongs to.
 * @param {HTMLElement} piece
 */
export const idsOf = (piece) => (piece.dataset.notes || "").split(" ");

/**
 * @param {Element} element
 * @param {string} start
 */
function classAfter(element, start) {
  const found = Array.from(element.classList).find((name) => name.startsWith(start));
  return found ? found.slice(start.length) : "";
}

/**
 * Return the place for the lines of a passage. The page has it after most passages; a part of one
 * gets its own.
 * @param {HTMLElement} block
 */
function listAfter(block) {
  /** @type {Element | null} */
  let list = block;
  while (list && !list.classList.contains("apparatus-margin")) list = list.nextElementSibling;
  if (!list) {
    list = make("ul", { class: "apparatus-margin" });
    block.after(list);
  }
  const name = first(".apparatus-number a", block);
  const label = name
    ? _("Notes on {place}", { place: name.textContent || "" })
    : _("Notes on this part");
  list.setAttribute("aria-label", label);
  return /** @type {HTMLElement} */ (list);
}

/** @param {Note} note */
function fill({ foot, line, label, title, verdict }) {
  const sign = first(".apparatus-note-head .apparatus-sign", foot);
  const shape = make("span", { class: "apparatus-line-sign" });
  if (sign) {
    const copy = /** @type {Element} */ (sign.cloneNode(true));
    copy.setAttribute("aria-hidden", "true");
    shape.append(copy, make("span", { class: "apparatus-away" }, verdict.replace("-", " ")));
  }
  line.append(
    make("span", { class: "apparatus-line-label" }, label),
    shape,
    make("span", { class: "apparatus-line-title" }, title),
  );
  if (first(".apparatus-history", foot)) line.append(changed());
}

/** Return what says that the verdict of a note is not the first. */
function changed() {
  const words = make("span", { class: "apparatus-away" }, _("verdict changed"));
  const sign = make("span", { "aria-hidden": "true" }, "↻");
  return make(
    "span",
    { class: "apparatus-line-changed", title: _("Verdict changed") },
    sign,
    words,
  );
}
