// @ts-check
/* Rules on the answers in the windows: those that are made of data alone. Numbers, lengths and lists
   are the check's (facts.js); whatever else the check finds, it finds after sending. One set of
   notes is run through both (tests/cases.json). */

import {
  ATTRIBUTIONS,
  CONFIDENCES,
  MOST,
  NOT_READ,
  NOT_REFUSED,
  REQUIRED,
  RULES,
  SIDES,
  UNFILLED,
  VERDICT_NEEDS,
} from "../facts.js";
import { _ } from "../shared/messages.js";
import { ruleOf, VERDICTS } from "../shared/lists.js";
import { likeOf } from "../shared/scheme.js";
import { sentences } from "./sentences.js";

/**
 * @typedef {object} Fault
 * @property {string} rule
 * @property {string} field
 * @property {string} message
 * @property {boolean} [isTheirs] whether only an editor can enter what is missing
 */
/** @typedef {Pick<ContributingSettings, "demands" | "expected" | "contested" | "language"> & { months?: [first: string, last: string] }} Demands */
/** @typedef {{ source: string, quote: string, language?: string, at?: string, translation?: string, primary?: string }} Evidence */
/** @typedef {{ source: string, about: string }} OtherSource */
/**
 * @typedef {object} Draft a note as its writer has it
 * @property {string} kind
 * @property {string} quote
 * @property {string} title
 * @property {string} summary
 * @property {string} claim
 * @property {string} verdict
 * @property {string} confidence
 * @property {Evidence[]} evidence
 * @property {string} evidenceNone
 * @property {string} body with its citations
 * @property {string} [evidenceThrough] month
 * @property {string} [change] of a textual note
 * @property {string} [reading]
 * @property {OtherSource[]} [others] sources named that the bibliography does not have
 */

/**
 * @typedef {Pick<Draft, "kind" | "verdict" | "confidence" | "evidence" | "evidenceNone">} Finding
 *   what a note found, and what it rests on
 */

/**
 * Return the faults for which the check refuses a file; the others are for a person to weigh.
 * @param {Fault[]} faults
 */
export const refusedFor = (faults) => faults.filter(({ rule }) => !NOT_REFUSED.includes(rule));

/**
 * Return the rule that a field breaks which the edition demands and a note lacks.
 * @param {string} name
 * @param {Demands} settings
 */
const demandOf = (name, { expected }) =>
  expected?.includes(name) ? RULES.EXPECTED : RULES.DEMANDED;

