// @ts-check
/* The kinds of notes and the verdicts of the edition: those that it declares, or the engine's. */

import * as facts from "../facts.js";
import { _ } from "./messages.js";
import { likeOf, own } from "./scheme.js";

/** The words of the verdicts by their ids, in their order. @type {Readonly<Record<string, string>>} */
export const VERDICTS = own?.verdicts || facts.VERDICTS;

/** When each verdict is given. @type {Readonly<Record<string, string>>} */
export const MEANINGS = own?.meanings || facts.MEANINGS;

/** The verdicts that have no number. @type {readonly string[]} */
export const OFF_SCALE = own?.off || facts.OFF_SCALE;

/** The kinds of notes. @type {readonly string[]} */
export const KINDS = own ? Object.keys(own.kinds) : facts.KINDS;

/** The kinds of notes that have a verdict. */
export const CHECKS = KINDS.filter((kind) => likeOf(kind) === "fact-check");

/** Whether the edition declares its own. */
export const DECLARES = !!own;

/**
 * Return the verdict of the engine whose rules hold for one, or nothing.
 * @param {string} verdict
 */
export const ruleOf = (verdict) => (own ? own.rules[verdict] || "" : verdict);

/**
 * Return what the notes of a kind are called together.
 * @param {string} kind
 * @returns {string}
 */
export function togetherOf(kind) {
  /** @type {Record<string, string>} */
  const names = {
    "fact-check": _("Fact-checks"),
    context: _("Context"),
    textual: _("Textual notes"),
  };
  return own?.kinds[kind]?.several || names[kind] || kind;
}
