// @ts-check
/* The file of a new note: title and id are made by the same steps as in note_file.py. */

import {
  ID_LENGTH,
  ID_WORDS,
  PAIRS,
  SLOTS,
  SMALL_WORDS,
  TITLE_EDGES,
  TITLE_END,
  TITLE_LENGTH,
} from "../facts.js";
import {
  joinFile,
  oneLine,
  scalarLines,
  seen,
  splitFile,
  withField,
} from "../contributing/front_matter.js";
import { citedIn } from "../contributing/rules.js";
import { sentences } from "../contributing/sentences.js";

/** @typedef {{ folder: string, name: string, text: string }} NoteFile */

/**
 * Return a title that no other note of the text has: the first words quoted.
 * @param {string} quote
 * @param {string[]} taken
 */
export function newTitle(quote, taken) {
  const [initial, ...rest] = Array.from(strip(quote, TITLE_EDGES) || quote);
  const characters = Array.from(initial.toUpperCase()).concat(rest);
  const others = new Set(taken.map(folded));
  for (let number = 1; ; number += 1) {
    const end = number === 1 ? "" : " (" + number + ")";
    const title = balanced(cut(characters, TITLE_LENGTH - end.length)) + end;
    if (!others.has(folded(title))) return title;
  }
}

/**
 * Return a title so that capitals make no difference: “STRASSE” equals “Straße”.
 * @param {string} title
 */
const folded = (title) => title.toUpperCase().toLowerCase();

/**
 * @param {string[]} characters
 * @param {number} length
 */
function cut(characters, length) {
  if (characters.length <= length) return characters.join("");
  const kept = characters.slice(0, length - 1).join("");
  const space = kept.lastIndexOf(" ");
  return stripEnd(space > 0 ? kept.slice(0, space) : kept, TITLE_END) + "…";
}

/**
 * @param {string} text
 * @param {string} characters
 */
function stripEnd(text, characters) {
  let end = text.length;
  while (end > 0 && characters.includes(text[end - 1])) end -= 1;
  return text.slice(0, end);
}

/**
 * @param {string} text
 * @param {string} characters
 */
function strip(text, characters) {
  let start = 0;
  while (start < text.length && characters.includes(text[start])) start += 1;
  return stripEnd(text.slice(start), characters);
}

/**
 * Return words without the marks that have lost their partner.
 * @param {string} words
 */
function balanced(words) {
  return PAIRS.reduce((text, [opening, closing]) => {
    if (text.split(opening).length === text.split(closing).length) return text;
    return text.split(opening).join("").split(closing).join("");
  }, words);
}

/**
 * Return an id that no other note of the text has, of the first words that say something.
 * @param {string} quote
 * @param {string[]} taken
 */
export function newId(quote, taken) {
  const ascii = Array.from(quote.normalize("NFKD")).filter((sign) => sign < "\x80");
  const found =
    ascii
      .join("")
      .toLowerCase()
      .replace(/'/g, "")
      .replace(/(?<![a-z0-9])([a-z])\.(?=[a-z](?![a-z0-9]))/g, "$1")
      .match(/[a-z0-9]+/g) || [];
  const telling = found.filter((word) => !SMALL_WORDS.includes(word));
  const words = telling.length ? telling : [...found];
  while (words.length && /^\d/.test(words[0])) words.shift();
  const joined = words.slice(0, ID_WORDS).join("-");
  const start = joined.slice(0, ID_LENGTH + 1);
  const whole = start.slice(0, Math.max(0, start.lastIndexOf("-")));
  const id = (joined.length > ID_LENGTH ? whole || start.slice(0, ID_LENGTH) : joined) || "note";
  let tried = id;
  for (let number = 2; taken.includes(tried); number += 1) tried = id + "-" + number;
  return tried;
}

/**
 * Return a day as files have it.
 * @param {Date} day
 */
export function isoDay(day) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return day.getFullYear() + "-" + two(day.getMonth() + 1) + "-" + two(day.getDate());
}

/**
 * @typedef {object} Answers what was answered in the window; empty where nothing was
 * @property {string} title
 * @property {string} summary
 * @property {string} claim
 * @property {string} verdict
 * @property {string} confidence
 * @property {import("../contributing/rules.js").Evidence[]} evidence
 * @property {string} evidenceNone
 * @property {string} change
 * @property {string} reading
 * @property {string} certainty
 * @property {import("../contributing/rules.js").OtherSource[]} others
 * @property {string} body
 * @property {string} evidenceThrough month
 * @property {string} by key of a person
 * @property {string} writer name of somebody who has no key yet
 */

/**
 * Return the file of a new note.
 * @param {string} kind
 * @param {string} essay
 * @param {import("./place.js").Fields} fields
 * @param {AnnotatedText} text what is known of the text
 * @param {string} texts folder of the texts
 * @param {string} today
 * @param {Partial<Answers>} [answers]
 * @returns {NoteFile}
 */
export function fileOf(kind, essay, fields, text, texts, today, answers = {}) {
  const { ids, titles, templates } = text;
  const lines = Object.entries(fields).map(([name, words]) =>
    name === "in" ? "in: " + words : name + ": >-\n  " + words,
  );
  /** @type {[string, string][]} */
  const values = [
    [SLOTS.title, oneLine(answers.title || "") || newTitle(fields.quote, titles)],
    [SLOTS.place, lines.join("\n")],
    [SLOTS.today, today],
    [SLOTS.month, today.slice(0, 7)],
  ];
  const words = new Map(values);
  // In one pass: what goes into one place may look like another.
  const slots = new RegExp(Array.from(words.keys()).join("|"), "g");
  const file = templates[kind].replace(slots, (slot) => words.get(slot) || "");
  const folder = texts + "/" + essay + "/notes";
  return { folder, name: newId(fields.quote, ids) + ".md", text: answered(file, answers) };
}

