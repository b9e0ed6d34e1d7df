// @ts-check
/* The answers that make a note: inputs for its kind, and the same as an issue. */

import { CERTAINTIES, CHANGES, CONFIDENCES, KINDS, MOST, VERDICTS } from "../facts.js";
import { choiceInput, countedWords, labelled, wordsInput } from "../contributing/inputs.js";
import { citedIn } from "../contributing/rules.js";
import { all, make } from "../shared/dom.js";
import { _ } from "../shared/messages.js";
import { withCitations } from "./note_file.js";

/** Sources that a note can name in the window. */
const MOST_SOURCES = 4;

/** Return the fields for the kind of note; the first kind is chosen. */
export function kindsOfNotes() {
  /** @type {Record<import("../facts.js").Kind, [string, string]>} */
  const meanings = {
    "fact-check": [_("Fact-check"), _("grades what the essay asserts")],
    context: [_("Context"), _("explains who, what, when")],
    textual: [_("Textual note"), _("is about the words: a slip, a gap, another version")],
  };
  const legend = make("legend", {}, _("Kind of note"));
  const kinds = make("fieldset", { class: "apparatus-annotate-kinds" }, legend);
  KINDS.forEach((value, index) => {
    const [name, meaning] = meanings[value];
    const input = make("input", { type: "radio", name: "apparatus-annotate-kind", value });
    input.checked = index === 0;
    kinds.append(make("label", {}, input, " " + name, make("span", {}, " " + meaning)));
  });
  return kinds;
}

/** @param {number} number */
const sourceInputs = (number) => {
  const of = (/** @type {string} */ name) => name + "-" + number;
  const key = make("input", { name: of("source"), type: "text", list: "apparatus-sources" });
  const group = make(
    "fieldset",
    { class: "apparatus-source-inputs" },
    make("legend", {}, _("Source {number}", { number })),
    labelled(_("Source"), key, _("type a name or a word of its title")),
    labelled(_("Place in it"), wordsInput(of("at")), _("such as p. 4")),
    labelled(
      _("Its words"),
      wordsInput(of("quote"), 2),
      _("exactly as they stand, at most {most}", { most: MOST.evidence }),
    ),
    labelled(
      _("Translation"),
      wordsInput(of("translation"), 2),
      _("if they are in another language"),
    ),
  );
  return group;
};

/**
 * Return the inputs for the answers, and a function that shows those of a kind of note.
 * @param {KnownSources} sources
 */
export function answersForm(sources) {
  const check = ["fact-check"];
  const own = ["fact-check", "context"];
  const blank = /** @type {[string, string][]} */ ([["", _("choose")]]);
  const plain = (/** @type {readonly string[]} */ values) =>
    values.map((value) => /** @type {[string, string]} */ ([value, value]));
  const summary = wordsInput("summary", 2);
  const count = make("span", { class: "apparatus-count" });
  const summaryLine = labelled(
    _("Summary"),
    summary,
    _("the answer in one sentence that can stand alone"),
  );
  summaryLine.append(count);
  const body = wordsInput("body", 5);
  const lengths = make("span", { class: "apparatus-count" });
  const bodyLine = labelled(
    _("What you found"),
    body,
    _("each fact with its source; sources that you do not cite here are cited at the end"),
  );
  bodyLine.append(lengths);
  /** @type {[HTMLElement, string[]][]} */
  const lines = [
    [
      labelled(_("Claim"), wordsInput("claim", 2), _("what the text asserts, in one sentence")),
      check,
    ],
    [
      labelled(_("Verdict"), choiceInput("verdict", [...blank, ...Object.entries(VERDICTS)])),
      check,
    ],
    [
      labelled(
        _("Confidence"),
        choiceInput("confidence", plain([...CONFIDENCES].reverse())),
        _("how sure you are of the finding"),
      ),
      check,
    ],
    [summaryLine, own],
    [
      labelled(
        _("Change"),
        choiceInput("change", plain([...CHANGES].reverse())),
        _("what is done to the words"),
      ),
      ["textual"],
    ],
    [
      labelled(
        _("Reading"),
        wordsInput("reading", 2),
        _("the words as they read after the change"),
      ),
      ["textual"],
    ],
    [labelled(_("Certainty"), choiceInput("certainty", plain(CERTAINTIES))), ["textual"]],
    [bodyLine, [...KINDS]],
  ];
  const groups = Array.from({ length: MOST_SOURCES }, (_none, index) => sourceInputs(index + 1));
  const more = make("button", { type: "button" }, _("Add a source"));
  const none = labelled(
    _("If there are no words to quote"),
    wordsInput("evidence-none", 2),
    _("what you searched, where, and on which day"),
  );
  const options = Object.entries(sources).map(([value, [label]]) =>
    make("option", { value, label }),
  );
  const known = make("datalist", { id: "apparatus-sources" }, ...options);
  const form = make(
    "div",
    { class: "apparatus-annotate-answers" },
    ...lines.map(([line]) => line),
    ...groups,
    make("p", {}, more),
    none,
    known,
  );
  let shown = 1;
  let kind = "";

  /** @param {HTMLElement} group */
  const isUsed = (group) =>
    /** @type {HTMLInputElement[]} */ (all("[name]", group)).some((input) => input.value);

  /** @param {string} chosen */
  function showKind(chosen) {
    kind = chosen;
    for (const [line, kinds] of lines) line.hidden = !kinds.includes(kind);
    groups.forEach((group, index) => {
      group.hidden = index >= shown && !isUsed(group);
      // Words of sources belong to what is checked; elsewhere the source alone is named.
      for (const part of all(".apparatus-field", group).slice(2)) {
        part.hidden = kind !== "fact-check";
      }
    });
    more.hidden = groups.every((group) => !group.hidden);
    none.hidden = kind !== "fact-check";
    count.textContent = countedWords(summary.value, MOST.summary);
    lengths.textContent = countedWords(body.value, MOST.body);
  }

  more.addEventListener("click", () => {
    shown = groups.filter((group) => !group.hidden).length + 1;
    showKind(kind);
    groups[shown - 1].querySelector("input")?.focus();
  });
  return { form, showKind };
}

