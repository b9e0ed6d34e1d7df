// @ts-check
/* Which notes are open: kept in the history, so that Back finds them again, and in the address. */

const KEY = "apparatusNotes";

/** @typedef {{ open: string, pinned: string[] }} Kept ids of notes on the page */

/**
 * Return what the history has kept for this page, or null.
 * @returns {Kept | null}
 */
export const keptNotes = () => history.state?.[KEY] || null;

/**
 * Keep which notes are open.
 * @param {Kept} kept
 * @param {string} hash of the address; empty for none
 */
export function keepNotes(kept, hash) {
  const address = location.pathname + location.search + hash;
  try {
    history.replaceState({ ...history.state, [KEY]: kept }, "", address);
  } catch {
    // Some browsers refuse this for files.
  }
}

/**
 * Begin an entry of the history, to which what is then open belongs.
 * @param {string} hash
 */
export function beginEntry(hash) {
  try {
    history.pushState(null, "", hash);
  } catch {
    // As above.
  }
}
