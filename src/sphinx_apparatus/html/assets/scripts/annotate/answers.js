// @ts-check
/* The answers that make a note: inputs for its kind, and the same as an issue. */

import { CERTAINTIES, CONFIDENCES, MOST } from "../facts.js";
import {
  choiceInput,
  countedWords,
  labelled,
  limitOf,
  nameInput,
  verdictInput,
  wordsInput,
  writerOf,
} from "../contributing/inputs.js";
import { citedIn } from "../contributing/rules.js";
import { oneLine } from "../contributing/front_matter.js";
import { all, make } from "../shared/dom.js";
import { _ } from "../shared/messages.js";
import { KINDS } from "../shared/lists.js";
import { likeOf, namesOf } from "../shared/scheme.js";
import { citedAt, notCited, withCitations, withoutCitation } from "./note_file.js";
import { citedAs, keyOf, listOfSources, sourceInputs } from "./source_inputs.js";

/** Sources that a note can name in the window. */
const MOST_SOURCES = 4;

/** Return the fields for the kind of note; the first kind is chosen. */
export function kindsOfNotes() {
  const meanings = {
    "fact-check": _("grades what the essay asserts"),
    context: _("explains who, what, when"),
    textual: _("is about the words: a slip, a gap, another version"),
  };
  const legend = make("legend", {}, _("Kind of note"));
  const kinds = make("fieldset", { class: "apparatus-annotate-kinds" }, legend);
  KINDS.forEach((value, index) => {
    const [name] = namesOf(value);
    const meaning = meanings[likeOf(value)];
    const input = make("input", { type: "radio", name: "apparatus-annotate-kind", value });
    input.checked = index === 0;
    kinds.append(make("label", {}, input, " " + name, make("span", {}, " " + meaning)));
  });
  return kinds;
}

/**
 * Return the inputs for the answers, and a function that shows those of a kind of note.
 * @param {KnownSources} sources
 * @param {Record<string, string>} people names by key
 */