const START = "(?<![\\p{L}\\p{N}_])(?:";
const END = ")(?![\\p{L}\\p{N}_])";
const attribution = new RegExp(START + ATTRIBUTIONS.join("|") + END, "iu");
const QUOTATION = /“[^”]*”|‘(?:[^’]|’(?=[\p{L}\p{N}_]))*’|"[^"]*"/gu;
const ROLE = /\{[a-z:]+\}`[^`]*`/g;
const EMPHASIS = /(?<![*_\p{L}\p{N}])([*_])(?![*_\s])([^*_]+?)(?<!\s)\1(?![*_\p{L}\p{N}])/gu;
const CITATION = /\{cite:(?:[pt]|author|year)\}`([^`]*)`/g;

/** What Markdown would read as more than plain words: bodies.py, refused_in_plain_words. */
const MARKUP = [
  /^(?:(?:#{1,6}|[-+*]|\d{1,9}[.)])\s|>)/,
  /^(?:[-*_] ?){3,}$/,
  /`[^`]+`/,
  /\*(?![\s*])(?:[^*]*[^\s*])?\*/,
  /(?<![\p{L}\p{N}_])_(?![\s_])(?:[^_]*[^\s_])?_(?![\p{L}\p{N}_])/u,
  /\]\([^()\s]*\)|\[\^[^\]\s]+\]/,
  /<(?:[a-z][a-z\d+.-]+:[^<>\s]*>|\/?[a-z][^<>]*>|!--)/i,
  /\\[!-/:-@[-`{-~]/,
  /&(?:#\d+|#x[\da-f]+|[a-z]{2,}\d*);/i,
];

/**
 * Return whether a field of plain words has markup.
 * @param {string} field
 * @param {string} words
 * @returns {Fault[]}
 */
export function markupFaults(field, words) {
  const text = words.trim().replace(/\s+/g, " ");
  const [found] = MARKUP.map((one) => text.match(one)).filter(Boolean);
  if (!found) return [];
  const message = _("Plain words are expected here; “{found}” is markup.", { found: found[0] });
  return [{ rule: RULES.BODY_MARKUP, field, message }];
}

/** @param {string} words */
const countOf = (words) => words.split(/\s+/).filter(Boolean).length;

/** @param {string} words */
const blank = (words) => words.replace(/\S/g, " ");

/** @param {string} words */
const escaped = (words) => words.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

/**
 * @param {string} phrase
 * @returns {RegExp}
 */
const patternOf = (phrase) =>
  new RegExp(START + phrase.split(/\s+/).map(escaped).join("\\s+") + END, "giu");

/**
 * Return the keys that a text cites.
 * @param {string} body
 */
export const citedIn = (body) =>
  Array.from(body.matchAll(CITATION)).flatMap(([, content]) =>
    content
      .replace(/\{[^{}]*\}/g, " ")
      .split(",")
      .map((key) => key.trim())
      .filter(Boolean),
  );

/**
 * Return the paragraphs of a text: the words, and the same with quotations and emphasis blanked.
 * @param {string} text
 */
function paragraphsOf(text) {
  return text
    .split(/\n\s*\n/)
    .filter((part) => !part.trimStart().startsWith(">"))
    .map((part) => {
      const plain = part.replace(ROLE, "").replace(/\*\*/g, "");
      const words = plain.replace(EMPHASIS, "$2");
      const own = plain.replace(EMPHASIS, (_all, _mark, inner) => blank(inner));
      return { words, own: own.replace(QUOTATION, blank) };
    });
}

/**
 * Return the contested words that a text uses in the edition's own voice, with the reason.
 * @param {string} text
 * @param {Demands["contested"]} contested
 * @returns {[word: string, reason: string][]}
 */
export function contestedIn(text, contested) {
  /** @type {[string, string][]} */
  const found = [];
  for (const { words, own } of paragraphsOf(text)) {
    for (const [start, end] of sentences(words)) {
      if (attribution.test(words.slice(start, end))) continue;
      for (const entry of contested) {
        let part = own.slice(start, end);
        for (const phrase of entry.except) part = part.replace(patternOf(phrase), blank);
        for (const word of entry.words) {
          for (const [use] of part.matchAll(patternOf(word))) found.push([use, entry.reason]);
        }
      }
    }
  }
  return found;
}

/**
 * Return the contested words of a field as faults.
 * @param {string} field
 * @param {string} text
 * @param {Demands} settings
 * @returns {Fault[]}
 */
export const contestedFaults = (field, text, { contested }) =>
  contestedIn(text, contested).map(([word, reason]) => ({
    rule: RULES.CONTESTED_WORD,
    field,
    message: _("“{word}” is a contested word: {reason}. Quote it, or say who uses it.", {
      word,
      reason,
    }),
  }));

/**
 * Return what is wrong with a summary.
 * @param {string} summary
 * @param {Demands} settings
 * @returns {Fault[]}
 */
export function faultsOfSummary(summary, settings) {
  const words = summary.trim().replace(/\s+/g, " ");
  if (!words) return [];
  /** @type {Fault[]} */
  const faults = [];
  const say = (/** @type {string} */ message) =>
    faults.push({ rule: RULES.SUMMARY, field: "summary", message });
  if (UNFILLED.includes(words)) {
    return [{ rule: RULES.UNFILLED, field: "summary", message: _("Write the summary.") }];
  }
  const count = countOf(words);
  if (count > MOST.summary) {
    say(
      _("The summary has {count} words; at most {most} are allowed.", {
        count,
        most: MOST.summary,
      }),
    );
  }
  if (sentences(words).length > 1) say(_("The summary is one sentence."));
  if (!/[.?!…]$/.test(words.replace(/[”’"')]+$/, ""))) {
    say(_("The summary is a whole sentence and ends with a stop."));
  }
  faults.push(...markupFaults("summary", words));
  return [...faults, ...contestedFaults("summary", words, settings)];
}

/** @param {string} body */
const lengthOf = (body) => countOf(body.replace(ROLE, "").replace(/\*\*|(?<!\S)>(?=\s)/g, " "));

/**
 * Return whether a text is too long.
 * @param {string} body
 * @returns {Fault[]}
 */
export function lengthFaults(body) {
  const count = lengthOf(body);
  if (count <= MOST.body) return [];
  const values = { count, most: MOST.body };
  const message = _("The finding has {count} words; at most about {most} are expected.", values);
  return [{ rule: RULES.BODY_LENGTH, field: "body", message }];
}

/**
 * Return what is wrong with a new note.
 * @param {Draft} draft
 * @param {Demands} settings
 * @param {KnownSources} sources
 * @returns {Fault[]}
 */
export function faultsOf(draft, settings, sources) {
  /** @type {Fault[]} */
  const faults = [];
  /** @type {(rule: string, field: string, message: string) => void} */
  const say = (rule, field, message) => void faults.push({ rule, field, message });
  const isTextual = likeOf(draft.kind) === "textual";
  const isCheck = likeOf(draft.kind) === "fact-check";
  const needed = REQUIRED[likeOf(draft.kind)];

  const title = draft.title.trim();
  if (!title) say(RULES.FIELD_MISSING, "title", _("Write a title."));
  else if (Array.from(title).length > MOST.title) {
    say(
      RULES.FIELD_VALUE,
      "title",
      _("The title has {count} characters; at most {most} are allowed.", {
        count: Array.from(title).length,
        most: MOST.title,
      }),
    );
  }
  if (countOf(draft.quote) > MOST.quote) {
    say(
      RULES.QUOTE_LENGTH,
      "words",
      _("You selected {count} words. A note is about one statement: select at most {most}.", {
        count: countOf(draft.quote),
        most: MOST.quote,
      }),
    );
  }
  if (needed.includes("claim")) {
    if (!draft.claim.trim()) {
      say(RULES.FIELD_MISSING, "claim", _("Say in one sentence what the text asserts."));
    } else if (UNFILLED.includes(draft.claim.trim())) {
      say(RULES.UNFILLED, "claim", _("Say in one sentence what the text asserts."));
    }
    const month = draft.evidenceThrough ?? "2000-01";
    if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(month)) {
      const message = _("Write the month to which you searched as 2026-03.");
      say(month ? RULES.FIELD_VALUE : RULES.FIELD_MISSING, "evidence-through", message);
    } else if (settings.months && (month < settings.months[0] || month > settings.months[1])) {
      const message = _("Write a month that is not in the future, and not before the text.");
      say(RULES.DATE_ORDER, "evidence-through", message);
    }
    if (!(draft.verdict in VERDICTS)) say(RULES.FIELD_MISSING, "verdict", _("Choose a verdict."));
    if (!CONFIDENCES.includes(draft.confidence)) {
      say(RULES.FIELD_MISSING, "confidence", _("Choose a confidence."));
    }
  }
  if (settings.demands.includes("summary") && !isTextual && !draft.summary.trim()) {
    const message = _("Write a summary: the answer in one sentence.");
    say(demandOf("summary", settings), "summary", message);
  }
  faults.push(...faultsOfSummary(draft.summary, settings));

  const body = draft.body.trim();
  const cited = citedIn(body);
  if (!lengthOf(body)) say(RULES.BODY_EMPTY, "body", _("Write what you found."));
  faults.push(...lengthFaults(body));
  for (const line of body.split("\n")) {
    if (UNFILLED.some((words) => line.includes(words))) {
      say(RULES.UNFILLED, "body", _("Write what you found."));
      break;
    }
  }
  for (const key of cited) {
    if (!(key in sources)) faults.push(unknownSource(key));
  }
  for (const { source, about } of draft.others || []) faults.push(unknownSource(source, about));
  if (isCheck && !cited.length && !draft.others?.length) {
    say(RULES.CITATION_NONE, "source", _("Name a source that you read."));
  } else if (isCheck && cited.length && cited.every((key) => sources[key]?.[2] === NOT_READ)) {
    say(
      RULES.CITATION_UNCONSULTED,
      "source",
      _("None of the sources was read; name one that was."),
    );
  }
  faults.push(...faultsOfEvidence(draft.evidence, cited, settings, sources));
  faults.push(...faultsOfFinding(draft, settings));
  faults.push(...faultsOfReading(draft), ...markupFaults("evidence-none", draft.evidenceNone));
  for (const [field, words] of /** @type {[string, string][]} */ ([
    ["title", draft.title],
    ["body", body],
    ["evidence-none", draft.evidenceNone],
  ])) {
    faults.push(...contestedFaults(field, words, settings));
  }
  return inOrder(faults, ORDER);
}

/** The fields of a new note in the order of the window. */
const ORDER = [
  ...["words", "claim", "verdict", "confidence", "summary", "change", "reading", "source"],
  ...["quote", "translation", "evidence-none", "body", "evidence-through", "title"],
];

/**
 * Return faults in the order of the fields of a window.
 * @param {Fault[]} faults
 * @param {string[]} fields
 */
export const inOrder = (faults, fields) =>
  [...faults].sort((one, other) => fields.indexOf(one.field) - fields.indexOf(other.field));

/**
 * @param {string} key
 * @param {string} [about] what it is
 * @returns {Fault}
 */
const unknownSource = (key, about = "") => ({
  rule: RULES.CITATION_UNKNOWN,
  field: "source",
  message:
    _("The source “{key}” is not in the bibliography.", { key }) +
    " " +
    (about ? _("An editor enters it.") : _("Choose one of the list, or describe it there.")),
  isTheirs: true,
});

/**
 * Return where the reading of a textual note does not fit its change.
 * @param {Draft} draft
 * @returns {Fault[]}
 */
function faultsOfReading({ kind, change = "none", reading = "", quote }) {
  if (likeOf(kind) !== "textual") return [];
  const words = reading.trim().replace(/\s+/g, " ");
  const fault = (/** @type {string} */ message, isTheirs = false) => [
    { rule: RULES.READING, field: "reading", message, ...(isTheirs && { isTheirs }) },
  ];
  if (change === "none" || change === "variant") {
    if (words) return fault(_("This change leaves the text alone: take the reading out."));
    return change === "none"
      ? []
      : fault(_("A variant names the witnesses that have it: an editor enters them."), true);
  }
  if (change === "omission") {
    return words ? fault(_("Of words that are left out there is no reading: take it out.")) : [];
  }
  if (!words) return fault(_("Write the words as they read after the change."));
  if (words === quote.trim().replace(/\s+/g, " ")) {
    return fault(_("The reading is the same as the words of the text."));
  }
  return change === "supplement" && !words.includes("⟨")
    ? fault(_("Put the words that are supplied in ⟨ ⟩."))
    : [];
}

/**
 * Return what is wrong with words of sources.
 * @param {Evidence[]} evidence
 * @param {string[]} cited keys of the sources that the note cites
 * @param {Demands} settings
 * @param {KnownSources} sources
 * @returns {Fault[]}
 */
export function faultsOfEvidence(evidence, cited, settings, sources) {
  /** @type {Fault[]} */
  const faults = [];
  /** @type {(rule: string, field: string, message: string) => void} */
  const say = (rule, field, message) => void faults.push({ rule, field, message });
  for (const { source, quote, language, translation } of evidence) {
    const known = sources[source];
    if (!known) faults.push(unknownSource(source));
    else if (known[2] === NOT_READ) {
      say(RULES.EVIDENCE, "source", _("“{key}” was not read; quote another.", { key: source }));
    }
    if (known && !cited.includes(source)) {
      say(RULES.EVIDENCE, "body", _("Cite “{key}” where you say what it shows.", { key: source }));
    }
    if (countOf(quote) > MOST.evidence) {
      say(
        RULES.EVIDENCE,
        "quote",
        _("The quotation has {count} words; at most {most} are allowed.", {
          count: countOf(quote),
          most: MOST.evidence,
        }),
      );
    }
    const own = language || known?.[1] || "";
    const isForeign = Boolean(own) && base(own) !== base(settings.language);
    if (isForeign && !translation?.trim()) {
      say(
        RULES.EVIDENCE,
        "translation",
        _("“{key}” is in another language: add a translation.", { key: source }),
      );
    }
    if (known && !isForeign && translation?.trim()) {
      say(
        RULES.EVIDENCE,
        "translation",
        _("“{key}” is in the language of the edition and needs no translation.", { key: source }),
      );
    }
  }
  return faults;
}

/**
 * Return where what a fact-check found does not fit its verdict or its confidence.
 * @param {Finding} finding
 * @param {Demands} settings
 * @returns {Fault[]}
 */
export function faultsOfFinding({ kind, verdict, confidence, evidence, evidenceNone }, settings) {
  if (likeOf(kind) !== "fact-check") return [];
  /** @type {Fault[]} */
  const faults = [];
  /** @type {(rule: string, field: string, message: string) => void} */
  const say = (rule, field, message) => void faults.push({ rule, field, message });
  const isNone = Boolean(evidenceNone.trim());
  const hasSides = ruleOf(verdict) !== VERDICT_NEEDS.sides || evidence.length >= SIDES;
  if (evidence.length && !hasSides) say(RULES.EVIDENCE, "quote", eachSide());
  if (isNone && confidence === "high") say(RULES.CONFIDENCE, "confidence", atMostMedium());
  if (!settings.demands.includes("evidence") || ruleOf(verdict) === VERDICT_NEEDS["no words"]) {
    return faults;
  }
  const demanded = demandOf("evidence", settings);
  if (!evidence.length && !isNone && ruleOf(verdict) !== VERDICT_NEEDS.search) {
    say(
      demanded,
      "quote",
      _("Quote the words of a source that decide it, or say below what you searched."),
    );
  } else if (ruleOf(verdict) === VERDICT_NEEDS.search && !isNone) {
    say(demanded, "evidence-none", _("Say what you searched, where, and on which day."));
  } else if (!evidence.length && !hasSides) {
    say(demanded, "quote", eachSide());
  } else if (lacksGrounds(kind, confidence, evidence, settings)) {
    say(demanded, "confidence", highNeeds());
  }
  return faults;
}

const eachSide = () => _("A disputed claim has a quotation for each side.");

/** Say how sure one can be at most who found no words. */
export const atMostMedium = () => _("Without words to quote the confidence is at most medium.");

/**
 * Return whether the confidence cannot be high, whatever is quoted.
 * @param {Pick<Finding, "kind" | "verdict" | "evidenceNone">} finding
 * @param {Demands} settings
 */
export const isLimited = ({ kind, verdict, evidenceNone }, { demands }) =>
  likeOf(kind) === "fact-check" &&
  (Boolean(evidenceNone.trim()) ||
    (ruleOf(verdict) === VERDICT_NEEDS.search && demands.includes("evidence")));

/**
 * Return whether high confidence rests on two sources with a quotation, or a primary one.
 * @param {Evidence[]} evidence
 */
const hasGrounds = (evidence) =>
  evidence.some(({ primary }) => primary) || new Set(evidence.map(({ source }) => source)).size > 1;

/**
 * Return whether a confidence is high without what the edition demands for it.
 * @param {string} kind
 * @param {string} confidence
 * @param {Evidence[]} evidence
 * @param {Demands} settings
 */
export const lacksGrounds = (kind, confidence, evidence, { demands }) =>
  likeOf(kind) === "fact-check" &&
  confidence === "high" &&
  demands.includes("evidence") &&
  !hasGrounds(evidence);

/** Return what high confidence needs. */
export const highNeeds = () =>
  _(
    "High confidence needs the words of two independent sources, or of one that is the document " +
      "itself (mark it so); else choose medium.",
  );

/** @param {string} language */
const base = (language) => language.split("-")[0].toLowerCase();
