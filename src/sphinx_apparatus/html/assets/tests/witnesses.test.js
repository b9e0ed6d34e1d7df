import assert from "node:assert/strict";
import { test } from "node:test";

import { compare } from "../scripts/witnesses/compare.js";

const said = (parts) => parts.map(({ text, how }) => `${how[1]}:${text}`);

test("words that one copy has otherwise are told from those with other signs", () => {
  const [ours, theirs] = compare(
    "forth on this continent, a nation",
    "forth upon this Continent a nation",
  );
  assert.deepEqual(said(ours), ["a:forth ", "t:on ", "a:this ", "i:continent, ", "a:a nation"]);
  assert.deepEqual(said(theirs), ["a:forth ", "t:upon ", "a:this ", "i:Continent ", "a:a nation"]);
});

test("both columns keep every word, and the ends of lines", () => {
  const one = "a rose\nis a rose is";
  const other = "the rose\nwas red";
  const [ours, theirs] = compare(one, other);
  assert.equal(ours.map(({ text }) => text).join(""), one);
  assert.equal(theirs.map(({ text }) => text).join(""), other);
  assert.deepEqual(compare("", "x"), [[], [{ text: "x", how: "other" }]]);
});

test("dashes and letters of scripts without spaces divide words", () => {
  assert.deepEqual(said(compare("we—can", "we, can")[0]), ["i:we—", "a:can"]);
  assert.deepEqual(said(compare("道可道，非", "道曰道，非")[0]), ["a:道", "t:可", "a:道，非"]);
});