export function answersForm(sources, people) {
  const check = ["fact-check"];
  const own = ["fact-check", "context"];
  const blank = /** @type {[string, string][]} */ ([["", _("choose")]]);
  const plain = (/** @type {readonly string[]} */ values) =>
    values.map((value) => /** @type {[string, string]} */ ([value, value]));
  const summary = wordsInput("summary", 3);
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
    _("each fact with its source: put the cursor behind the fact and press the source below"),
  );
  const cites = make("span", { class: "apparatus-cites" });
  const marks = make("span", { class: "apparatus-hint", "aria-live": "polite" });
  const ends = make("span", { class: "apparatus-hint", "aria-live": "polite" });
  bodyLine.append(lengths, cites, marks, ends);
  const month = wordsInput("evidence-through");
  const grounds = make("span", { class: "apparatus-asked", "aria-live": "polite" });
  const verdict = verdictInput(blank);
  const confidence = choiceInput("confidence", [...blank, ...plain([...CONFIDENCES].reverse())]);
  const confidenceLine = labelled(
    _("Confidence"),
    confidence,
    _("how sure you are of the finding"),
  );
  confidenceLine.append(grounds);
  /** @type {[HTMLElement, string[]][]} */
  const lines = [
    [
      labelled(_("Claim"), wordsInput("claim", 2), _("what the text asserts, in one sentence")),
      check,
    ],
    [verdict.line, check],
    [confidenceLine, check],
    [summaryLine, own],
    [
      labelled(_("Change"), choiceInput("change", changeNames()), _("what is done to the words")),
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
  ];
  const inputs = Array.from({ length: MOST_SOURCES }, (_none, index) =>
    sourceInputs(index + 1, sources, undefined, uncite),
  );
  const groups = inputs.map(({ group }) => group);
  const more = make("button", { type: "button" }, _("Add a source"));
  const none = labelled(
    _("If there are no words to quote"),
    wordsInput("evidence-none", 2),
    _("what you searched, where, and on which day"),
  );
  const monthLine = labelled(
    _("Searched to"),
    month,
    _("month of the newest source that you could search; this month, if you searched today"),
  );
  const titleLine = labelled(
    _("Title"),
    wordsInput("title"),
    _("at most {most} characters", { most: MOST.title }),
  );
  const known = listOfSources("apparatus-sources", sources);
  const form = make(
    "div",
    { class: "apparatus-annotate-answers" },
    ...lines.map(([line]) => line),
    ...groups,
    make("p", {}, more),
    none,
    bodyLine,
    monthLine,
    titleLine,
    nameInput(people, "apparatus-people"),
    known,
  );
  let shown = 1;
  let kind = "";

  /** @param {HTMLElement} group */
  const isUsed = (group) =>
    /** @type {HTMLInputElement[]} */ (all("[name]", group)).some((input) => input.value);

  /** @type {NonNullable<AnnotatedText["quoted"]>} */
  let quoted = {};

  /**
   * Return the keys of the sources named.
   * @returns {string[]}
   */
  const named = () =>
    inputs
      .map(({ key }) => keyOf(key.value, sources))
      .filter((key, at, keys) => key && keys.indexOf(key) === at);

  /**
   * Take the citations of a source out that no field names any more; return whether there were any.
   * @param {string} key
   */
  function uncite(key) {
    const text = named().includes(key) ? body.value : withoutCitation(body.value, key);
    const isOut = text !== body.value;
    body.value = text;
    return isOut;
  }

  /** Show a button for each source that cites it where the cursor is, and what is added. */
  function showCites() {
    const keys = named().filter((key) => Object.hasOwn(sources, key));
    const nameOf = (/** @type {string} */ key) => citedAs(sources[key]);
    const [mark] = body.value.match(/\{cite:[pt]\}`[^`]*`/) || [""];
    marks.textContent =
      mark &&
      _("{reference} is a reference that the editors’ tools understand; you can move it.", {
        reference: mark,
      });
    const added = body.value.trim() ? notCited(body.value, keys).map(nameOf) : [];
    ends.textContent = added.length
      ? _("Cited at the end, as the text does not cite it yet: {sources}.", {
          sources: added.join("; "),
        })
      : "";
    if (cites.dataset.keys === keys.join()) return;
    cites.dataset.keys = keys.join();
    cites.replaceChildren(
      ...keys.map((key) => {
        const button = make(
          "button",
          { type: "button" },
          _("Cite {source}", { source: nameOf(key) }),
        );
        button.addEventListener("click", () => {
          const place = body.selectionEnd || body.value.length;
          const { text, end } = citedAt(body.value, place, [key]);
          body.value = text;
          body.focus();
          body.setSelectionRange(end, end);
          body.dispatchEvent(new Event("input", { bubbles: true }));
        });
        return button;
      }),
    );
  }

  /**
   * @param {string} chosen
   * @param {NonNullable<AnnotatedText["quoted"]>} there quotations of other notes
   */
  function showKind(chosen, there) {
    kind = chosen;
    quoted = there;
    verdict.say();
    for (const [line, kinds] of lines) line.hidden = !kinds.includes(likeOf(kind));
    groups.forEach((group, index) => {
      group.hidden = index >= shown && !isUsed(group);
      inputs[index].show(likeOf(kind) === "fact-check", quoted);
    });
    monthLine.hidden = likeOf(kind) !== "fact-check";
    showCites();
    more.hidden = groups.every((group) => !group.hidden);
    none.hidden = likeOf(kind) !== "fact-check";
    count.textContent = countedWords(summary.value, MOST.summary);
    lengths.textContent = countedWords(body.value, MOST.body);
  }

  more.addEventListener("click", () => {
    shown = groups.filter((group) => !group.hidden).length + 1;
    showKind(kind, quoted);
    groups[shown - 1].querySelector("input")?.focus();
  });
  return { form, grounds, limit: limitOf(confidence), showKind };
}

/**
 * Return the answers for a kind of note; those of other kinds are left out.
 * @param {string} kind
 * @param {Record<string, string>} answers
 * @param {KnownSources} sources
 * @param {Record<string, string>} people names by key
 * @returns {import("./note_file.js").Answers}
 */
export function answersOf(kind, answers, sources, people) {
  const isCheck = likeOf(kind) === "fact-check";
  const isTextual = likeOf(kind) === "textual";
  const numbers = Array.from({ length: MOST_SOURCES }, (_none, index) => index + 1);
  const named = numbers
    .map((number) => ({
      source: keyOf(answers["source-" + number] || "", sources),
      quote: (answers["quote-" + number] || "").trim(),
      language: answers["language-" + number] || "",
      at: (answers["at-" + number] || "").trim(),
      translation: (answers["translation-" + number] || "").trim(),
      primary: answers["primary-" + number] || "",
      about: oneLine(answers["about-" + number] || ""),
    }))
    .filter(({ source }) => source);
  const when = (/** @type {boolean} */ isAsked, /** @type {string} */ name) =>
    (isAsked && answers[name]) || "";
  return {
    title: answers.title || "",
    ...writerOf(answers.by || "", people),
    evidenceThrough: isCheck ? (answers["evidence-through"] || "").trim() : "",
    summary: when(!isTextual, "summary"),
    claim: when(isCheck, "claim"),
    verdict: when(isCheck, "verdict"),
    confidence: when(isCheck, "confidence"),
    evidence: isCheck ? named.filter(({ quote }) => quote) : [],
    evidenceNone: when(isCheck, "evidence-none"),
    change: when(isTextual, "change"),
    reading: when(isTextual, "reading"),
    certainty: when(isTextual, "certainty"),
    others: named.filter(({ source }) => !Object.hasOwn(sources, source)),
    body: withCitations(
      answers.body || "",
      named
        .filter(({ source }) => Object.hasOwn(sources, source))
        // The place stands with the words that are quoted, or else in the citation.
        .map(({ source, at, quote }) =>
          at && !(isCheck && quote) && !/[{}`]/.test(at) ? source + "{" + at + "}" : source,
        ),
    ),
  };
}

