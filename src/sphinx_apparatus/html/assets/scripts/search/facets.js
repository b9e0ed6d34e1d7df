// @ts-check
/* What the places found can be narrowed down by: kind, verdict, essay. */

import { make } from "../shared/dom.js";
import { _ } from "../shared/messages.js";
import { VERDICTS } from "../shared/lists.js";
import { kindNames, verdictName } from "./results.js";

/** @typedef {import("./index.js").Hit} Hit */
/** @typedef {"kind" | "verdict" | "essay"} FacetName */

/**
 * @typedef {object} Facet
 * @property {FacetName} name
 * @property {string} title
 * @property {string[]} values
 * @property {(value: string) => string} shown
 */

/** Of many essays only those with most places are offered. */
const MOST_ESSAYS = 12;

/**
 * Return the facets of the places found, with the values that they have or that were chosen.
 * @param {Hit[]} found
 * @param {(name: FacetName) => string[]} wanted the values that were chosen before
 * @returns {Facet[]}
 */
export function facetsOf(found, wanted) {
  /** @param {FacetName} name */
  function tally(name) {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const hit of found) counts.set(hit[name], (counts.get(hit[name]) || 0) + 1);
    return counts;
  }

  /**
   * @param {FacetName} name
   * @param {readonly string[]} values
   */
  function kept(name, values) {
    const counts = tally(name);
    return values.filter((value) => counts.has(value) || wanted(name).includes(value));
  }

  const essays = tally("essay");
  const most = Array.from(essays)
    .sort((one, other) => other[1] - one[1])
    .map(([essay]) => essay)
    .filter((essay, index) => index < MOST_ESSAYS || wanted("essay").includes(essay));
  /** @type {Record<string, [string, string]>} */
  const kinds = kindNames();
  return [
    {
      name: "kind",
      title: _("Kind"),
      values: kept("kind", Object.keys(kinds)),
      shown: (kind) => kinds[kind][0],
    },
    {
      name: "verdict",
      title: _("Verdict"),
      values: kept("verdict", Object.keys(VERDICTS)),
      shown: (verdict) => verdictName(verdict),
    },
    { name: "essay", title: _("Essay"), values: most.sort(), shown: (essay) => essay },
  ];
}

/**
 * Return the fields of a facet.
 * @param {Facet} facet
 * @param {string[]} chosen
 */
export function fieldsOf({ name, title, values, shown }, chosen) {
  const labels = values.map((value) => {
    const input = make("input", { type: "checkbox", name, value });
    input.checked = chosen.includes(value);
    return make("label", {}, input, make("span", {}, shown(value)), make("small"));
  });
  return make("fieldset", {}, make("legend", {}, title), ...labels);
}

/**
 * Return the places that have one of the chosen values of each facet.
 * @param {Hit[]} found
 * @param {[FacetName, string[]][]} picked
 */
export const narrowed = (found, picked) =>
  found.filter((hit) =>
    picked.every(([name, values]) => !values.length || values.includes(hit[name])),
  );

/**
 * Show at each value how many places it would leave beside what is chosen of the other facets.
 * @param {HTMLElement} form
 * @param {Hit[]} found
 * @param {[FacetName, string[]][]} picked
 */
export function count(form, found, picked) {
  for (const [name] of picked) {
    const left = narrowed(
      found,
      picked.filter(([other]) => other !== name),
    );
    for (const input of form.querySelectorAll("input")) {
      if (input.name !== name) continue;
      const number = left.filter((hit) => hit[name] === input.value).length;
      const shown = input.parentElement?.querySelector("small");
      if (shown) shown.textContent = String(number);
    }
  }
}
