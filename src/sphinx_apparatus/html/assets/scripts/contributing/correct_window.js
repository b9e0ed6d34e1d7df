// @ts-check
/* The window in which a note, a passage or a source is corrected. */

import { VERDICTS } from "../facts.js";
import { all, byId, loadScript, make, siteRoot } from "../shared/dom.js";
import { _ } from "../shared/messages.js";
import { isoDay } from "../annotate/note_file.js";
import { atPlace, correctedFile, issueOf, statementOf } from "./correction.js";
import { addressOf, issueFor, nameOf, textOfIssue } from "./hosts.js";
import {
  answersIn,
  choiceInput,
  keepDraft,
  labelled,
  listOfFaults,
  makeDialog,
  outward,
  putAnswers,
  viewOfFile,
  wordsInput,
} from "./inputs.js";
import { faultsOfSummary } from "./rules.js";

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
  const verdict = choiceInput("verdict", Object.entries(VERDICTS));
  const summary = wordsInput("summary", 3);
  const reason = wordsInput("reason", 4);
  const sources = wordsInput("sources", 2);
  const verdictLine = labelled(_("Verdict"), verdict);
  const summaryLine = labelled(
    _("Summary"),
    summary,
    _("the answer in one sentence that can stand alone"),
  );
  const reasonLabel = make("span");
  const reasonLine = labelled("", reason);
  reasonLine.querySelector("label")?.append(reasonLabel);
  const sourcesLine = labelled(
    _("Sources"),
    sources,
    _("author, title, date, address, and how far you read it"),
  );
  const form = make("div", {}, verdictLine, summaryLine, reasonLine, sourcesLine);
  const { box, show: showFaults } = listOfFaults(_("Before you send it"));
  const send = make("p", { class: "apparatus-annotate-send" });
  const steps = make("p", { class: "apparatus-annotate-steps" });
  const { files, show, copyFile } = viewOfFile();
  const draft = keepDraft(form, () => renew());
  const guide = settings.guide
    ? make(
        "a",
        { href: new URL(settings.guide, siteRoot()).href, target: "_blank" },
        _("How to correct a note"),
      )
    : "";
  const { dialog, heading, report } = makeDialog(
    "apparatus-correct",
    [said, form, box, send, steps, files],
    [draft.clear, guide],
  );

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
    const now = file ? statementOf(file) : { title: "", verdict: "", summary: "", kind: "" };
    heading.textContent = _("Correct {what}", { what: label });
    verdictLine.hidden = !now.verdict;
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
    report.textContent = isKept ? _("Your answers of last time are here.") : "";
    renew();
    if (!dialog.open) dialog.showModal();
    const first = verdictLine.hidden ? (summaryLine.hidden ? reason : summary) : verdict;
    first.focus();
  }

  /** Return the issue that asks for the correction. */
  function issue() {
    const { reason, sources, summary, verdict } = answersIn(form);
    const title = _("Correction: {what}", { what: label });
    if (target.kind === "passage") {
      const answers = { essay: target.essay, quote: wordsOf(target), reading: reason };
      return issueOf("text", title, { ...answers, witness: sources }, settings.forms);
    }
    if (target.kind === "source") {
      const answers = { note: "source " + target.key, what: target.words, reason };
      return issueOf("correction", title, { ...answers, sources: target.key }, settings.forms);
    }
    const now = file ? statementOf(file) : { verdict: "", summary: "" };
    const isNew = Boolean(file) && summary.trim() !== now.summary;
    const parts = [reason, isNew ? _("Summary: {summary}", { summary }) : ""];
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
    const answers = answersIn(form);
    const correction = { verdict: "", summary: "", reason: "", ...answers };
    const text = file && correctedFile(file, correction, isoDay(new Date()));
    return {
      folder: settings.folder + "/" + target.essay + "/notes",
      name: target.id + ".md",
      text,
    };
  }

  function renew() {
    const asked = issue();
    const made = changed();
    const isChanged = Boolean(file) && made.text !== file;
    const host = nameOf(settings.host);
    const address = issueFor(asked, settings);
    const path = made.folder + (made.folder && "/") + made.name;
    const editor = made.name ? addressOf(settings, "edit", { path }) : "";
    show(isChanged ? made : { folder: "", name: "correction.md", text: textOfIssue(asked) });
    files.hidden = false;
    /** @type {HTMLElement[]} */
    const ways = [];
    if (address) ways.push(outward(address, _("Send it as a form at {host}", { host })));
    if (editor) {
      const words = isChanged
        ? _("Copy the changed file and open its editor at {host}", { host })
        : _("Open the file at {host}", { host });
      const link = outward(editor, words, "apparatus-second");
      if (isChanged) link.addEventListener("click", copyFile);
      ways.push(link);
    }
    send.replaceChildren(...ways.flatMap((way) => [way, " "]));
    steps.textContent = stepsOf(Boolean(address), Boolean(editor), isChanged);
    files.open = files.open || !address;
    showFaults(missing(isChanged));
  }

  /** @param {boolean} isChanged */
  function missing(isChanged) {
    const { reason, summary } = answersIn(form);
    const faults = summaryLine.hidden ? [] : faultsOfSummary(summary, settings);
    if (isChanged && !reason.trim()) {
      faults.push({
        rule: "",
        field: "reason",
        message: _("Say what is wrong, and what shows it."),
      });
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
        "This edition has no address for contributions yet. Copy or download what you wrote, and " +
          "send it to the editors.",
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

  form.addEventListener("input", renew);
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
