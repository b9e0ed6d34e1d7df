// @ts-check
/* A correction: the file of a note with another verdict or summary, or an issue that asks for it. */

import { _ } from "../shared/messages.js";
import { evidenceLines } from "../annotate/note_file.js";
import { VERDICTS } from "../shared/lists.js";
import {
  joinFile,
  oneLine,
  scalarLines,
  splitFile,
  takesItems,
  withField,
  withItem,
  wordLines,
  wordsOf,
} from "./front_matter.js";
import { withSentence } from "./note_text.js";
import { citedIn } from "./rules.js";

/**
 * @typedef {object} Correction
 * @property {string} verdict empty for notes that have none
 * @property {string} confidence empty for notes that have none
 * @property {string} summary
 * @property {string} reason
 * @property {string} sources what shows it, in words; empty if its words are quoted
 * @property {string} [evidenceNone] what was searched; as it is if not given
 * @property {import("./rules.js").Evidence | null} [evidence] words of a source that are added
 * @property {string} [cited] how pages cite that source
 * @property {string} [sentence] one more for the text
 * @property {string} [key] of a source of the bibliography, which that sentence cites
 * @property {string} [place] in that source
 * @property {string} [by] key of who corrects
 * @property {string} [writer] name of who corrects and has no key yet
 */

/**
 * Return what a note says now.
 * @param {string} file
 */
export function statementOf(file) {
  const { fields } = splitFile(file);
  const of = (/** @type {string} */ name) => wordsOf(fields, name);
  return {
    title: of("title"),
    claim: of("claim"),
    verdict: of("verdict"),
    confidence: of("confidence"),
    summary: of("summary"),
    kind: of("kind"),
    evidenceNone: of("evidence-none"),
  };
}

/**
 * Return what a note found, and what it rests on.
 * @param {string} file
 * @returns {import("./rules.js").Finding}
 */
export function findingOf(file) {
  const { kind, verdict, confidence, evidenceNone } = statementOf(file);
  return { kind, verdict, confidence, evidenceNone, evidence: evidenceOf(file) };
}

/**
 * Return the words of sources that a note quotes, as far as the grounds of its confidence go.
 * @param {string} file
 */
export function evidenceOf(file) {
  const lines = splitFile(file).fields.find(({ name }) => name === "evidence")?.lines || [];
  /** @type {import("./rules.js").Evidence[]} */
  const found = [];
  for (const line of lines) {
    const source = line.match(/^[\s-]*source:\s*(\S+)/);
    if (source) found.push({ source: source[1], quote: "" });
    const last = found[found.length - 1];
    if (last && /^[\s-]*primary:\s*true\b/.test(line)) last.primary = "true";
  }
  return found;
}

/**
 * Return a reason, and behind it the source that shows it by name.
 * @param {string} reason
 * @param {string} sources
 */
function reasonWith(reason, sources) {
  const why = oneLine(reason);
  const shown = oneLine(sources);
  if (!why || !shown) return why || shown;
  return why.replace(/([^.?!…”’)])$/, "$1.") + " " + _("Source: {source}", { source: shown });
}

/**
 * Return the file of a note as it should be. A changed verdict leaves an entry in the history and
 * the day on which it was weighed; the reason of any other change has no field, and goes along as a
 * comment at the end of the fields. Where a list is written so that nothing can be added to it, the
 * file stays as it is.
 * @param {string} file
 * @param {Correction} correction
 * @param {string} today
 */
