import assert from "node:assert/strict";
import { test } from "node:test";

import {
  atPlace,
  changeInWords,
  correctedFile,
  evidenceOf,
  issueOf,
  statementOf,
} from "../scripts/contributing/correction.js";
import { issueFor, textOfIssue } from "../scripts/contributing/hosts.js";

const file =
  "---\nkind: fact-check\ntitle: 'The Fox''s jump'\nquote: >-\n  jumps over\nclaim: It jumps.\n" +
  "verdict: supported  # so far\nconfidence: high\nsummary: >-\n  It jumped\n  in 1999.\n" +
  "checked: 2003-01-02\nby: [editors]\n---\nSeen.\n";
const said = { verdict: "supported", confidence: "high", summary: "It jumped in 1999." };
const same = { ...said, reason: "", sources: "" };

test("what a note says is read from its file", () => {
  assert.deepEqual(statementOf(file), {
    kind: "fact-check",
    title: "The Fox's jump",
    claim: "It jumps.",
    ...said,
  });
});

test("without another verdict or summary the file stays as it is, byte for byte", () => {
  assert.equal(correctedFile(file, same, "2003-05-04"), file);
  assert.equal(correctedFile(file, { ...same, reason: "A reason." }, "2003-05-04"), file);
});

test("another summary changes the summary alone", () => {
  const changed = correctedFile(file, { ...same, summary: " It  jumped\nin 2000." }, "2003-05-04");
  assert.equal(changed, file.replace("It jumped\n  in 1999.", "It jumped in 2000."));
});

test("sources stand behind the reason, in the history or in a comment", () => {
  const why = { reason: "It stood", sources: "https://fox.example/a\n(full)" };
  const verdict = correctedFile(file, { ...same, ...why, verdict: "disputed" }, "2003-05-04");
  assert.match(verdict, /\n {4}reason: >-\n {6}It stood\. https:\/\/fox\.example\/a \(full\)\n/);
  assert.doesNotMatch(verdict, /To the editors/);
  const changed = correctedFile(file, { ...same, ...why, summary: "It stood." }, "2003-05-04");
  const end = "by: [editors]\n# To the editors, who take this line out: ";
  assert.ok(changed.includes(end + "It stood. https://fox.example/a (full)\n---\nSeen."), changed);
});

test("a changed confidence renews the day alone", () => {
  const changed = correctedFile(file, { ...same, confidence: "low" }, "2003-05-04");
  const renewed = file.replace("confidence: high", "confidence: low");
  assert.equal(changed, renewed.replace("2003-01-02", "2003-05-04"));
  const evidence = "evidence:\n  - source: fox\n    quote: x\n  - source: hen\n    primary: true\n";
  assert.deepEqual(evidenceOf(file.replace("by:", evidence + "by:")), [
    { source: "fox", quote: "" },
    { source: "hen", quote: "", primary: "true" },
  ]);
});

test("a change is told in words", () => {
  const old = statementOf(file);
  assert.equal(changeInWords(old, { ...same, reason: "A reason." }), "");
  assert.equal(
    changeInWords(old, {
      ...same,
      verdict: "disputed",
      summary: " It  jumped.",
      reason: "Two\ntexts.",
    }),
    "Supported → Disputed; summary: “It jumped.”; reason: Two texts.",
  );
});

test("a summary that was missing comes behind the confidence", () => {
  const without = file.replace("summary: >-\n  It jumped\n  in 1999.\n", "");
  const changed = correctedFile(without, { ...same, summary: "It jumped." }, "2003-05-04");
  assert.match(changed, /confidence: high\nsummary: >-\n {2}It jumped\.\nchecked/);
});

test("an issue goes to the form, or has its headings where there is none", () => {
  const answers = { note: "2001-fox/jump", what: "It jumped.", reason: "No & no.", sources: "" };
  const settings = { repository: "https://github.com/o/e", branch: "main", host: "github" };
  const forms = { correction: { note: "Note", reason: "Why", sources: "Sources", what: "What" } };
  const made = issueOf("correction", "Correction: n. 1", answers, forms);
  assert.equal(
    issueFor(made, settings),
    "https://github.com/o/e/issues/new?template=correction.yml&title=Correction%3A%20n.%201" +
      "&note=2001-fox%2Fjump&reason=No%20%26%20no.&what=It%20jumped.",
  );
  const plain = issueOf("correction", "Correction: n. 1", answers, {});
  assert.match(
    textOfIssue(plain),
    /^### Note\n\n2001-fox\/jump\n\n### What it says\n\nIt jumped\./,
  );
  assert.match(textOfIssue(plain), /### Sources\n\n_No response_\n$/);
  assert.match(
    issueFor(plain, settings),
    /issues\/new\?title=Correction%3A%20n\.%201&body=%23%23%23/,
  );
  const long = issueOf("correction", "x", { ...answers, reason: "x".repeat(7000) }, forms);
  assert.equal(issueFor(long, settings), "");
});

test("links lead to notes and passages, also where a page has several texts", () => {
  const pages = { "essays/fox.html": ["2001-fox"], "all.html": ["2001-fox", "2002-hen"] };
  const at = (page, anchor) => atPlace({ kind: "place", page, anchor, label: "n. 1" }, pages);
  assert.deepEqual(at("essays/fox.html", "mark-the-jump"), {
    kind: "note",
    essay: "2001-fox",
    id: "the-jump",
  });
  assert.deepEqual(at("all.html", "e2002-hen-note-cluck"), {
    kind: "note",
    essay: "2002-hen",
    id: "cluck",
  });
  assert.equal(at("all.html", "e2002-hen-p3a").id, "p3a");
  assert.equal(at("names.html", "note-x"), null);
});
