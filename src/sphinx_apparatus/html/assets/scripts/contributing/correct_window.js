// @ts-check
/* The window in which a note, a passage or a source is corrected. */

import { CONFIDENCES, MOST, SIDES, VERDICT_NEEDS } from "../facts.js";
import { all, byId, loadScript, make, siteRoot } from "../shared/dom.js";
import { _ } from "../shared/messages.js";
import { KINDS, ruleOf } from "../shared/lists.js";
import { likeOf } from "../shared/scheme.js";
import { isoDay } from "../annotate/note_file.js";
import {
  citedAs,
  keyOf as sourceKeyOf,
  listOfSources,
  sourceInputs,
} from "../annotate/source_inputs.js";
import {
  atPlace,
  changeInWords,
  correctedFile,
  findingOf,
  issueOf,
  statementOf,
} from "./correction.js";
import { oneLine, splitFile } from "./front_matter.js";
import { addressOf, issueFor, nameOf, stepsWith, textOfIssue } from "./hosts.js";
import {
  answersIn,
  choiceInput,
  countedWords,
  holdBack,
  keepDraft,
  keptName,
  labelled,
  limitOf,
  listOfFaults,
  makeDialog,
  nameInput,
  nowhereLine,
  outward,
  putAnswers,
  verdictInput,
  viewOfFile,
  wordsInput,
  writerOf,
} from "./inputs.js";
import { changedLines } from "./note_text.js";
import {
  atMostMedium,
  citedIn,
  contestedFaults,
  faultsOfEvidence,
  faultsOfFinding,
  faultsOfSummary,
  highNeeds,
  inOrder,
  isLimited,
  lacksGrounds,
  lengthFaults,
  markupFaults,
  refusedFor,
} from "./rules.js";

/** @type {Map<string, NonNullable<Window["apparatusFiles"]>>} */
const read = new Map();

/**
 * Return the files of the notes of a text; none where the edition does not show them.
 * @param {string} essay
 */
async function filesOf(essay) {
  const address = new URL("_static/contributing/" + essay + ".js", siteRoot()).href;
  if (!read.has(essay) && (await loadScript(address))) {
    read.set(essay, window.apparatusFiles || {});
  }
  return read.get(essay) || {};
}

/**
 * Put the window into the page.
 * @param {ContributingSettings} settings
 * @param {KnownSources} known
 */