export function correctedFile(file, correction, today) {
  const { verdict, confidence, summary, reason, sources, evidence, evidenceNone } = correction;
  const { fields, body } = splitFile(file);
  const old = statementOf(file);
  const isNew = Boolean(verdict) && verdict !== old.verdict;
  if (isNew && !takesItems(fields, "history")) return file;
  if (evidence && !takesItems(fields, "evidence")) return file;
  let made = fields;
  const said = oneLine(summary);
  if (said && said !== old.summary) {
    const behind = ["confidence", "verdict", ...PLACE];
    made = withField(made, "summary", wordLines("summary", said), behind);
  }
  const unweighed = made;
  if (confidence && confidence !== old.confidence) {
    made = withWord(made, "confidence", confidence);
  }
  const was = oneLine(old.evidenceNone);
  const searched = oneLine(evidenceNone ?? was);
  if (was && !searched) made = made.filter(({ name }) => name !== "evidence-none");
  else if (searched !== was) {
    const lines = wordLines("evidence-none", searched);
    made = withField(made, "evidence-none", lines, ["evidence", "confidence"]);
  }
  if (evidence) {
    const behind = ["confidence", "summary", ...PLACE];
    made = withItem(made, "evidence", evidenceLines(evidence), behind);
  }
  const isWeighed = made !== unweighed;
  const checked = wordsOf(fields, "checked");
  // Days are those of whoever writes; a note may have been checked where it is later.
  const day = today < checked ? checked : today;
  const why = reasonWith(reason, sources);
  if (isNew) {
    made = withWord(made, "verdict", verdict);
    const entry = [
      "- date: " + day,
      "  from: " + old.verdict,
      "  to: " + verdict,
      ...scalarLines("reason", why, "  "),
    ];
    // Where commands put it as well (cli/changes.py).
    const created = made.findIndex((field) => field.name === "created");
    const behind =
      created > 0 ? [made[created - 1].name] : ["evidence-none", "evidence", "confidence"];
    made = withItem(made, "history", entry, behind);
  }
  if (isNew || (isWeighed && checked)) {
    made = withField(made, "checked", ["checked: " + day], ["created"]);
  }
  const text = correctedText(body, correction);
  const isChanged = made !== fields || text !== body;
  if (!isNew && why && isChanged) {
    const comment = "# " + _("To the editors, who take this line out:") + " " + why;
    const last = made[made.length - 1];
    made = [...made.slice(0, -1), { ...last, lines: [...last.lines, comment] }];
  }
  if (isChanged) made = signedBy(made, correction.by || "", correction.writer || "");
  return joinFile(made, text);
}

/**
 * Return the fields with who corrects among those who wrote the note: by the key, or in a comment by
 * the name that an editor enters. Who reviewed the note is not made its author.
 * @param {import("./front_matter.js").Field[]} fields
 * @param {string} key
 * @param {string} writer
 */
function signedBy(fields, key, writer) {
  const name = oneLine(writer);
  const lines = fields.find((field) => field.name === "by")?.lines;
  if (!lines || (!key && !name)) return fields;
  const [first, ...items] = lines;
  if (name) {
    const behind = first.includes(" #") ? "; " : "  # ";
    return withField(fields, "by", [first + behind + "corrected by " + name, ...items], []);
  }
  const readers = fields.find((field) => field.name === "reviewed-by")?.lines || [];
  const keysIn = (/** @type {string} */ line) =>
    line.replace(/^[a-z-]+:|(^|\s)#.*/g, "").split(/[^a-z0-9-]+/);
  if ([...lines, ...readers].flatMap(keysIn).includes(key)) return fields;
  if (takesItems(fields, "by")) return withItem(fields, "by", ["- " + key], []);
  const end = lines.findIndex((line) => line.includes("]"));
  const added = lines.map((line, at) =>
    at === end ? line.replace(/,?\s*\]/, ", " + key + "]") : line,
  );
  return withField(fields, "by", added, []);
}

/** Fields that say where the words of a note are, the last first. */
const PLACE = ["after", "before", "in", "quote"];

/**
 * Return the fields with another word in one of them; what stands behind the word stays.
 * @param {import("./front_matter.js").Field[]} fields
 * @param {string} name
 * @param {string} word
 */
function withWord(fields, name, word) {
  const [line = name + ": -"] = fields.find((field) => field.name === name)?.lines || [];
  return withField(fields, name, [line.replace(/(:\s*)[\w-]+/, "$1" + word)], []);
}

/**
 * Return the text of a note with the sentence that is added, which cites the source. Without one, a
 * source whose words are evidence is cited at the end if the text does not cite it.
 * @param {string} body
 * @param {Correction} correction
 */
