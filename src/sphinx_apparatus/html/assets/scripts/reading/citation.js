// @ts-check
/* Forms of citations, each with a button that copies it. */

import { first, make } from "../shared/dom.js";
import { _ } from "../shared/messages.js";

/** @typedef {{ place: string, title: string, name: string, url: string }} Cited */

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
 * Return a form of citation with its values filled in.
 * @param {string} form
 * @param {Cited} values
 * @param {boolean} inJson whether they stand within strings of JSON
 */
export function fillForm(form, values, inJson) {
  return form.replace(/\{(place|title|name|url)\}/g, (_slot, key) => {
    const value = values[/** @type {keyof Cited} */ (key)];
    return inJson ? JSON.stringify(value).slice(1, -1) : value;
  });
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
 * @param {{ place: string, title: string, name: string, id: string }} cited
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
    const values = { ...cited, url: citedAddress(data.url, location) + "#" + cited.id };
    const list = make("dl", { class: "apparatus-forms apparatus-citation" });
    for (const [name, form] of Object.entries(data[kind] || {})) {
      const term = make("dt", {}, name);
      const words = make("dd", {}, make("pre", {}, fillForm(form, values, name === "CSL-JSON")));
      offerCopy(term, words);
      list.append(term, words);
    }
    into.append(list);
    text.place();
    list.querySelector("button")?.focus({ preventScroll: true });
  });
}
