// @ts-check
/* Forms of citations, each with a button that copies it. */

import { first, make } from "../shared/dom.js";
import { _ } from "../shared/messages.js";

/** Where citations come to stand in an opened note: below its first line, which stays. */
const BELOW_HEAD = 56;

/**
 * @typedef {object} Cited
 * @property {string} place
 * @property {string} title
 * @property {string} name
 * @property {string} url
 * @property {string} date the day on which a note was checked
 * @property {string} day the same as people write it
 * @property {string} parts the same in CSL-JSON
 */

/**
 * Put a button behind the name of a form that copies it, or else selects it.
 * @param {HTMLElement} term
 * @param {HTMLElement} words
 */
export function offerCopy(term, words) {
  const label = _("Copy {form}", { form: term.textContent || "" });
  const button = make("button", { type: "button", "aria-label": label }, _("Copy"));
  button.addEventListener("click", () => {
    const select = () => getSelection()?.selectAllChildren(words);
    if (!navigator.clipboard) {
      select();
      return;
    }
    navigator.clipboard.writeText((words.textContent || "").trim()).then(() => {
      button.textContent = _("Copied");
    }, select);
  });
  term.append(" ", button);
}

/**
 * Return a form of citation with its values filled in, each as the form has to have it.
 * @param {string} form
 * @param {Cited} values
 * @param {string} name of the form, such as BibTeX
 */
export function fillForm(form, values, name) {
  return form.replace(/\{(place|title|name|url|date|day|parts)\}/g, (_slot, key) => {
    const value = values[/** @type {keyof Cited} */ (key)];
    if (name === "CSL-JSON") return JSON.stringify(value).slice(1, -1);
    if (name === "BibTeX" && key !== "url") return value.replace(/[&%#$_]/g, "\\$&");
    return key === "title" && name === "Chicago" ? withInnerMarks(value) : value;
  });
}

/**
 * Return a title as it stands within quotation marks: its own are single.
 * @param {string} title
 */
function withInnerMarks(title) {
  const marks = title.replace(/“/g, "‘").replace(/”/g, "’");
  return marks.replace(/"([^"]*)"/g, "‘$1’");
}

/**
 * Return the address that is cited.
 * An edition whose address is not settled is cited from where it is read, unless from a folder.
 * @param {string | undefined} url as the edition knows it
 * @param {Location | URL} here
 */
export function citedAddress(url, here) {
  const isSettled = /^(?:https?:|$)/.test(url || "");
  return isSettled || here.protocol === "file:" ? url : here.origin + here.pathname;
}

/**
 * Show the forms of a citation, or remove them if they are shown; the first button has the focus.
 * @param {HTMLElement} into
 * @param {"note" | "passage"} kind
 * @param {{ place: string, title: string, name: string, id: string, note: string }} cited
 * @param {{ details: () => Promise<EssayDetails>, place: () => void }} text
 */
export function toggleCitation(into, kind, cited, text) {
  const old = first(".apparatus-citation", into);
  if (old) {
    old.remove();
    text.place();
    return;
  }
  text.details().then((data) => {
    const [date, day] = data.checked?.[cited.note] || ["", ""];
    const parts = JSON.stringify([date.split("-").map(Number)]);
    const url = citedAddress(data.url, location) + "#" + cited.id;
    const values = { ...cited, url, date, day, parts };
    const list = make("dl", { class: "apparatus-forms apparatus-citation" });
    const forms = kind === "note" && !date ? data.undated : data[kind];
    for (const [name, form] of Object.entries(forms || {})) {
      const term = make("dt", {}, name);
      const words = make("dd", {}, make("pre", {}, fillForm(form, values, name)));
      offerCopy(term, words);
      list.append(term, words);
    }
    into.append(list);
    text.place();
    list.querySelector("button")?.focus({ preventScroll: true });
    // An opened note scrolls by itself.
    into.scrollTop = list.offsetTop - BELOW_HEAD;
  });
}
