// @ts-check
/* Which fact-checks a filter leaves. */

/** @typedef {[string, string, string[]]} Check verdict, essay, themes of the passage */
/** @typedef {{ verdict?: string, essay?: string, theme?: string }} Choice */

/**
 * Return what was chosen, without the fields that were not used.
 * @param {[string, string][]} fields
 * @returns {Choice}
 */
export const chosenOf = (fields) => Object.fromEntries(fields.filter(([, value]) => value));

/**
 * Return whether a fact-check has everything that was chosen.
 * @param {Check} check
 * @param {Choice} choice
 */
export const isChosen = ([verdict, essay, themes], choice) =>
  (!choice.verdict || choice.verdict === verdict) &&
  (!choice.essay || choice.essay === essay) &&
  (!choice.theme || themes.includes(choice.theme));
