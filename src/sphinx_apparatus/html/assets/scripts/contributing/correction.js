// @ts-check
/* A correction: the file of a note with another verdict or summary, or an issue that asks for it. */

import { VERDICTS } from "../facts.js";
import { _ } from "../shared/messages.js";
import {
  joinFile,
  oneLine,
  scalarLines,
  splitFile,
  withField,
  wordLines,
  wordsOf,
} from "./front_matter.js";

/**
 * @typedef {object} Correction
 * @property {string} verdict empty for notes that have none
 * @property {string} confidence empty for notes that have none
 * @property {string} summary
 * @property {string} reason
 * @property {string} sources
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
  };
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
 * Return a reason with the sources that show it, as one text.
 * @param {string} reason
 * @param {string} sources
 */
function reasonWith(reason, sources) {
  const why = oneLine(reason);
  const shown = oneLine(sources);
  return why && shown ? why.replace(/([^.?!…”’)])$/, "$1.") + " " + shown : why || shown;
}

/**
 * Return the file of a note as it should be. A changed verdict leaves an entry in the history and
 * the day on which it was weighed; the reason of any other change has no field, and goes along as a
 * comment at the end of the fields.
 * @param {string} file
 * @param {Correction} correction
 * @param {string} today
 */
export function correctedFile(file, { verdict, confidence, summary, reason, sources }, today) {
  const { fields, body } = splitFile(file);
  const old = statementOf(file);
  let made = fields;
  const said = oneLine(summary);
  if (said && said !== old.summary) {
    const behind = ["confidence", "verdict", "after", "before", "in", "quote"];
    made = withField(made, "summary", wordLines("summary", said), behind);
  }
  if (confidence && confidence !== old.confidence) {
    const line = made.find((field) => field.name === "confidence")?.lines[0] || "confidence: -";
    const changed = line.replace(/(:\s*)[\w-]+/, "$1" + confidence);
    made = withField(made, "confidence", [changed], ["verdict"]);
    made = withField(made, "checked", ["checked: " + today], ["created"]);
  }
  const why = reasonWith(reason, sources);
  if (verdict && verdict !== old.verdict) {
    const line = made.find((field) => field.name === "verdict")?.lines[0] || "verdict: -";
    made = withField(made, "verdict", [line.replace(/(:\s*)[\w-]+/, "$1" + verdict)], ["claim"]);
    const history = made.find((field) => field.name === "history");
    const entries = history && /^history:\s*$/.test(history.lines[0]) ? history.lines.slice(1) : [];
    const indent = (entries[0] || "  - ").match(/^ */)?.[0] || "";
    const entry = [
      "- date: " + today,
      "  from: " + old.verdict,
      "  to: " + verdict,
      ...scalarLines("reason", why, "  "),
    ].map((line) => indent + line);
    // Where commands put it as well (cli/changes.py).
    const created = made.findIndex((field) => field.name === "created");
    const behind = created > 0 ? [made[created - 1].name] : ["confidence", "verdict"];
    made = withField(made, "history", ["history:", ...entries, ...entry], behind);
    made = withField(made, "checked", ["checked: " + today], ["created"]);
  } else if (made !== fields && why) {
    const comment = "# " + _("To the editors, who take this line out:") + " " + why;
    const last = made[made.length - 1];
    made = [...made.slice(0, -1), { ...last, lines: [...last.lines, comment] }];
  }
  return joinFile(made, body);
}

/**
 * Return in words what a correction changes in the file; empty if nothing.
 * @param {Pick<Correction, "verdict" | "confidence" | "summary">} old
 * @param {Correction} correction
 */
export function changeInWords(old, { verdict, confidence, summary, reason, sources }) {
  const said = oneLine(summary);
  /** @param {string} name */
  const named = (name) => _(/** @type {Record<string, string>} */ (VERDICTS)[name] || name);
  const changes = [];
  if (verdict && verdict !== old.verdict) {
    changes.push(named(old.verdict) + " → " + named(verdict));
  }
  if (confidence && confidence !== old.confidence) {
    const values = { old: old.confidence, new: confidence };
    changes.push(_("confidence: {old} → {new}", values));
  }
  if (said && said !== old.summary) changes.push(_("summary: “{summary}”", { summary: said }));
  if (!changes.length) return "";
  const why = reasonWith(reason, sources);
  return [...changes, ...(why ? [_("reason: {reason}", { reason: why })] : [])].join("; ");
}

/** Headings of the form, for editions that have no such form. */
const HEADINGS = {
  correction: {
    note: "Note",
    what: "What it says",
    reason: "What is wrong, and what it should say",
    sources: "Sources",
    verdict: "Verdict",
  },
  text: {
    essay: "Essay",
    quote: "Words of the essay",
    reading: "What your copy has",
    witness: "Your copy",
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
