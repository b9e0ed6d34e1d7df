/* Rules on answers; tests/html/test_page_rules.py runs the same notes through the check. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { faultsOf } from "../scripts/contributing/rules.js";

const cases = JSON.parse(readFileSync(new URL("cases.json", import.meta.url), "utf8"));
const settings = {
  demands: ["evidence", "summary"],
  contested: [{ words: ["vermin"], except: ["vermin act"], reason: "the word passes judgment" }],
  language: "en",
};
const sources = {
  reynard2000memoirs: ["Fox 2000", "", "full"],
  hen2001letters: ["Hen 2001", "", "full"],
  crow1998unread: ["Crow 1998", "", "no"],
  zorro1997carta: ["Zorro 1997", "es", "full"],
};

for (const { name, note, rules } of cases.notes) {
  test(`the window finds: ${name}`, () => {
    const faults = faultsOf({ ...cases.note, ...note }, settings, sources);
    const found = Array.from(new Set(faults.map(({ rule }) => rule))).sort();
    assert.deepEqual(found, rules);
    assert.ok(faults.every(({ message }) => message.length > 10 && !message.includes("{")));
  });
}

test("a long selection is advised to be shortened", () => {
  const quote = Array(41).fill("word").join(" ");
  const [fault] = faultsOf({ ...cases.note, quote }, settings, sources);
  assert.equal(fault.rule, "A051");
  assert.match(fault.message, /You selected 41 words.*at most 40/);
});

test("what is missing is listed in the order of the window", () => {
  const bare = { claim: "", verdict: "", confidence: "", summary: "", body: "", title: "" };
  const found = faultsOf({ ...cases.note, ...bare, evidence: [] }, settings, sources);
  assert.deepEqual(
    found.map(({ field }) => field),
    ["claim", "verdict", "confidence", "summary", "source", "quote", "body", "title"],
  );
});
