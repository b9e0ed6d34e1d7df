// @ts-check
/* Which paper an offprint is offered on first: without scripts, A4. */

import { first } from "../shared/dom.js";

/** Where Letter is usual. Source: CLDR 48, supplemental data, paperSize. */
const LETTER = "BZ CA CL CO CR GT MX NI PA PH PR SV US VE".split(" ");

/**
 * Return whether readers of a locale print on Letter.
 * @param {string} locale
 */
export function usesLetter(locale) {
  return LETTER.includes(new Intl.Locale(locale).maximize().region || "");
}

/** Name Letter before A4 where it is usual. */
export function offerOwnPaper() {
  const [a4, letter] = ["A4", "Letter"].map((size) => first(`a[data-paper="${size}"]`));
  if (a4?.nextSibling && letter && usesLetter(navigator.language)) {
    a4.before(letter, a4.nextSibling);
  }
}
