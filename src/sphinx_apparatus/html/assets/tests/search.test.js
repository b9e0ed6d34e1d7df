import assert from "node:assert/strict";
import { test } from "node:test";

import { excerptOf, hasHit, hitsIn } from "../scripts/search/excerpt.js";
import { facetsOf, narrowed } from "../scripts/search/facets.js";
import { addPlaces, filesOf, inAll } from "../scripts/search/index.js";

test("a short beginning needs the files of all longer ones", () => {
  assert.deepEqual(filesOf(["a", "ba", "be", "c"], "b"), ["ba", "be"]);
});

test("a word is in the file with the longest beginning that it has", () => {
  assert.deepEqual(filesOf(["", "b", "bo", "c"], "boat"), ["bo"]);
  assert.deepEqual(filesOf(["b", "c"], "dog"), []);
});

test("a beginning that would need more than eight files is looked up in one", () => {
  const nine = Array.from("abcdefghi", (letter) => "x" + letter);
  assert.deepEqual(filesOf([...nine, "x"].slice(1), "x"), ["x"]);
  assert.equal(filesOf(nine.slice(1), "x").length, 8);
});

test("places are numbers to the base of 36, those of titles marked", () => {
  const found = new Map();
  addPlaces(found, "a:1,f!;b:0", 1);
  addPlaces(found, "a:1", 0);
  assert.deepEqual(
    Array.from(found, ([essay, places]) => [essay, Array.from(places)]),
    [
      [
        10,
        [
          [1, 1],
          [15, 3],
        ],
      ],
      [11, [[0, 1]]],
    ],
  );
});

test("a place is found if all lists have it", () => {
  const list = (places) => new Map([[0, new Map(places)]]);
  const found = inAll([
    list([
      [5, 1],
      [2, 0],
      [7, 1],
    ]),
    list([
      [2, 3],
      [5, 0],
    ]),
  ]);
  assert.deepEqual(found, [
    { number: 0, place: 2, weight: 3 },
    { number: 0, place: 5, weight: 1 },
  ]);
  assert.deepEqual(inAll([list([[1, 1]]), new Map()]), []);
});

test("words are found where a word begins with them", () => {
  assert.deepEqual(hitsIn("oil, soil and oils", ["oil"]), [
    [0, 3],
    [14, 3],
  ]);
});

test("an excerpt marks the words as they are written", () => {
  const pieces = excerptOf("About Guaidó and oil", ["guaido"]);
  assert.deepEqual(
    pieces.filter(([, isHit]) => isHit),
    [["Guaidó", true]],
  );
  assert.equal(pieces.map(([piece]) => piece).join(""), "About Guaidó and oil");
});

test("an excerpt of a long text begins before the first word found", () => {
  const text = "x ".repeat(200) + "oil " + "y ".repeat(200);
  const words = excerptOf(text, ["oil"])
    .map(([piece]) => piece)
    .join("");
  assert.match(words, /^… x .* oil y .*…$/);
  assert.ok(words.length < 250);
});

test("where folding changes the length of a text the words are marked all the same", () => {
  assert.deepEqual(excerptOf("e\u0301 Straße oil", ["strasse", "oil"]), [
    ["", false],
    ["e\u0301 ", false],
    ["Straße", true],
    [" ", false],
    ["oil", true],
    ["", false],
  ]);
});

test("where no spaces divide words their signs are marked within a run", () => {
  const marked = excerptOf("这座城市有", ["城市"]).filter(([, isHit]) => isHit);
  assert.deepEqual(marked, [["城市", true]]);
});

const hit = (kind, verdict, essay) => ({ kind, verdict, essay });
const found = [
  hit("text", "", "1900"),
  hit("fact-check", "disputed", "1900"),
  hit("fact-check", "supported", "1950"),
];

test("facets have the values that were found, in the order of the edition, and those chosen", () => {
  const values = (wanted) =>
    facetsOf(found, (name) => wanted[name] || []).map((facet) => facet.values);
  assert.deepEqual(values({}), [
    ["text", "fact-check"],
    ["supported", "disputed"],
    ["1900", "1950"],
  ]);
  assert.deepEqual(values({ verdict: ["contradicted"] })[1], [
    "supported",
    "contradicted",
    "disputed",
  ]);
});

test("of many essays only twelve are offered, and those chosen", () => {
  const many = Array.from({ length: 20 }, (_, n) => hit("text", "", String(1900 + n)));
  const essays = (wanted) => facetsOf(many, (name) => (name === "essay" ? wanted : []))[2].values;
  assert.equal(essays([]).length, 12);
  assert.ok(essays(["1919"]).includes("1919"));
});

test("a place stays if it has one of the chosen values of each facet", () => {
  const chosen = (...picked) => narrowed(found, picked).map((one) => one.essay);
  assert.deepEqual(chosen(["kind", []], ["verdict", []]), ["1900", "1900", "1950"]);
  assert.deepEqual(chosen(["kind", ["fact-check"]], ["verdict", ["supported", "disputed"]]), [
    "1900",
    "1950",
  ]);
  assert.deepEqual(chosen(["kind", ["text"]], ["verdict", ["supported"]]), []);
});

test("a text has a hit where a word begins with what is searched", () => {
  assert.ok(hasHit("Thirty-eight Gardens", ["garden"]));
  assert.ok(!hasHit("Thirty-eight gardens", ["arden"]));
});
