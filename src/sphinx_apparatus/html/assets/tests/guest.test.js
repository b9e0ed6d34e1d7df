// @ts-check
/* A text on a page of another project. */

import assert from "node:assert/strict";
import test from "node:test";

import { isDark } from "../scripts/reading/guest.js";

test("a background is dark, light or transparent", () => {
  /** @param {string} backgroundColor */
  const dark = (backgroundColor) =>
    isDark(/** @type {CSSStyleDeclaration} */ ({ backgroundColor }));
  assert.equal(dark("rgb(19, 20, 22)"), true);
  assert.equal(dark("rgb(252, 252, 252)"), false);
  assert.equal(dark("rgba(0, 0, 0, 0)"), false);
  assert.equal(dark("rgb(0, 0, 255)"), true);
  assert.equal(dark(""), false);
});
