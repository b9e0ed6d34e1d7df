import assert from "node:assert/strict";
import { test } from "node:test";

import { hitsIn } from "../scripts/search/excerpt.js";
import { hasPhrase, queryOf } from "../scripts/search/query.js";
import { distance, nearest } from "../scripts/search/spelling.js";

const terms = (typed) =>
  queryOf(typed, ["2026"]).terms.map(({ text, exact }) => text + (exact ? "!" : ""));

test("initials are one word, with stops and without, and no beginning", () => {
  for (const typed of ["U.S.", "US", "U.S.A.", "USA", "U.S"])
    assert.deepEqual(terms(typed), ["us!"]);
  assert.deepEqual(terms("usage"), ["usage"]);
  assert.deepEqual(hitsIn("the u.s. army", ["us"]), [[4, 3]]);
});

test("the number of a passage is a word, that of a text before it the text", () => {
  assert.deepEqual(terms("¶9"), ["¶9!"]);
  assert.deepEqual(terms("2026 ¶ 9"), ["¶9!"]);
  assert.equal(queryOf("2026 ¶9", ["2026"]).essay, "2026");
  assert.deepEqual(terms("oil ¶9"), ["¶9!", "oil"]);
  assert.equal(queryOf("oil ¶9", ["2026"]).essay, "");
  assert.deepEqual(terms("2026 n. 13"), ["n.13!"]);
});

test("quotation marks keep words together, a minus takes away", () => {
  const query = queryOf('oil “siren songs” -army -"the town"', []);
  assert.deepEqual(query.phrases, ["siren songs"]);
  assert.deepEqual(query.withoutPhrases, ["the town"]);
  assert.deepEqual(query.without, [{ text: "army", exact: false }]);
  assert.deepEqual(
    query.terms.map(({ text }) => text),
    ["oil", "siren", "songs"],
  );
});

test("a hyphen within a word takes nothing away", () => {
  assert.deepEqual(queryOf("anti-war", []).without, []);
});

test("words stand together whatever stands between them but words", () => {
  assert.ok(hasPhrase("The Siren’s songs, he said", "siren s songs"));
  assert.ok(hasPhrase("In the U.S.A. today", "the US today"));
  assert.ok(!hasPhrase("siren songstress", "siren songs"));
  assert.ok(hasPhrase("这座城市有花园", "城市有"));
});

test("what is too short is told", () => {
  assert.deepEqual(queryOf("a town", []).dropped, ["a"]);
});

test("a word with one or two wrong letters finds the right one", () => {
  const known = [
    ["doctrine", 3],
    ["doctor", 9],
    ["sanctioned", 2],
    ["sanctions", 5],
  ];
  assert.equal(nearest("doctrne", known), "doctrine");
  assert.equal(nearest("sanctionned", known), "sanctioned");
  assert.equal(nearest("zebra", known), "");
  assert.equal(distance("abc", "abcd", 2), 1);
});
