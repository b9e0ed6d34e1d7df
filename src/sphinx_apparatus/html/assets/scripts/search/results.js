// @ts-check
/* A place that was found, as the page shows it. */

import { make } from "../shared/dom.js";
import { _ } from "../shared/messages.js";
import { KINDS, togetherOf, VERDICTS } from "../shared/lists.js";
import { namesOf } from "../shared/scheme.js";
import { excerpt, hasHit } from "./excerpt.js";

/**
 * Return the names of what can be found: of many, and of one.
 * @returns {Record<string, [string, string]>}
 */
export function kindNames() {
  /** @type {Record<string, [string, string]>} */
  const names = { text: [_("Texts"), _("Text")] };
  for (const kind of KINDS) {
    names[kind] = [togetherOf(kind), namesOf(kind)[0]];
  }
  return names;
}

/**
 * Return the name of a verdict.
 * @param {string} verdict
 */
export const verdictName = (verdict) => _(VERDICTS[verdict] || verdict);

/**
 * Return the item of a hit.
 * @param {import("./index.js").Hit} hit
 * @param {{ page: string, place: import("./index.js").Place }} text
 * @param {string[]} words
 */
export function itemOf(hit, text, words) {
  const [label, anchor, title, said, summary] = text.place;
  const href = new URL(text.page + "#" + anchor, hit.volume.base).href;
  const name = hit.kind === "text" ? label : label + " · " + title;
  const head = make(
    "p",
    { class: "apparatus-search-head" },
    make("a", { href }, name),
    " ",
    kindOf(hit),
    hit.volume.name ? " · " + hit.volume.name : "",
  );
  const parts = summary
    ? [make("p", { class: "apparatus-summary" }, ...excerpt(summary, words))]
    : [];
  // The other words of a note that has a summary are shown where they hold what was searched.
  if (!summary || hasHit(said, words)) parts.push(make("p", {}, ...excerpt(said, words)));
  return make("li", {}, head, ...parts);
}

/** @param {import("./index.js").Hit} hit */
function kindOf(hit) {
  if (!hit.verdict) return make("span", {}, (kindNames()[hit.kind] || [hit.kind, hit.kind])[1]);
  const names = "apparatus-verdict apparatus-verdict-" + hit.verdict;
  const sign = make("span", { class: "apparatus-sign" });
  return make("span", { class: names }, sign, " " + verdictName(hit.verdict));
}
