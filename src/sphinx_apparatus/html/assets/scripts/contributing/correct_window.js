// @ts-check
/* The window in which a note, a passage or a source is corrected. */

import { CONFIDENCES, RULES, VERDICTS } from "../facts.js";
import { all, byId, loadScript, make, siteRoot } from "../shared/dom.js";
import { _ } from "../shared/messages.js";
import { isoDay } from "../annotate/note_file.js";
import {
  atPlace,
  changeInWords,
  correctedFile,
  evidenceOf,
  issueOf,
  statementOf,
} from "./correction.js";
import { addressOf, issueFor, nameOf, textOfIssue } from "./hosts.js";
import {
  answersIn,
  choiceInput,
  holdBack,
  keepDraft,
  labelled,
  listOfFaults,
  makeDialog,
  outward,
  putAnswers,
  viewOfFile,
  wordsInput,
} from "./inputs.js";
import { faultsOfSummary, highNeeds, lacksGrounds } from "./rules.js";

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
 */
export function makeCorrectWindow(settings) {
  const said = make("blockquote", { class: "apparatus-annotate-quote" });
  const claim = make("p", { class: "apparatus-correct-claim" });
  const verdict = choiceInput("verdict", Object.entries(VERDICTS));
  const summary = wordsInput("summary", 3);
  const reason = wordsInput("reason", 4);
  const sources = wordsInput("sources", 2);
  const verdictLine = labelled(_("Verdict"), verdict);
  const confidence = choiceInput(
    "confidence",
    CONFIDENCES.map((value) => [value, value]),
  );
  const confidenceLine = labelled(_("Confidence"), confidence);
  const grounds = make("span", { class: "apparatus-asked", "aria-live": "polite" });
  confidenceLine.append(grounds);
  const summaryLine = labelled(
    _("Summary"),
    summary,
    _("the answer in one sentence that can stand alone"),
  );
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
  const answers = [verdictLine, confidenceLine, summaryLine, reasonLine, sourcesLine];
  const form = make("div", {}, claim, ...answers);
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
    [said, form, box, change, send, steps, made.place, made.files, make("p", {}, guide)],
    [made.taking, draft.clear, ""],
  );
  dialog.classList.add("apparatus-correct-window");

  /** Nothing, where a note or an answer has none. */
  const blank = { title: "", claim: "", verdict: "", confidence: "", summary: "", kind: "" };
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
    verdictLine.hidden = !now.verdict;
    confidenceLine.hidden = !now.confidence;
    claim.textContent = now.claim && _("Claim: {claim}", { claim: now.claim });
    claim.hidden = !now.claim;
    summaryLine.hidden = !now.summary && now.kind !== "fact-check" && now.kind !== "context";
    sourcesLine.hidden = wanted.kind === "source";
    const words = wordsOf(wanted) || now.title;
    said.textContent = words;
    said.hidden = !words;
    reasonLabel.textContent = {
      note: _("What is wrong, and what shows it"),
      passage: _("What your copy of the text has"),
      source: _("What is wrong, and what it should say"),
    }[wanted.kind];
    putAnswers(form, { ...now, reason: "", sources: "" });
    const isKept = draft.begin(keyOf(wanted));
    renew(isKept ? _("Your answers of last time are here.") : "");
    if (!dialog.open) dialog.showModal();
    const first = verdictLine.hidden ? (summaryLine.hidden ? reason : summary) : verdict;
    first.focus();
  }

  /** Return the issue that asks for the correction. */
  function issue() {
    const { confidence, reason, sources, summary, verdict } = answersIn(form);
    const title = _("Correction: {what}", { what: label });
    if (target.kind === "passage") {
      const answers = { essay: target.essay, quote: wordsOf(target), reading: reason };
      return issueOf("text", title, { ...answers, witness: sources }, settings.forms);
    }
    if (target.kind === "source") {
      const answers = { note: "source " + target.key, what: target.words, reason };
      return issueOf("correction", title, { ...answers, sources: target.key }, settings.forms);
    }
    const now = file ? statementOf(file) : blank;
    const isNew = Boolean(file) && summary.trim() !== now.summary;
    const isSurer = Boolean(now.confidence) && confidence !== now.confidence;
    const parts = [
      reason,
      isNew ? _("Summary: {summary}", { summary }) : "",
      isSurer ? _("Confidence: {confidence}", { confidence }) : "",
    ];
    const answers = {
      note: target.essay + "/" + target.id + (file ? " (" + label + ")" : ""),
      what: [now.verdict, target.words || now.summary].filter(Boolean).join(": "),
      reason: parts.filter(Boolean).join("\n\n"),
      sources,
      verdict: verdict === now.verdict ? "" : verdict,
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
    ask();
    const { reason } = answersIn(form);
    const faults = missing(isChanged);
    // Contested words are for a person to weigh; the check refuses a file for the others.
    const refused = isChanged && faults.find(({ rule }) => rule !== RULES.CONTESTED_WORD);
    const held = reason.trim()
      ? refused && refused.message
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

  /** Return the answers. */
  const correction = () => ({ ...blank, reason: "", sources: "", ...answersIn(form) });

  /** Return in words what changes in the file. */
  const describe = () => file && changeInWords(statementOf(file), correction());

  /** Ask at the summary and the confidence what a change elsewhere leaves open. */
  function ask() {
    const { confidence, summary, verdict } = answersIn(form);
    const now = file ? statementOf(file) : blank;
    const isOpen = verdict !== now.verdict && summary.trim() === now.summary;
    fits.textContent = now.verdict && isOpen ? _("Does the summary still fit?") : "";
    grounds.textContent = isGroundless(confidence, now) ? highNeeds() : "";
  }

  /**
   * Return whether a confidence is chosen that the note does not bear out.
   * @param {string} confidence
   * @param {typeof blank} now
   */
  const isGroundless = (confidence, { kind, confidence: old }) =>
    confidence !== old && lacksGrounds(kind, confidence, evidenceOf(file), settings);

  /** @param {boolean} isChanged */
  function missing(isChanged) {
    const { confidence, reason, summary } = answersIn(form);
    const faults = summaryLine.hidden ? [] : faultsOfSummary(summary, settings);
    if (isChanged && !reason.trim()) {
      faults.push({
        rule: "",
        field: "reason",
        message: _("Say what is wrong, and what shows it."),
      });
    }
    const now = file ? statementOf(file) : blank;
    if (isGroundless(confidence, now)) {
      faults.push({ rule: RULES.DEMANDED, field: "confidence", message: highNeeds() });
    }
    return faults;
  }

  /**
   * @param {boolean} hasForm
   * @param {boolean} hasEditor
   * @param {boolean} isChanged
   */
  function stepsOf(hasForm, hasEditor, isChanged) {
    if (!hasForm && !hasEditor) {
      return _(
        "There is nowhere to send this to: the edition has no address for contributions yet. Copy " +
          "or download it, and keep it or hand it to the editors yourself; whoever has a copy of " +
          "the edition can put a changed file there.",
      );
    }
    const parts = [];
    if (hasForm) parts.push(_("The form is filled in; an editor answers it."));
    else parts.push(_("This is too long for a link: copy it, and write an issue with it."));
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
