import assert from "node:assert/strict";
import { test } from "node:test";

import { matchesOf } from "../scripts/annotate/source_inputs.js";
import {
  atPlace,
  changeInWords,
  correctedFile,
  evidenceOf,
  issueOf,
  statementOf,
} from "../scripts/contributing/correction.js";
import { issueFor, textOfIssue } from "../scripts/contributing/hosts.js";
import { changedLines } from "../scripts/contributing/note_text.js";

const file =
  "---\nkind: fact-check\ntitle: 'The Fox''s jump'\nquote: >-\n  jumps over\nclaim: It jumps.\n" +
  "verdict: supported  # so far\nconfidence: high\nsummary: >-\n  It jumped\n  in 1999.\n" +
  "checked: 2003-01-02\nby: [editors]\n---\nSeen.\n";
const said = { verdict: "supported", confidence: "high", summary: "It jumped in 1999." };
const same = { ...said, evidenceNone: "", reason: "", sources: "" };

test("what a note says is read from its file", () => {
  assert.deepEqual(statementOf(file), {
    kind: "fact-check",
    title: "The Fox's jump",
    claim: "It jumps.",
    evidenceNone: "",
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
  assert.match(
    verdict,
    /\n {4}reason: >-\n {6}It stood\. Source: https:\/\/fox\.example\/a \(full\)\n/,
  );
  assert.doesNotMatch(verdict, /To the editors/);
  const changed = correctedFile(file, { ...same, ...why, summary: "It stood." }, "2003-05-04");
  const end = "by: [editors]\n# To the editors, who take this line out: ";
  assert.ok(
    changed.includes(end + "It stood. Source: https://fox.example/a (full)\n---\nSeen."),
    changed,
  );
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

test("words of a source go to the evidence, and the note cites it", () => {
  const evidence = { source: "hen", quote: "it  stood", at: "p. 2", primary: "true" };
  const changed = correctedFile(file, { ...same, reason: "No.", evidence }, "2003-05-04");
  const item =
    "evidence:\n  - source: hen\n    quote: >-\n      it stood\n    at: p. 2\n    primary: true\n";
  assert.ok(changed.includes("confidence: high\n" + item), changed);
  assert.ok(changed.endsWith("Seen {cite:p}`hen{p. 2}`.\n"), changed);
  assert.match(changed, /checked: 2003-05-04\n/);
  // Below those that are there, as these are indented, and nothing is cited twice.
  const other = { ...evidence, source: "fox", at: "", primary: "" };
  const cited = changed.replace("evidence:\n  - source: hen\n", "evidence:\n- source: hen\n");
  const twice = correctedFile(cited.replace(/\n {4}(?=\w)/g, "\n  "), {
    ...same,
    evidence: { ...other, source: "hen" },
  });
  assert.match(twice, /primary: true\n- source: hen\n {2}quote: >-\n {4}it stood\n/);
  assert.ok(twice.endsWith("Seen {cite:p}`hen{p. 2}`.\n"), twice);
});

test("one more sentence carries the citation, and the change shows it in full", () => {
  const evidence = { source: "hen", quote: "it stood", at: "p. 2" };
  const more = { ...same, reason: "No.", sentence: " It\nstood." };
  const line = "It stood {cite:p}`hen{p. 2}`.";
  const quoted = correctedFile(file, { ...more, evidence }, "2003-05-04");
  assert.ok(quoted.endsWith("\nSeen.\n" + line + "\n"), quoted);
  // A source without words to quote as well; what is not in the bibliography is not cited.
  const named = correctedFile(file, { ...more, key: "hen", place: "p. 2" }, "2003-05-04");
  assert.ok(named.endsWith("take this line out: No.\n---\nSeen.\n" + line + "\n"), named);
  assert.ok(correctedFile(file, more, "2003-05-04").endsWith("\nSeen.\nIt stood.\n"));
  const lines = changedLines(named, file, (key) => key.toUpperCase());
  assert.deepEqual(lines, ["It stood (HEN, p. 2)."]);
  const said = changeInWords(statementOf(file), more, lines);
  assert.equal(said, "text: “It stood (HEN, p. 2).”; reason: No.");
});

test("of the sources that match the note’s own come first, then names that begin so", () => {
  /** @type {[string, string, string]} */
  const rest = ["", "en", "full"];
  const label = (/** @type {string} */ words) =>
    /** @type {typeof rest} */ ([words, ...rest.slice(1)]);
  const known = {
    atlas: label("Atlas 1999. On Gómez."),
    gray: label("Gray and Gómez 1998. Hens."),
    zoo: label("Zoo 2000. A gomez."),
    other: label("Other 2001. Foxes."),
  };
  assert.deepEqual(matchesOf("gomez", known, ["zoo"]), ["zoo", "gray", "atlas"]);
});

test("what was searched is put in, kept, and taken out", () => {
  const searched = {
    ...same,
    verdict: "unsupported",
    confidence: "low",
    evidenceNone: "Two  dens.",
  };
  const changed = correctedFile(file, { ...searched, reason: "No." }, "2003-05-04");
  assert.match(changed, /confidence: low\nevidence-none: >-\n {2}Two dens\.\n/);
  assert.equal(statementOf(changed).evidenceNone, "Two dens.");
  const now = { ...searched, reason: "" };
  assert.equal(correctedFile(changed, { ...now, evidenceNone: undefined }, "2003-05-05"), changed);
  assert.doesNotMatch(correctedFile(changed, { ...now, evidenceNone: "" }, "2003-05-05"), /none/);
});

test("who corrects is named: by a key among the writers, or beside them", () => {
  const why = { ...same, verdict: "disputed", reason: "No." };
  const by = (/** @type {string} */ line, /** @type {object} */ who) =>
    correctedFile(file.replace("by: [editors]\n", line), { ...why, ...who }, "2003-05-04").match(
      /^by:[^]*?(?=^---)/m,
    )?.[0];
  const one = "by: [editors]\n";
  assert.equal(by(one, {}), one);
  assert.equal(by(one, { by: "hen" }), "by: [editors, hen]\n");
  assert.equal(by(one, { by: "editors" }), one);
  assert.equal(by("by:\n- editors\n", { by: "hen" }), "by:\n- editors\n- hen\n");
  assert.equal(by(one, { writer: "A  Hen\n" }), "by: [editors]  # corrected by A Hen\n");
  const written = "by: [editors]  # written by Fox\n";
  assert.equal(by(written, { writer: "A Hen" }), written.replace("\n", "; corrected by A Hen\n"));
  assert.equal(by("by: [editors,\n  fox, ]\n", { by: "hen" }), "by: [editors,\n  fox, hen]\n");
  // Comments stay, and a name in one is no key.
  const noted = "  # written by hen\n";
  assert.equal(by("by: [editors]" + noted, { by: "hen" }), "by: [editors, hen]" + noted);
  assert.equal(by(`by:${noted}- editors\n`, { by: "hen" }), `by:${noted}- editors\n- hen\n`);
  // Who reviewed a note is not made its author.
  const read = "by: [editors]\nreviewed-by: [hen]\n";
  assert.equal(by(read, { by: "hen" }), read);
  const unmoved = { ...same, confidence: "low", reason: "It is for hen.", by: "hen" };
  assert.match(correctedFile(file, unmoved, "2003-05-04"), /^by: \[editors, hen\]$/m);
  // A name alone corrects nothing.
  assert.equal(correctedFile(file, { ...same, writer: "A Hen" }, "2003-05-04"), file);
});

test("a list to which nothing can be added leaves the file as it is", () => {
  const flow = file.replace("by: ", "history: [{}]\nby: ");
  assert.equal(correctedFile(flow, { ...same, verdict: "disputed" }, "2003-05-04"), flow);
  const blank = file.replace("by: ", "history: []\nby: ");
  assert.match(
    correctedFile(blank, { ...same, verdict: "disputed" }, "2003-05-04"),
    /history:\n {2}- date: 2003-05-04\n/,
  );
});

test("a change is never dated before the note was checked", () => {
  const changed = correctedFile(file, { ...same, verdict: "disputed" }, "2003-01-01");
  assert.match(changed, /date: 2003-01-02\n[^]*checked: 2003-01-02\n/);
});

test("what nobody sees in pasted words is left out", () => {
  const pasted = "It\u00ad stood\u200b \u202ain\u202c\u00a02000.\ufeff";
  const changed = correctedFile(file, { ...same, summary: pasted }, "2003-05-04");
  assert.equal(statementOf(changed).summary, "It stood in 2000.");
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