/**
 * Return the changes that a textual note can make, that which makes none first.
 * @returns {[string, string][]}
 */
const changeNames = () => [
  ["none", _("none")],
  ["variant", _("variant")],
  ["omission", _("omission")],
  ["regularization", _("regularization")],
  ["correction", _("correction")],
  ["supplement", _("supplement")],
];

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
  name: "Name to be printed",
  licence: "License and sign-off",
};

/**
 * Return the issue that proposes a note.
 * @param {string} essay
 * @param {import("./place.js").Fields} fields
 * @param {import("./note_file.js").Answers & { kind: string }} note
 * @param {Pick<ContributingSettings, "forms" | "people">} settings
 * @returns {import("../contributing/hosts.js").Issue}
 */
export function issueOfNote(essay, fields, note, { forms, people = {} }) {
  const form = forms["new-note"];
  const cited = note.evidence.map(({ source, at, quote, language, translation, primary }) =>
    [
      source + (at ? ", " + at : ""),
      quote,
      ...(language ? ["Language: " + language] : []),
      ...(primary ? ["Primary: yes"] : []),
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
    "evidence-through": note.claim && note.evidenceThrough,
    change: note.change === "none" ? "" : note.change,
    reading: note.reading,
    certainty: note.certainty,
    body: note.body,
    sources: [
      Array.from(new Set(citedIn(note.body))).join(", "),
      ...note.others.map(({ source, about }) => source + (about && ": " + about)),
    ]
      .filter(Boolean)
      .join("\n"),
    name: note.writer || people[note.by] || "",
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
