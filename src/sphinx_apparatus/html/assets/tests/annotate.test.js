import assert from "node:assert/strict";
import { test } from "node:test";

import { filledFormFor, formFor, stepsAt } from "../scripts/contributing/hosts.js";
import {
  citedAt,
  fileOf,
  isoDay,
  withCitations,
  withoutCitation,
} from "../scripts/annotate/note_file.js";
import { answersOf } from "../scripts/annotate/answers.js";
import { keyOf, matchesOf } from "../scripts/annotate/source_inputs.js";
import { around, widen } from "../scripts/annotate/spans.js";
import { HOSTS } from "../scripts/facts.js";

const widened = (text, start, end) => {
  const span = widen(text, start, end);
  return text.slice(span.start, span.end);
};

test("a span is widened to whole words", () => {
  assert.equal(widened("the quick brown fox", 6, 12), "quick brown");
  assert.equal(widened("the dog’s tail", 8, 10), "dog’s");
  assert.equal(widened("the dog's tail", 5, 6), "dog's");
  assert.equal(widened("a well-made kite", 3, 4), "well");
  assert.equal(widened("In the U.S. they are", 7, 10), "U.S.");
  assert.equal(widened("It is us. They are", 6, 8), "us");
  assert.equal(widened("año 𝒳, end", 5, 6), "𝒳");
  assert.equal(widened("او می\u200cشود و", 3, 5), "می\u200cشود");
  assert.equal(widened("أَرْبَعُونَ حديقة", 2, 4), "أَرْبَعُونَ");
  assert.equal(widened("这座城市有四十座花园。", 2, 4), "城市");
  assert.equal(widened("สวนสี่สิบแห่ง", 3, 4), "สี่");
});

test("white space at the ends of a span is left out", () => {
  assert.equal(widened("one two three", 3, 8), "two");
  assert.equal(widened("one two three", 3, 4), "");
});

test("nothing becomes the word that it stands in, and nothing between words", () => {
  assert.equal(widened("one two", 5, 5), "two");
  assert.equal(widened("one  two", 4, 4), "");
});

test("words added at a place stand for those on both sides", () => {
  const text = "one two three four";
  const at = ({ start, end }) => text.slice(start, end);
  assert.equal(at(around(text, 8)), "two three");
  assert.equal(at(around(text, 0)), "one");
  assert.equal(at(around(text, text.length)), "four");
});

const settings = {
  repository: "https://example.org/owner/edition",
  branch: "new/notes",
  host: "github",
};
const text = {
  ids: ["red-kite"],
  titles: ["Red kite"],
  labels: ["1"],
  templates: {
    context: "---\ntitle: @title@\n@place@\ncreated: @today@\nmonth: @month@\n---\nWords.\n",
  },
};

test("the file of a note has its fields in the places of the template", () => {
  const fields = { quote: "red kite", in: "p1", before: "the @today@" };
  const file = fileOf("context", "1900-kite", fields, text, "essays", "2026-11-22");
  assert.equal(file.folder, "essays/1900-kite/notes");
  assert.equal(file.name, "red-kite-2.md");
  assert.equal(
    file.text,
    "---\ntitle: Red kite (2)\nquote: >-\n  red kite\nin: p1\nbefore: >-\n  the @today@\n" +
      "created: 2026-11-22\nmonth: 2026-11\n---\nWords.\n",
  );
});

test("words that look like a pattern of a replacement stay as they are", () => {
  const fields = { quote: "cost $& and $1" };
  const file = fileOf("context", "1900-kite", fields, text, "essays", "2026-11-22");
  assert.match(file.text, /\n {2}cost \$& and \$1\n/);
});

test("a day is written with two digits for month and day", () => {
  assert.equal(isoDay(new Date(2026, 0, 2)), "2026-01-02");
  assert.equal(isoDay(new Date(2026, 10, 22)), "2026-11-22");
});

const file = { folder: "essays/x/notes", name: "a b.md", text: "words & more" };
const forms = {
  github: "/new/new/notes?filename=essays%2Fx%2Fnotes%2Fa%20b.md",
  gitea: "/_new/new/notes/essays/x/notes?filename=a%20b.md",
  forgejo: "/_new/new/notes/essays/x/notes?filename=a%20b.md",
  gitlab: "/-/new/new/notes?file_name=essays%2Fx%2Fnotes%2Fa%20b.md",
};

for (const host of HOSTS) {
  test(`the form of ${host}`, () => {
    const here = { ...settings, host };
    assert.equal(formFor(file, here), settings.repository + forms[host]);
    const filled = host === "gitlab" ? "" : formFor(file, here) + "&value=words%20%26%20more";
    assert.equal(filledFormFor(file, here), filled);
    const steps = stepsAt(host, true, host !== "gitlab", false);
    assert.doesNotMatch(stepsAt(host, true, host !== "gitlab", true), /skeleton/);
    assert.match(
      steps,
      /^(Sign|Copy).*skeleton’s, and (press|choose) .*\. If you are asked to fork/,
    );
    assert.equal(/^Copy the file first/.test(steps), host === "gitlab");
    assert.equal(/empty, copy the file from here\.$/.test(steps), host !== "gitlab");
  });
}

test("no form without a repository or with a host that is not known", () => {
  assert.equal(formFor(file, { ...settings, repository: "" }), "");
  assert.equal(formFor(file, { ...settings, host: "other" }), "");
  assert.match(stepsAt("", false, false, false), /no address for contributions/);
});

