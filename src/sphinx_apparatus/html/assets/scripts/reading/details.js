// @ts-check
/* Forms of citations and the names that notes are about: fetched when they are first asked for. */

import { FOLDERS } from "../facts.js";
import { loadScript, siteRoot } from "../shared/dom.js";

/**
 * Return the function that gives the details of a text, fetched once.
 * @param {string} page
 * @param {string} essay
 */
export function detailsOf(page, essay) {
  /** @type {Promise<EssayDetails> | null} */
  let fetched = null;
  return () => {
    const address = new URL(FOLDERS.notes + "/" + page + ".js", siteRoot()).href;
    fetched ??= loadScript(address).then(() => window.apparatusMore?.[essay] || {});
    return fetched;
  };
}