/**
 * Return the answers for a kind of note; those of other kinds are left out.
 * @param {string} kind
 * @param {Record<string, string>} answers
 * @returns {import("./note_file.js").Answers}
 */
export function answersOf(kind, answers) {
  const isCheck = kind === "fact-check";
  const isTextual = kind === "textual";
  const numbers = Array.from({ length: MOST_SOURCES }, (_none, index) => index + 1);
  const named = numbers
    .map((number) => ({
      source: (answers["source-" + number] || "").trim(),
      quote: (answers["quote-" + number] || "").trim(),
      at: (answers["at-" + number] || "").trim(),
      translation: (answers["translation-" + number] || "").trim(),
    }))
    .filter(({ source }) => source);
  const when = (/** @type {boolean} */ isAsked, /** @type {string} */ name) =>
    (isAsked && answers[name]) || "";
  return {
    summary: when(!isTextual, "summary"),
    claim: when(isCheck, "claim"),
    verdict: when(isCheck, "verdict"),
    confidence: when(isCheck, "confidence"),
    evidence: isCheck ? named.filter(({ quote }) => quote) : [],
    evidenceNone: when(isCheck, "evidence-none"),
    change: when(isTextual, "change"),
    reading: when(isTextual, "reading"),
    certainty: when(isTextual, "certainty"),
    body: withCitations(
      answers.body || "",
      named.map(({ source }) => source),
    ),
  };
}

/** Headings of the form for new notes, for editions that have no such form. */
const HEADINGS = {
  essay: "Essay",
  kind: "Kind of note",
  quote: "Words of the essay",
  in: "Paragraph",
  before: "Words just before",
  after: "Words just after",
  title: "Title",
  summary: "Summary",
  claim: "Claim",
  verdict: "Verdict",
  confidence: "Confidence in the finding",
  evidence: "Words of the sources",
  "evidence-none": "Where nothing was found",
  "evidence-through": "Evidence through",
  change: "Change to the text",
  reading: "Reading",
  certainty: "Certainty of the reading",
  body: "Text of the note",
  sources: "Sources",
  licence: "License and sign-off",
};

/**
 * Return the issue that proposes a note.
 * @param {string} essay
 * @param {import("./place.js").Fields} fields
 * @param {import("./note_file.js").Answers & { kind: string, title: string }} note
 * @param {string} today
 * @param {Pick<ContributingSettings, "forms">} settings
 * @returns {import("../contributing/hosts.js").Issue}
 */
export function issueOfNote(essay, fields, note, today, { forms }) {
  const form = forms["new-note"];
  const cited = note.evidence.map(({ source, at, quote, translation }) =>
    [
      source + (at ? ", " + at : ""),
      quote,
      ...(translation ? ["Translation: " + translation] : []),
    ].join("\n"),
  );
  /** @type {Record<string, string>} */
  const answers = {
    essay,
    kind: note.kind,
    in: "",
    before: "",
    after: "",
    ...fields,
    title: note.title,
    summary: note.summary,
    claim: note.claim,
    verdict: note.verdict,
    confidence: note.claim && note.confidence,
    evidence: cited.join("\n\n"),
    "evidence-none": note.evidenceNone,
    "evidence-through": note.claim && today.slice(0, 7),
    change: note.change === "none" ? "" : note.change,
    reading: note.reading,
    certainty: note.certainty,
    body: note.body,
    sources: Array.from(new Set(citedIn(note.body))).join(", "),
  };
  // The box is ticked at the host, by whoever sends the issue.
  const box = _(
    "I wrote this text, and it may be published under CC BY 4.0 (Developer Certificate " +
      "of Origin 1.1).",
  );
  if (!form) answers.licence = "- [ ] " + box;
  return {
    form: form ? "new-note.yml" : "",
    title: _("New note: {title}", { title: note.title }),
    answers: Object.entries(form || HEADINGS)
      .filter(([id]) => id in answers)
      .map(([id, label]) => [id, label, answers[id]]),
  };
}