test("an address has at most 6,000 characters", () => {
  const empty = filledFormFor({ ...file, text: "" }, settings).length;
  const longest = "x".repeat(6000 - empty);
  assert.equal(filledFormFor({ ...file, text: longest }, settings).length, 6000);
  assert.equal(filledFormFor({ ...file, text: longest + "x" }, settings), "");
});

test("a source is cited behind the words at the cursor, before their stop", () => {
  const cite = (words, keys = ["fox"]) => {
    const [before, after] = words.split("|");
    const { text, end } = citedAt(before + after, before.length, keys);
    return text.slice(0, end) + "|" + text.slice(end);
  };
  assert.equal(cite("Foxes jump.| Hens do not."), "Foxes jump {cite:p}`fox`.| Hens do not.");
  assert.equal(cite("Foxes jump| high."), "Foxes jump {cite:p}`fox`| high.");
  assert.equal(cite("Foxes |jump."), "Foxes {cite:p}`fox`| jump.");
  assert.equal(cite("Foxes ju|mp."), "Foxes jump {cite:p}`fox`|.");
  assert.equal(cite("Seen {cite:p}`hen`.|"), "Seen {cite:p}`hen,fox`.|");
  assert.equal(cite("|"), "{cite:p}`fox`|");
  assert.equal(
    withCitations("Nine {cite:p}`fox`. Ten.", ["fox", "hen"]),
    "Nine {cite:p}`fox`. Ten {cite:p}`hen`.",
  );
});

test("a citation is taken out alone, with the space before it", () => {
  const text = "Nine {cite:p}`fox`. Ten {cite:p}`hen,fox{pp. 3, 4}`. Two {cite:t}`fox{p. 1},hen`.";
  assert.equal(withoutCitation(text, "fox"), "Nine. Ten {cite:p}`hen`. Two {cite:t}`hen`.");
  assert.equal(withoutCitation(text, "fo"), text);
});

test("a place without words to quote stands in the citation", () => {
  const given = { "source-1": "fox", "at-1": "p. 4", body: "Foxes jump." };
  const bodyOf = (kind, more = {}) =>
    answersOf(kind, { ...given, ...more }, { fox: ["Fox 2000. Dens", "", "full"] }, {}).body;
  assert.equal(bodyOf("context"), "Foxes jump {cite:p}`fox{p. 4}`.");
  assert.equal(bodyOf("fact-check", { "quote-1": "a fox" }), "Foxes jump {cite:p}`fox`.");
  assert.equal(bodyOf("context", { body: "{cite:t}`fox`." }), "{cite:t}`fox`.");
});

test("a source that is not known is described, and not cited", () => {
  const given = { "source-1": "Smith 2024", "about-1": "Ann Smith,\nDays.", body: "So it is." };
  const { body, others } = answersOf("fact-check", given, {}, {});
  assert.equal(body, "So it is.");
  assert.deepEqual(
    others.map(({ source, about }) => [source, about]),
    [["Smith 2024", "Ann Smith, Days."]],
  );
});

test("a source is named by its key or as the page cites it", () => {
  const sources = {
    fox2000: ["Fox Society 2000. Dens", "", "full"],
    fox2001a: ["Fox 2001a. Dens. Part 1", "", "full"],
    fox2001b: ["Fox 2001b. Dens", "", "full"],
  };
  assert.equal(keyOf(" fox2001a ", sources), "fox2001a");
  assert.equal(keyOf("Fox Society, 2000", sources), "fox2000");
  assert.equal(keyOf("(Fox 2001b)", sources), "fox2001b");
  assert.equal(keyOf("Fox 2001", sources), "Fox 2001");
  assert.equal(keyOf("", sources), "");
  assert.deepEqual(matchesOf("fox 2001", sources), ["fox2001a", "fox2001b"]);
  assert.deepEqual(matchesOf("Dens, society", sources), ["fox2000"]);
  assert.deepEqual(matchesOf("hen", sources), []);
});

test("a name that the edition does not know stands beside the key", () => {
  const template = "---\ntitle: @title@\n@place@\nby: [editors]  # your key\n---\nWords.\n";
  const there = { ...text, templates: { context: template } };
  const fileWith = (given) =>
    fileOf("context", "1900-kite", { quote: "a: b" }, there, "essays", "2026-11-22", given).text;
  const signed = (by) => fileWith(answersOf("context", { by }, {}, { hen: "Ann Hen" }));
  assert.match(signed(""), /\nby: \[editors\] {2}# your key\n/);
  assert.match(signed("hen"), /\nby: \[hen\]\n/);
  assert.match(signed("Ann Hen"), /\nby: \[hen\]\n/);
  assert.match(signed("fox"), /\nby: \[editors\] {2}# written by fox\n/);
  assert.match(signed("A. Hen"), /\nby: \[editors\] {2}# written by A\. Hen\n/);
});

test("a finding stands in the file with a sentence on each line", () => {
  const written = (body) =>
    fileOf("context", "1900-kite", { quote: "a" }, text, "essays", "2026-11-22", { body }).text;
  const lines =
    "Two of Mr. Hen {cite:p}`fox`. Ten.\n\n- One. Two.\nIn the list:  1. Three. 2. Four.";
  assert.ok(
    written(lines).endsWith(
      "\n---\nTwo of Mr. Hen {cite:p}`fox`.\nTen.\n\n- One. Two.\nIn the list:  1. Three. 2. Four.\n",
    ),
    written(lines),
  );
});
