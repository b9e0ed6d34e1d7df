// @ts-check
/* What the edition declares of its kinds of notes, as far as a page of a text needs it. */

import { _ } from "./messages.js";

/** Written by the build of an edition that declares its own. */
export const own = /** @type {{ apparatusScheme?: OwnScheme }} */ (globalThis).apparatusScheme;

/**
 * Return the kind of the engine that a kind of notes behaves like.
 * @param {string} kind
 */
export const likeOf = (kind) =>
  /** @type {import("../facts.js").Kind} */ (own?.kinds[kind]?.like || kind);

/**
 * Return what a kind of notes is called, in a heading and in a sentence.
 * @param {string} kind
 * @returns {string[]}
 */
export function namesOf(kind) {
  const one = own?.kinds[kind]?.one;
  if (one) return [one[0].toLocaleUpperCase() + one.slice(1), one];
  /** @type {Record<string, string[]>} */
  const names = {
    "fact-check": [_("Fact-check"), _("fact-check")],
    context: [_("Context"), _("context note")],
    textual: [_("Textual note"), _("textual note")],
  };
  return names[kind] || [kind, kind];
}