/**
 * Return the file with answers in place of what stands there for them.
 * @param {string} file
 * @param {Partial<Answers>} answers
 */
function answered(file, answers) {
  const { fields, body } = splitFile(file);
  /** @type {[string, string | undefined, string[]][]} name, answer, what it stands behind */
  const given = [
    ["summary", answers.summary, ["after", "before", "in", "quote"]],
    ["claim", answers.claim, []],
    ["verdict", answers.verdict, []],
    ["confidence", answers.confidence, []],
    ["evidence-none", answers.evidenceNone, ["confidence"]],
    ["change", answers.change, []],
    ["reading", answers.reading, []],
    ["certainty", answers.certainty, []],
    ["evidence-through", answers.evidenceThrough, ["checked"]],
  ];
  let made = fields;
  for (const [name, answer, behind] of given) {
    const words = oneLine(answer || "");
    if (words) made = withField(made, name, scalarLines(name, words, ""), behind);
  }
  if (answers.evidence?.length) {
    const lines = answers.evidence.flatMap(evidenceLines).map((line) => "  " + line);
    made = withField(made, "evidence", ["evidence:", ...lines], ["confidence"]);
  }
  made = signed(made, answers.by || "", oneLine(answers.writer || ""));
  if (!answers.body?.trim()) return joinFile(made, body);
  // Nothing asks for index terms: in a finished note an empty list of them says nothing.
  made = made.filter(({ lines }) => !/^index: \[\]/.test(lines[0]));
  return joinFile(made, sentenceLines(answers.body) + "\n");
}

/**
 * Return the fields signed by somebody: a key, or beside the key that stands there a name that an
 * editor enters.
 * @param {import("../contributing/front_matter.js").Field[]} fields
 * @param {string} by
 * @param {string} writer
 */
function signed(fields, by, writer) {
  if (by) return withField(fields, "by", ["by: [" + by + "]"], []);
  if (!writer) return fields;
  const [line = "by: [editors]"] = fields.find(({ name }) => name === "by")?.lines || [];
  return withField(fields, "by", [line.replace(/ *#.*$/, "") + "  # written by " + writer], []);
}

// What begins a line of a list, a quotation or a heading, and would make one of a sentence.
const MARKUP = /^(?:[-+*>#|]|\d+[.)]|\s)/;

/**
 * Return a text with each sentence on a line of its own, as the edition keeps it.
 * @param {string} body
 */
const sentenceLines = (body) =>
  seen(body)
    .trim()
    .split("\n")
    .flatMap((line) => {
      if (MARKUP.test(line)) return [line];
      const parts = sentences(line).map(([start, end]) => line.slice(start, end));
      return parts.some((part) => MARKUP.test(part)) ? [line] : parts.length ? parts : [""];
    })
    .join("\n");

/**
 * Return the lines of an item of “evidence”.
 * @param {import("../contributing/rules.js").Evidence} evidence
 */
export function evidenceLines(evidence) {
  const names = /** @type {const} */ (["source", "language", "quote", "at", "translation"]);
  const lines = names.flatMap((name) => {
    const words = oneLine(evidence[name] || "");
    return words ? scalarLines(name, words, "  ") : [];
  });
  if (evidence.primary) lines.push("  primary: true");
  return lines.map((line, index) => (index ? line : "- " + line.trimStart()));
}

/**
 * Return the sources that a finding does not cite.
 * @param {string} body
 * @param {string[]} keys each perhaps with a place: “fox{p. 4}”
 */
export function notCited(body, keys) {
  const cited = citedIn(body);
  return keys.filter((key, at) => !cited.includes(keyIn(key)) && keys.indexOf(key) === at);
}

/**
 * Return the key of a citation without its place.
 * @param {string} citation
 */
const keyIn = (citation) => citation.replace(/\{.*\}/, "").trim();

/**
 * Return a text with sources cited at a place, before the stop that stands there, and where the
 * citation ends. A citation that stands there takes them in.
 * @param {string} text
 * @param {number} place
 * @param {string[]} keys
 */
export function citedAt(text, place, keys) {
  const inWord = /[\p{L}\p{N}]$/u.test(text.slice(0, place));
  const more = (inWord && text.slice(place).match(/^[\p{L}\p{N}]+/u)?.[0]) || "";
  const before = text.slice(0, place + more.length).trimEnd();
  const stop = before.match(/(?<![.!?…])[.!?…]$/)?.[0] || "";
  const words = before.slice(0, before.length - stop.length).trimEnd();
  const joined = words.match(/^([^]*\{cite:p\}`[^`]*)`$/);
  const cited = joined
    ? joined[1] + "," + keys.join(",") + "`"
    : words + (words && " ") + "{cite:p}`" + keys.join(",") + "`";
  return { text: cited + stop + text.slice(before.length), end: cited.length + stop.length };
}

/**
 * Return a text that does not cite a source.
 * @param {string} text
 * @param {string} key
 */
export const withoutCitation = (text, key) =>
  text.replace(/( ?\{cite:[pt]\}`)([^`]*)`/g, (whole, start, content) => {
    const keys = content.split(/,(?![^{]*\})/);
    const others = keys.filter(
      (/** @type {string} */ one) => one.replace(/\{.*\}/, "").trim() !== key,
    );
    if (others.length === keys.length) return whole;
    return others.length ? start + others.join(",").trim() + "`" : "";
  });

/**
 * Return the finding with those sources cited at its end that it does not cite.
 * @param {string} body
 * @param {string[]} keys
 */
export function withCitations(body, keys) {
  const text = body.trim();
  const missing = notCited(text, keys);
  return text && missing.length ? citedAt(text, text.length, missing).text : text;
}
