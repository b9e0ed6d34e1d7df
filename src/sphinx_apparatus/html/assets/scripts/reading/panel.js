// @ts-check
/* An opened note: a copy of the one below the text, with a title and buttons. */

import { all, first, make } from "../shared/dom.js";
import { _ } from "../shared/messages.js";
import { toggleCitation } from "./citation.js";

/** @typedef {import("./notes.js").Note} Note */

/**
 * Return the panel of a note.
 * @param {Note} note
 * @param {{ essay: HTMLElement, details: () => Promise<EssayDetails>, place: () => void }} text
 * @param {() => void} close
 */
export function panelOf(note, text, close) {
  const names = note.foot.className.replace(/\b(footnote|brackets)\b/g, "") + " apparatus-panel";
  const label = _("Note {label}", { label: note.label });
  const panel = make("div", { class: names, tabindex: "-1", role: "group", "aria-label": label });
  panel.dataset.note = note.id;
  for (const child of Array.from(note.foot.children)) {
    if (child.classList.contains("label")) continue;
    const copy = /** @type {HTMLElement} */ (child.cloneNode(true));
    for (const element of [copy, ...all("[id]", copy)]) element.removeAttribute("id");
    panel.append(copy);
  }
  moveTitle(note, panel);
  panel.append(barOf(note, panel, text, close));
  text.details().then((data) => addNames(panel, data.names?.[note.id], text.place));
  return panel;
}

/**
 * Put number and title of a note before its first words.
 * @param {Note} note
 * @param {HTMLElement} panel
 */
function moveTitle(note, panel) {
  const heading = make("span", { class: "apparatus-panel-title" }, note.label + " ");
  const title = first(".apparatus-note-title", panel);
  const start = first(".apparatus-note-head, .apparatus-entry", panel);
  if (title) {
    const between = title.nextSibling;
    heading.append(title);
    if (between?.nodeType === Node.TEXT_NODE) heading.append(between);
  }
  start?.prepend(heading);
}

/**
 * @param {Note} note
 * @param {HTMLElement} panel
 * @param {{ essay: HTMLElement, details: () => Promise<EssayDetails>, place: () => void }} text
 * @param {() => void} close
 */
function barOf(note, panel, text, close) {
  const closing = make("button", { type: "button", class: "apparatus-close" }, _("Close"));
  closing.addEventListener("click", close);
  const cite = make("button", { type: "button" }, _("Cite"));
  cite.addEventListener("click", () => {
    const name = text.essay.dataset.essay + "/" + note.id;
    const cited = { place: note.label, title: note.title, name, id: note.foot.id };
    toggleCitation(panel, "note", cited, text);
  });
  const among = make("a", { href: "#" + note.foot.id }, _("Among all notes"));
  return make("div", { class: "apparatus-panel-foot" }, closing, cite, among);
}

/**
 * Add the names that a note is about, if it is still open.
 * @param {HTMLElement} panel
 * @param {[string, string][] | undefined} names words and address of each
 * @param {() => void} place
 */
function addNames(panel, names, place) {
  if (!names || !panel.isConnected) return;
  const line = make("p", { class: "apparatus-note-meta" }, _("Names: "));
  names.forEach(([words, href], index) => {
    line.append(index ? " · " : "", make("a", { href }, words));
  });
  panel.lastElementChild?.before(line);
  place();
}