function correctedText(body, { sentence = "", evidence, key = "", place = "" }) {
  const source = evidence ? evidence.source : key;
  const at = oneLine(evidence ? evidence.at || "" : place);
  const isCited = !evidence || citedIn(body).includes(source);
  return !sentence.trim() && isCited ? body : withSentence(body, sentence, source, at);
}

/**
 * Return in words what a correction changes in the file; empty if nothing.
 * @param {Pick<Correction, "verdict" | "confidence" | "summary" | "evidenceNone">} old
 * @param {Correction} correction
 * @param {string[]} [lines] changed ones of the text
 */
export function changeInWords(old, correction, lines = []) {
  const { verdict, confidence, summary, reason, sources, evidence, evidenceNone } = correction;
  const said = oneLine(summary);
  const was = oneLine(old.evidenceNone || "");
  const searched = oneLine(evidenceNone ?? was);
  /** @param {string} name */
  const named = (name) => _(VERDICTS[name] || name);
  const changes = [];
  if (verdict && verdict !== old.verdict) {
    changes.push(named(old.verdict) + " → " + named(verdict));
  }
  if (confidence && confidence !== old.confidence) {
    const values = { old: old.confidence, new: confidence };
    changes.push(_("confidence: {old} → {new}", values));
  }
  if (said && said !== old.summary) changes.push(_("summary: “{summary}”", { summary: said }));
  if (searched !== was) {
    changes.push(
      searched
        ? _("what was searched: {words}", { words: searched })
        : _("what was searched is taken out"),
    );
  }
  if (evidence) {
    const values = { words: oneLine(evidence.quote), source: correction.cited || evidence.source };
    changes.push(_("words of {source}: “{words}”", values));
  }
  changes.push(...lines.map((line) => _("text: “{line}”", { line })));
  if (!changes.length) return "";
  const why = [
    [_("reason: {reason}", { reason: oneLine(reason) }), reason],
    [_("source: {source}", { source: oneLine(sources) }), sources],
  ];
  return [...changes, ...why.filter(([, given]) => given.trim()).map(([words]) => words)].join(
    "; ",
  );
}

/** Headings of the form, for editions that have no such form. */
const HEADINGS = {
  correction: {
    note: "Note",
    what: "What it says",
    reason: "What is wrong, and what it should say",
    sources: "Sources",
    verdict: "Verdict",
    name: "Name to be printed",
  },
  text: {
    essay: "Essay",
    quote: "Words of the essay",
    reading: "What your copy has",
    witness: "Your copy",
    name: "Name to be printed",
  },
};

/**
 * Return an issue with answers for a form of the edition.
 * @param {keyof typeof HEADINGS} form
 * @param {string} title
 * @param {Record<string, string>} answers by the ids of the fields
 * @param {ContributingSettings["forms"]} forms
 * @returns {import("./hosts.js").Issue}
 */
export function issueOf(form, title, answers, forms) {
  const headings = forms[form] || HEADINGS[form];
  return {
    form: forms[form] ? form + ".yml" : "",
    title,
    answers: Object.entries(headings)
      .filter(([id]) => id in answers)
      .map(([id, label]) => [id, label, answers[id]]),
  };
}

const NOTE = /^(?:note|mark)-(.+)$/;

/**
 * Return the note or passage that an address within the site leads to.
 * @param {Extract<Correctable, { kind: "place" }>} place
 * @param {ContributingSettings["pages"]} pages the texts of each page
 * @returns {Exclude<Correctable, { kind: "place" }> | null}
 */
export function atPlace({ page, anchor, label }, pages) {
  const texts = pages[page] || [];
  // Where a page has several texts, their ids stand before the anchors.
  const named = texts.find((id) => anchor.startsWith("e" + id + "-"));
  const essay = named || texts[0];
  if (!essay) return null;
  const rest = named ? anchor.slice(named.length + 2) : anchor;
  const note = rest.match(NOTE);
  if (note) return { kind: "note", essay, id: note[1] };
  return { kind: "passage", essay, id: rest, label };
}
