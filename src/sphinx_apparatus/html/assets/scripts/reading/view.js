// @ts-check
/* What is shown of a text: kept in the address, in storage and on the root element. */

import { replaceQuery } from "../shared/dom.js";

/**
 * @typedef {object} View
 * @property {Set<string>} hidden kinds of notes and verdicts that are not shown
 * @property {string} text base or reading; empty for the view that the page has by itself
 */

/**
 * Return the view that apparatus-early.js has found.
 * @returns {View}
 */
export function readView() {
  const { apparatusHide, apparatusText } = document.documentElement.dataset;
  return {
    hidden: new Set((apparatusHide || "").split(" ").filter(Boolean)),
    text: apparatusText || "",
  };
}

/**
 * Return a query with a view written into it, other parameters kept.
 * @param {string} search
 * @param {View} view
 */
export function queryOf(search, view) {
  const asked = new URLSearchParams(search);
  const hidden = Array.from(view.hidden).sort().join(",");
  if (hidden) asked.set("hide", hidden);
  else asked.delete("hide");
  if (view.text) asked.set("text", view.text);
  else asked.delete("text");
  return asked.toString().replace(/%2C/g, ",");
}

/**
 * Keep a view: for style, for the next page, and in the address.
 * @param {View} view
 */
export function keepView(view) {
  const hidden = Array.from(view.hidden).sort();
  setAttribute("data-apparatus-hide", hidden.join(" "));
  setAttribute("data-apparatus-text", view.text);
  store("hide", hidden.join(","));
  store("text", view.text);
  replaceQuery(queryOf(location.search, view));
}

/**
 * @param {string} name
 * @param {string} value
 */
function setAttribute(name, value) {
  if (value) document.documentElement.setAttribute(name, value);
  else document.documentElement.removeAttribute(name);
}

/**
 * @param {string} key
 * @param {string} value
 */
function store(key, value) {
  try {
    if (value) localStorage.setItem("apparatus-" + key, value);
    else localStorage.removeItem("apparatus-" + key);
  } catch {
    // Storage is forbidden; the address still has it.
  }
}