export function makeCorrectWindow(settings, known) {
  const nowhere = nowhereLine();
  const said = make("blockquote", { class: "apparatus-annotate-quote" });
  const claim = make("p", { class: "apparatus-correct-claim" });
  const { select: verdict, line: verdictLine, say: sayMeaning } = verdictInput();
  const sides = make("span", { class: "apparatus-asked", "aria-live": "polite" });
  verdictLine.append(sides);
  const summary = wordsInput("summary", 3);
  const reason = wordsInput("reason", 4);
  const sources = wordsInput("sources", 2);
  const confidence = choiceInput(
    "confidence",
    CONFIDENCES.map((value) => [value, value]),
  );
  const confidenceLine = labelled(_("Confidence"), confidence);
  const limit = limitOf(confidence);
  const grounds = make("span", { class: "apparatus-asked", "aria-live": "polite" });
  confidenceLine.append(grounds);
  const searched = wordsInput("evidence-none", 2);
  const searchedLine = labelled(_("What was searched, where, on which day"), searched);
  const holds = make("span", { class: "apparatus-asked", "aria-live": "polite" });
  searchedLine.append(holds);
  const summaryLine = labelled(
    _("Summary"),
    summary,
    _("the answer in one sentence that can stand alone"),
  );
  const count = make("span", { class: "apparatus-count" });
  summary.before(" · ", count);
  const fits = make("span", { class: "apparatus-asked", "aria-live": "polite" });
  summaryLine.append(fits);
  const reasonLabel = make("span");
  const reasonLine = labelled("", reason);
  reasonLine.querySelector("label")?.append(reasonLabel);
  const sourcesLine = labelled(
    _("Sources"),
    sources,
    _("author, title, date, address, and how far you read it"),
  );
  const shown = sourceInputs(1, known, {
    list: "apparatus-sources-shown",
    name: _("The source that shows it"),
    hint: _("as the page cites it, such as “Doe 1999”, or a word of its title"),
    words: _("optional: exactly as they stand, at most {most}; they become evidence of the note", {
      most: MOST.evidence,
    }),
    unknown: _("not in the bibliography yet: an editor enters it"),
  });
  const sentence = wordsInput("sentence", 2);
  const sentenceLine = labelled(
    _("One more sentence for the text (optional)"),
    sentence,
    _("what the source shows: it stands at the end, and cites the source"),
  );
  const attributed = make("span", { class: "apparatus-asked", "aria-live": "polite" });
  sentenceLine.append(attributed);
  const answers = [verdictLine, searchedLine, confidenceLine, summaryLine, reasonLine];
  const list = listOfSources("apparatus-sources-shown", known);
  const people = settings.people || {};
  const by = nameInput(people, "apparatus-people-correcting");
  const form = make("div", {}, claim, ...answers, sourcesLine, shown.group, sentenceLine);
  form.append(list, by);
  const { box, show: showFaults } = listOfFaults(_("Before you send it"));
  const send = make("p", { class: "apparatus-annotate-send" });
  const steps = make("p", { class: "apparatus-annotate-steps" });
  const change = make("p", { class: "apparatus-correct-change" });
  const made = viewOfFile();
  const name = make("span", { class: "apparatus-hint" });
  made.place.prepend(name, " ");
  const draft = keepDraft(form, (message) => renew(message));
  const guide = settings.guide
    ? make(
        "a",
        { href: new URL(settings.correcting, siteRoot()).href, target: "_blank" },
        _("How to correct a note"),
      )
    : "";
  const { dialog, heading, report } = makeDialog(
    "apparatus-correct",
    [nowhere, said, form, box, change, send, steps, made.place, made.files, make("p", {}, guide)],
    [made.taking, draft.clear, ""],
  );
  dialog.classList.add("apparatus-correct-window");

  /** Nothing, where a note or an answer has none. */
  const blank = {
    ...{ title: "", claim: "", verdict: "", confidence: "", summary: "", kind: "" },
    evidenceNone: "",
  };
  const empty = answersIn(form);
  /** @type {Exclude<Correctable, { kind: "place" }>} */
  let target;
  let label = "";
  let file = "";

  /** @param {Correctable} asked */
  async function open(asked) {
    const wanted = asked.kind === "place" ? atPlace(asked, settings.pages) : asked;
    if (!wanted) return;
    target = wanted;
    file = "";
    label = wanted.kind === "passage" ? wanted.label : wanted.kind === "source" ? wanted.key : "";
    if (wanted.kind === "note") {
      [label, file] = (await filesOf(wanted.essay))[wanted.id] || [wanted.id, ""];
    }
    const now = file ? statementOf(file) : blank;
    heading.textContent = _("Correct {what}", { what: label });
    nowhere.hidden = Boolean(addressOf(settings, "issue", { title: "", body: "" }));
    verdictLine.hidden = !now.verdict;
    confidenceLine.hidden = !now.confidence;
    claim.textContent = now.claim && _("Claim: {claim}", { claim: now.claim });
    claim.hidden = !now.claim;
    const isTextual = !KINDS.includes(now.kind) || likeOf(now.kind) === "textual";
    summaryLine.hidden = !now.summary && isTextual;
    sourcesLine.hidden = wanted.kind !== "passage";
    shown.group.hidden = wanted.kind !== "note";
    sentenceLine.hidden = !file;
    const words = wordsOf(wanted) || now.title;
    said.textContent = words;
    said.hidden = !words;
    reasonLabel.textContent = {
      note: _("What is wrong, and what shows it"),
      passage: _("What your copy of the text has"),
      source: _("What is wrong, and what it should say"),
    }[wanted.kind];
    limit(false);
    const stands = { "evidence-none": now.evidenceNone, by: keptName() };
    putAnswers(form, { ...empty, ...now, ...stands });
    const isKept = draft.begin(keyOf(wanted));
    renew(isKept ? _("Your answers of last time are here.") : "");
    if (!dialog.open) dialog.showModal();
    const first = verdictLine.hidden ? (summaryLine.hidden ? reason : summary) : verdict;
    first.focus();
  }

  /** Return the issue that asks for the correction. */
  function issue() {
    const { confidence, reason, sentence, sources, summary, verdict } = answersIn(form);
    const { evidence, evidenceNone, sources: named } = correction();
    const title = _("Correction: {what}", { what: label });
    const { by: key, writer } = correction();
    const name = writer || people[key] || "";
    if (target.kind === "passage") {
      const answers = { essay: target.essay, quote: wordsOf(target), reading: reason };
      return issueOf("text", title, { ...answers, witness: sources, name }, settings.forms);
    }
    if (target.kind === "source") {
      const answers = { note: "source " + target.key, what: target.words, reason };
      return issueOf(
        "correction",
        title,
        { ...answers, sources: target.key, name },
        settings.forms,
      );
    }
    const now = file ? statementOf(file) : blank;
    const isNew = Boolean(file) && summary.trim() !== now.summary;
    const isSurer = Boolean(now.confidence) && confidence !== now.confidence;
    const parts = [
      reason,
      isNew ? _("Summary: {summary}", { summary }) : "",
      isSurer ? _("Confidence: {confidence}", { confidence }) : "",
      sentence.trim() ? _("One more sentence: {words}", { words: sentence }) : "",
      evidenceNone !== now.evidenceNone
        ? _("What was searched: {words}", { words: evidenceNone })
        : "",
    ];
    const quoted = evidence
      ? evidence.source +
        (evidence.at ? ", " + evidence.at : "") +
        ": “" +
        evidence.quote.trim() +
        "”" +
        (evidence.translation ? " [" + evidence.translation.trim() + "]" : "")
      : named;
    const answers = {
      note: target.essay + "/" + target.id + (file ? " (" + label + ")" : ""),
      what: [now.verdict, target.words || now.summary].filter(Boolean).join(": "),
      reason: parts.filter(Boolean).join("\n\n"),
      sources: quoted,
      verdict: verdict === now.verdict ? "" : verdict,
      name,
    };
    return issueOf("correction", title, answers, settings.forms);
  }

  /** Return the file that the correction changes. */
  function changed() {
    if (target.kind !== "note") {
      const path = target.kind === "source" ? settings.references : "";
      return { folder: "", name: path, text: "" };
    }
    const text = file && correctedFile(file, correction(), isoDay(new Date()));
    return {
      folder: settings.folder + "/" + target.essay + "/notes",
      name: target.id + ".md",
      text,
    };
  }

  /** @param {string} [message] */
  function renew(message) {
    if (message !== undefined) report.textContent = message;
    ask();
    const asked = issue();
    const own = changed();
    const isChanged = Boolean(file) && own.text !== file;
    const host = nameOf(settings.host);
    const address = issueFor(asked, settings);
    const path = own.folder + (own.folder && "/") + own.name;
    const editor = own.name ? addressOf(settings, "edit", { path }) : "";
    const whole = { folder: "", name: "correction.md", text: textOfIssue(asked) };
    made.show(isChanged ? own : whole);
    name.textContent = isChanged
      ? _(
          "With your change this is the note’s own file; in a copy (clone) of the edition it stands at",
        )
      : file
        ? _("So far the note’s own file is unchanged. What you write is a text for the editors:")
        : _("What you write is a text for the editors:");
    const inWords = describe();
    change.textContent = inWords && _("Your change: {change}", { change: inWords });
    const { reason } = answersIn(form);
    const faults = missing(isChanged);
    // Contested words are for a person to weigh; the check refuses a file for the others.
    const [refused] = isChanged ? refusedFor(faults) : [];
    const held = reason.trim()
      ? unnamed() || (refused && refused.message)
      : _("First fill in “{field}”.", { field: reasonLabel.textContent || "" });
    made.hold(held || "");
    /** @type {HTMLElement[]} */
    const ways = [];
    if (address) ways.push(outward(address, _("Send it as a form at {host}", { host })));
    if (editor) {
      const words = isChanged
        ? _("Copy the changed file and open its editor at {host}", { host })
        : _("Open the file at {host}", { host });
      const link = outward(editor, words, "apparatus-second");
      if (isChanged) link.addEventListener("click", made.copyFile);
      if (isChanged && held) {
        link.removeAttribute("href");
        holdBack(link, made.done.id);
      }
      ways.push(link);
    }
    send.replaceChildren(...ways.flatMap((way) => [way, " "]));
    steps.textContent = stepsOf(Boolean(address), Boolean(editor), isChanged);
    showFaults(faults);
  }

  /** Return what is missing of a source: which it is, or what it is. */
  function unnamed() {
    const { source = "", about = "", quote = "" } = numbered();
    if (!source.trim())
      return quote.trim() && _("First fill in “{field}”.", { field: _("Source") });
    if (Object.hasOwn(known, sourceKeyOf(source, known)) || about.trim()) return "";
    return _("“{source}” is no source yet: choose one, say what it is, or empty “{field}”.", {
      source: source.trim(),
      field: _("Source"),
    });
  }

  /** Return the answers. */
  function correction() {
    const { source = "", at = "", quote = "", ...given } = numbered();
    const { language = "", translation = "", primary = "", about = "" } = given;
    const key = sourceKeyOf(source, known);
    const isKnown = Object.hasOwn(known, key);
    const words = { source: key, quote, language, at, translation, primary };
    const evidence = isKnown && file && quote.trim() ? words : null;
    const name = (isKnown ? citedAs(known[key]) : key) + (key && at && ", " + at);
    const told = isKnown || !key ? "" : oneLine(about);
    const named = [name, told, quote.trim() && "“" + quote.trim() + "”"].filter(Boolean).join(": ");
    return {
      ...{ ...blank, reason: "", ...answersIn(form) },
      ...writerOf(answersIn(form).by, people),
      evidenceNone: searchedLine.hidden ? "" : searched.value,
      evidence,
      cited: isKnown ? citedAs(known[key]) : "",
      key: isKnown ? key : "",
      place: at,
      sources: evidence ? "" : named,
    };
  }

  /** Return the answers on the source by their names without its number. */
  const numbered = () =>
    /** @type {Record<string, string | undefined>} */ (
      Object.fromEntries(
        Object.entries(answersIn(shown.group)).map(([name, words]) => [name.slice(0, -2), words]),
      )
    );

  /** Return in words what changes in the file. */
  function describe() {
    const nameOf = (/** @type {string} */ key) => (known[key] ? citedAs(known[key]) : key);
    const lines = file ? changedLines(changed().text, file, nameOf) : [];
    return file && changeInWords(statementOf(file), correction(), lines);
  }

  /** Show what the chosen verdict needs, and ask what a change leaves open. */
  function ask() {
    const { summary, verdict } = answersIn(form);
    const now = file ? statementOf(file) : blank;
    const old = file ? findingOf(file) : { ...blank, evidence: [] };
    const { body } = splitFile(file);
    shown.show(true, {}, citedIn(body));
    sayMeaning();
    const isMoved = Boolean(now.verdict) && verdict !== now.verdict;
    const isSearch = ruleOf(verdict) === VERDICT_NEEDS.search;
    const quoted = old.evidence.length + (correction().evidence ? 1 : 0);
    const isBare = !quoted && isMoved && ruleOf(verdict) !== VERDICT_NEEDS["no words"];
    searchedLine.hidden =
      likeOf(now.kind) !== "fact-check" || !(isSearch || now.evidenceNone || isBare);
    holds.textContent =
      isMoved && !isSearch && now.evidenceNone && searched.value === now.evidenceNone
        ? _("Does this still hold? Empty it where words of a source decide the claim now.")
        : "";
    const { evidence, evidenceNone } = correction();
    attributed.textContent =
      evidence && !sentence.value.trim() && !citedIn(body).includes(evidence.source)
        ? _("Without it the last sentence of the text cites the source: does it say the same?")
        : "";
    const finding = { kind: now.kind, verdict, evidenceNone };
    limit(isLimited(finding, settings));
    const { value } = confidence;
    const all = [...old.evidence, ...(evidence ? [evidence] : [])];
    const isGroundless = value !== now.confidence && lacksGrounds(now.kind, value, all, settings);
    const needed = isGroundless ? highNeeds() : "";
    grounds.textContent = isLimited(finding, settings) ? atMostMedium() : needed;
    const isDisputed = isMoved && ruleOf(verdict) === VERDICT_NEEDS.sides && quoted >= SIDES;
    sides.textContent = isDisputed
      ? _("Does the note quote each side? If not, quote the other below.")
      : "";
    count.textContent = countedWords(summary, MOST.summary);
    const isOpen = isMoved && summary.trim() === now.summary;
    fits.textContent = isOpen ? _("Does the summary still fit?") : "";
  }

  /**
   * Return what is wrong with the answers, and with the file that they make.
   * @param {boolean} isChanged
   */
  function missing(isChanged) {
    const { reason, summary } = answersIn(form);
    const faults = summaryLine.hidden ? [] : faultsOfSummary(summary, settings);
    if (!isChanged) return faults;
    if (!reason.trim()) {
      faults.push({
        rule: "",
        field: "reason",
        message: _("Say what is wrong, and what shows it."),
      });
    }
    const { evidence, evidenceNone } = correction();
    const text = changed().text;
    if (evidence) faults.push(...faultsOfEvidence([evidence], citedIn(text), settings, known));
    faults.push(...faultsOfFinding(findingOf(text), settings));
    faults.push(...markupFaults("evidence-none", evidenceNone));
    faults.push(...contestedFaults("evidence-none", evidenceNone, settings));
    if (sentence.value.trim()) faults.push(...lengthFaults(splitFile(text).body));
    faults.push(...markupFaults("body", sentence.value));
    faults.push(...contestedFaults("body", sentence.value, settings));
    // What would end a citation.
    const [found] = correction().place.match(/[`{}\\]/) || [];
    if (found) faults.push(...markupFaults("source", "`" + found + "`"));
    return inOrder(faults, ORDER);
  }

  /**
   * @param {boolean} hasForm
   * @param {boolean} hasEditor
   * @param {boolean} isChanged
   */
  function stepsOf(hasForm, hasEditor, isChanged) {
    if (!hasForm && !hasEditor) {
      return _(
        "This edition has no address for contributions yet: nothing can be sent from here. Copy or " +
          "download the file and send it to the editors, for example by mail. Whoever has a copy " +
          "of the edition can put a changed file in its place there.",
      );
    }
    const parts = [stepsWith(hasForm)];
    if (hasEditor && isChanged) {
      parts.push(_("In the editor select everything and paste the changed file over it."));
    } else if (hasEditor && target.kind === "source") {
      parts.push(_("In the file, search for {key}.", { key: target.key }));
    }
    return parts.join(" ");
  }

  form.addEventListener("input", () => renew(""));
  return { open };
}

/** The fields in the order of the window. */
const ORDER = [
  ...["verdict", "evidence-none", "confidence", "summary", "reason"],
  ...["source", "quote", "translation", "body"],
];

/** @param {Exclude<Correctable, { kind: "place" }>} target */
const keyOf = (target) =>
  target.kind === "source" ? "source/" + target.key : target.essay + "/" + target.id;

/**
 * Return the words that a correction is about, as far as the page has them.
 * @param {Exclude<Correctable, { kind: "place" }>} target
 */
function wordsOf(target) {
  if (target.kind !== "passage") return target.words || "";
  const block = byId(target.id);
  if (!block?.matches(".apparatus-block")) return "";
  const copy = /** @type {HTMLElement} */ (block.cloneNode(true));
  const others = ".apparatus-number, .apparatus-mark, .apparatus-mark-gap, .apparatus-reading";
  for (const other of all(others, copy)) other.remove();
  return (copy.textContent || "").trim().replace(/\s+/g, " ");
}
