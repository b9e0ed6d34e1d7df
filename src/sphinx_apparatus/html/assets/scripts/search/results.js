// @ts-check
/* A place that was found, as the page shows it. */

import { VERDICTS } from "../facts.js";
import { make } from "../shared/dom.js";
import { _ } from "../shared/messages.js";
import { excerpt, hasHit } from "./excerpt.js";

/**
 * Return the names of what can be found: of many, and of one.
 * @returns {Record<"text" | import("../facts.js").Kind, [string, string]>}
 */
export const kindNames = () => ({
  text: [_("Texts"), _("Text")],
  "fact-check": [_("Fact-checks"), _("Fact-check")],
  context: [_("Context"), _("Context")],
  textual: [_("Textual notes"), _("Textual note")],
});

/**
 * Return the name of a verdict.
 * @param {string} verdict
 */
export const verdictName = (verdict) =>
  _(VERDICTS[/** @type {import("../facts.js").Verdict} */ (verdict)]);

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
  if (!hit.verdict) {
    const kind = /** @type {keyof ReturnType<typeof kindNames>} */ (hit.kind);
    return make("span", {}, kindNames()[kind][1]);
  }
  const names = "apparatus-verdict apparatus-verdict-" + hit.verdict;
  const sign = make("span", { class: "apparatus-sign" });
  return make("span", { class: names }, sign, " " + verdictName(hit.verdict));
}
