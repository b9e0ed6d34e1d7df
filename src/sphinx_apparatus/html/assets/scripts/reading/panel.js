// @ts-check
/* An opened note: a copy of the one below the text, under a line with its number and buttons. */

import { all, first, make } from "../shared/dom.js";
import { _ } from "../shared/messages.js";
import { likeOf, namesOf } from "../shared/scheme.js";
import { toggleCitation } from "./citation.js";
import { askToCorrect, correctButton, offersCorrections } from "./correcting.js";

/** @typedef {import("./notes.js").Note} Note */

/**
 * @typedef {object} Actions what the buttons of an opened note do
 * @property {() => void} close
 * @property {(isPinned: boolean) => void} pin
 * @property {() => void} list lead to the note among all notes
 * @property {(steps: number) => void} go
 * @property {(steps: number) => boolean} canGo whether there is a note before or after
 */

/**
 * Return the panel of a note.
 * @param {Note} note
 * @param {{ essay: HTMLElement, details: () => Promise<EssayDetails>, place: () => void }} text
 * @param {Actions} actions
 */
export function panelOf(note, text, actions) {
  const names = note.foot.className.replace(/\b(footnote|brackets)\b/g, "") + " apparatus-panel";
  const panel = make("div", { class: names, tabindex: "-1", role: "group" });
  panel.dataset.note = note.id;
  for (const child of Array.from(note.foot.children)) {
    if (child.classList.contains("label")) continue;
    const copy = /** @type {HTMLElement} */ (child.cloneNode(true));
    for (const element of [copy, ...all("[id]", copy)]) element.removeAttribute("id");
    panel.append(copy);
  }
  const verdict = takeVerdict(panel);
  const [word, noun] = namesOf(note.kind);
  const spoken = (verdict?.lastChild?.textContent || "").trim().toLowerCase();
  const values = { label: note.label, kind: noun, verdict: spoken };
  const name = verdict
    ? _("Note {label}, {kind}: {verdict}", values)
    : _("Note {label}, {kind}", values);
  panel.setAttribute("aria-label", name);
  const meaning = verdict ? note.verdict : likeOf(note.kind) === "textual" ? "wording" : "";
  const what = defined(meaning, verdict || make("span", {}, word));
  panel.prepend(headOf(note, what, text.essay, actions));
  panel.append(footOf(note, panel, text, actions));
  text.details().then((data) => {
    addLinks(panel, _("Names: "), data.names?.[note.id]);
    addLinks(panel, _("Referred to in: "), data.mentions?.[note.id]);
    text.place();
  });
  return panel;
}

/**
 * Take the verdict out of the first line of a note, and the dot before it; link the confidence.
 * @param {HTMLElement} panel
 */
function takeVerdict(panel) {
  const verdict = first(".apparatus-note-head .apparatus-verdict", panel);
  if (!verdict) return null;
  if (verdict.previousSibling?.nodeType === Node.TEXT_NODE) verdict.previousSibling.remove();
  const [, dot, confidence] = (verdict.nextSibling?.textContent || "").match(/^( · )(.+)$/) || [];
  if (confidence) {
    verdict.nextSibling?.remove();
    verdict.after(dot, defined("confidence", make("span", {}, confidence)));
  }
  verdict.remove();
  return verdict;
}

/**
 * Return words as a link to what they mean in the key, if the edition has one.
 * @param {string} name
 * @param {HTMLElement} words
 */
function defined(name, words) {
  const key = /** @type {HTMLAnchorElement | null} */ (first("a.apparatus-key"));
  if (!key || !name) return words;
  return make("a", { class: "apparatus-defined", href: key.href + "#key-" + name }, words);
}

/**
 * Return the line above a note: its number, what it is, and the buttons that lead on.
 * @param {Note} note
 * @param {HTMLElement} what
 * @param {HTMLElement} essay
 * @param {Actions} actions
 */
function headOf(note, what, essay, actions) {
  const label = make("span", { class: "apparatus-panel-label" }, note.label);
  const pin = button("pin", _("Keep open"), () => {
    const isPinned = pin.getAttribute("aria-pressed") !== "true";
    pin.setAttribute("aria-pressed", String(isPinned));
    actions.pin(isPinned);
  });
  pin.setAttribute("aria-pressed", "false");
  const previous = button("previous", _("Previous note"), () => actions.go(-1));
  const next = button("next", _("Next note"), () => actions.go(1));
  previous.disabled = !actions.canGo(-1);
  next.disabled = !actions.canGo(1);
  const close = button("close", _("Close"), actions.close);
  what.classList.add("apparatus-panel-what");
  const buttons = make("span", { class: "apparatus-panel-buttons" }, previous, next, pin, close);
  // A sheet at the foot of the screen shows it: what stands at the end of the note is out of sight.
  const asked = () => askToCorrect(correctable(note, essay));
  if (offersCorrections()) pin.before(button("correct", _("Correct the note"), asked));
  return make("div", { class: "apparatus-panel-head" }, label, what, buttons);
}

/**
 * Return a note as what is corrected.
 * @param {Note} note
 * @param {HTMLElement} essay
 * @returns {Correctable}
 */
const correctable = (note, { dataset }) => ({
  kind: "note",
  essay: dataset.essay || "",
  id: note.id,
});

/**
 * Return a button that is a picture.
 * @param {string} name
 * @param {string} label
 * @param {() => void} press
 */
function button(name, label, press) {
  const options = { type: "button", class: "apparatus-panel-" + name, "aria-label": label };
  const made = make("button", { ...options, title: label });
  made.addEventListener("click", press);
  return made;
}

/**
 * @param {Note} note
 * @param {HTMLElement} panel
 * @param {{ essay: HTMLElement, details: () => Promise<EssayDetails>, place: () => void }} text
 * @param {Actions} actions
 */
function footOf(note, panel, text, actions) {
  const cite = make("button", { type: "button" }, _("Cite"));
  cite.addEventListener("click", () => {
    const name = text.essay.dataset.essay + "/" + note.id;
    const cited = { place: note.label, title: note.title, name, id: note.foot.id, note: note.id };
    toggleCitation(panel, "note", cited, text);
  });
  const options = { class: "apparatus-panel-among", href: "#" + note.foot.id };
  const among = make("a", options, _("Among all notes"));
  among.addEventListener("click", (event) => {
    event.preventDefault();
    actions.list();
  });
  const foot = make("div", { class: "apparatus-panel-foot" }, cite);
  if (offersCorrections()) {
    foot.append(correctButton(() => correctable(note, text.essay)));
  }
  foot.append(among);
  return foot;
}

/**
 * Add a line of links, if the note is still open.
 * @param {HTMLElement} panel
 * @param {string} words
 * @param {[string, string][] | undefined} links words and address of each
 */
function addLinks(panel, words, links) {
  if (!links || !panel.isConnected) return;
  const line = make("p", { class: "apparatus-note-meta" }, words);
  links.forEach(([name, href], index) => {
    line.append(index ? " · " : "", make("a", { href }, name));
  });
  first(".apparatus-panel-foot", panel)?.before(line);
}
