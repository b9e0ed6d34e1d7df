// @ts-check
/* The window that makes a note of words: choose them, choose a kind, answer, send. The file is made
   of the answers; nobody needs to read it. */

import {
  answersIn,
  inputOf,
  keepDraft,
  keptName,
  listOfFaults,
  makeDialog,
  nowhereLine,
  outward,
  putAnswers,
  viewOfFile,
} from "../contributing/inputs.js";
import {
  addressOf,
  filledFormFor,
  formFor,
  issueFor,
  nameOf,
  stepsAt,
  stepsWith,
  textOfIssue,
} from "../contributing/hosts.js";
import {
  atMostMedium,
  faultsOf,
  highNeeds,
  isLimited,
  lacksGrounds,
  refusedFor,
} from "../contributing/rules.js";
import { make, need, siteRoot } from "../shared/dom.js";
import { _ } from "../shared/messages.js";
import { likeOf } from "../shared/scheme.js";
import { askToCorrect } from "../reading/correcting.js";
import { answersForm, answersOf, issueOfNote, kindsOfNotes } from "./answers.js";
import { chooserOfWords } from "./chooser.js";
import { keptLine } from "./kept.js";
import { fileOf, isoDay, newTitle } from "./note_file.js";
import { placeOf } from "./place.js";
import { widen } from "./spans.js";
import { notesAt } from "./words.js";

/** @typedef {import("./words.js").Essay} Essay */
/** @typedef {import("./words.js").Found} Found */

const twice = () => _("These words stand there twice in the same surroundings. Choose some more.");

/**
 * Put the window into the page.
 * @param {NonNullable<Window["apparatusAnnotate"]>} page
 * @param {ContributingSettings} settings
 * @param {KnownSources} sources
 */
export function makeWindow(page, settings, sources) {
  const { chooser, passages, area, take, fill } = chooserOfWords();
  const parts = make("p", { class: "apparatus-annotate-parts" });
  const quoted = make("blockquote", { class: "apparatus-annotate-quote" });
  const others = make("div", { class: "apparatus-annotate-others" });
  const kinds = kindsOfNotes();
  const { form, grounds, limit, showKind } = answersForm(sources, settings.people || {});
  const blank = answersIn(form);
  const { box, show: showFaults } = listOfFaults(_("Before you send it"));
  const later = make(
    "p",
    { class: "apparatus-hint" },
    _(
      "After sending, a check also looks at markup, at what is said of living people, and at words " +
        "that stand for evidence, such as “obviously” or “some say”.",
    ),
  );
  const send = make("p", { class: "apparatus-annotate-send" });
  const steps = make("p", { class: "apparatus-annotate-steps" });
  const { files, taking, done, show, hold } = viewOfFile();
  const nowhere = nowhereLine();
  nowhere.hidden = Boolean(addressOf(settings, "issue", { title: "", body: "" }));
  const draft = keepDraft(form, (message) => {
    report.textContent = message;
    renew();
  });
  const result = make("div", {}, ...[quoted, others, kinds, form, box, later, send, steps, files]);
  const again = make("button", { type: "button" }, _("Choose other words"));
  const guide = settings.guide
    ? make(
        "a",
        { href: new URL(settings.guide, siteRoot()).href, target: "_blank" },
        _("How to write a note"),
      )
    : "";
  const { dialog, heading, report } = makeDialog(
    "apparatus-annotate",
    [nowhere, parts, chooser, again, result, make("p", {}, guide)],
    [taking, draft.clear, ""],
  );
  heading.textContent = _("Annotate");
  const kept = keptLine(dialog);

  /** @type {Essay} */
  let essay;
  /** @type {Words} */
  let words;
  /** @type {import("./place.js").Fields} */
  let fields;
  /** What the answers belong to. */
  let place = "";
  let title = "";
  let isChoosing = false;

  const chosenKind = () => /** @type {HTMLInputElement} */ (need("input:checked", kinds)).value;

  /** @param {Found} found */
  function open(found) {
    essay = found.essay;
    isChoosing = false;
    kept.opened();
    passages.replaceChildren(
      ...essay.blocks.map(({ label, text }, index) =>
        make("option", { value: String(index) }, label + " · " + text.slice(0, 40) + "…"),
      ),
    );
    begin(found);
    if (!dialog.open) dialog.showModal();
    if (!parts.hidden) parts.querySelector("button")?.focus();
    else if (chooser.hidden) need("input:checked", kinds).focus();
    else passages.focus();
  }

  /** @param {Found} found */
  function begin({ several, ofHeadnote, isRestored, words, start = 0, end = 0 }) {
    if (ofHeadnote) {
      answer();
    } else if (several) {
      offerParts(several);
    } else if (words && end > start) {
      const place = placeOf(essay.blocks, words, start, end);
      if (!place) choose(words, twice());
      else {
        const message = _(
          "Some of these words are the editors’. A note is about the words of the base text, which " +
            "stand below.",
        );
        showResult(words, place, start, end, isRestored ? message : "");
      }
    } else {
      choose(essay.blocks.find(({ id }) => id === "p1") || essay.blocks[0], "");
    }
  }

  /** Say that words are not the text's, and where they can be changed. */
  function answer() {
    showParts(
      _("These words are the editors’, not the text’s. They stand in the file of this page."),
    );
    const address = addressOf(settings, "edit", { path: page.document });
    parts.replaceChildren(
      address
        ? outward(address, _("Open the file at {host}", { host: nameOf(settings.host) }))
        : make("code", {}, page.document),
    );
  }

  /** @param {string} message */
  function showParts(message) {
    report.textContent = message;
    parts.hidden = again.hidden = false;
    chooser.hidden = result.hidden = true;
    taking.hidden = draft.clear.hidden = true;
  }

  /**
   * Offer what was selected in each of several paragraphs.
   * @param {NonNullable<Found["several"]>} selected
   */
  function offerParts(selected) {
    words = selected[0].words;
    showParts(
      _(
        "Your selection runs over several paragraphs. A note is about words of one paragraph: " +
          "which? For the rest write a second note.",
      ),
    );
    parts.replaceChildren(
      ...selected.map(({ words, start, end }) => {
        const label = (/^\d/.test(words.label) ? "¶" : "") + words.label;
        const part = words.text.slice(start, end);
        const shown = part.length > 80 ? part.slice(0, 40) + " … " + part.slice(-30) : part;
        const button = make("button", { type: "button" }, label + " “" + shown + "”");
        button.addEventListener("click", () => {
          begin({ essay, words, start, end });
          need("input:checked", kinds).focus();
        });
        return button;
      }),
    );
  }

  /**
   * @param {Words} passage
   * @param {string} message
   */
  function choose(passage, message) {
    report.textContent = message;
    chooser.hidden = false;
    parts.hidden = result.hidden = again.hidden = true;
    taking.hidden = draft.clear.hidden = true;
    passages.value = String(essay.blocks.indexOf(passage));
    fill(passage.text);
  }

  /**
   * @param {Words} passage
   * @param {import("./place.js").Fields} at
   * @param {number} start
   * @param {number} end
   * @param {string} [message]
   */
  function showResult(passage, at, start, end, message = "") {
    words = passage;
    fields = at;
    parts.hidden = chooser.hidden = true;
    result.hidden = again.hidden = taking.hidden = false;
    quoted.textContent = fields.quote;
    offerNotes(notesAt(words, start, end));
    const isKept = beginAnswers();
    report.textContent = message || (isKept ? _("Your answers of last time are here.") : "");
    renew();
  }

  /** Put in the answers for these words: those kept, or those given for other words just now. */
  function beginAnswers() {
    const given = answersIn(form);
    const isBegun = Object.entries(given).some(([name, words]) => words !== blank[name]);
    const isSame = place === essay.id + "/" + words.id;
    const former = title;
    place = essay.id + "/" + words.id;
    title = newTitle(fields.quote, page.texts[essay.id].titles);
    blank.title = title;
    blank.by = keptName();
    blank["evidence-through"] = isoDay(new Date()).slice(0, 7);
    putAnswers(form, blank);
    const isKept = draft.begin(place);
    const isMoved = isBegun && !isKept && (isSame || isChoosing);
    if (isMoved) putAnswers(form, given);
    const head = inputOf(form, "title");
    if (head.value === former) head.value = title;
    if (isMoved) form.dispatchEvent(new Event("input"));
    isChoosing = false;
    return isKept;
  }

  /** @param {ReturnType<typeof notesAt>} there */
  function offerNotes(there) {
    const { ids, labels, titles, kinds = [] } = page.texts[essay.id];
    const kindOf = (/** @type {string} */ id) => kinds[ids.indexOf(id)];
    const near = there.filter(({ id, isWhole }) => isWhole || likeOf(kindOf(id)) !== "textual");
    const order = (/** @type {typeof near[number]} */ { id, isSame }) =>
      (isSame ? 0 : 2) + (likeOf(kindOf(id)) === "fact-check" ? 0 : 1);
    near.sort((one, other) => order(one) - order(other));
    others.replaceChildren(
      ...near.slice(0, 3).map(({ id, isSame }) => {
        const index = ids.indexOf(id);
        const values = { label: labels[index], title: titles[index] };
        const line = isSame
          ? _("Note {label} is about these words: “{title}”.", values)
          : _("Note {label} is about some of these words: “{title}”.", values);
        const correct = make("button", { type: "button" }, _("Correct note {label}", values));
        correct.addEventListener("click", () => {
          dialog.close();
          askToCorrect({ kind: "note", essay: essay.id, id });
        });
        return make("p", {}, line, " ", correct);
      }),
    );
  }

  function renew() {
    const kind = chosenKind();
    const text = page.texts[essay.id];
    showKind(kind, text.quoted || {});
    const given = () => answersOf(kind, answersIn(form), sources, settings.people || {});
    const limited = isLimited({ ...given(), kind }, settings);
    limit(limited);
    const answers = given();
    const today = isoDay(new Date());
    const file = fileOf(kind, essay.id, fields, text, settings.folder, today, answers);
    const drafted = { ...answers, kind, quote: fields.quote };
    const isGroundless = lacksGrounds(kind, answers.confidence, answers.evidence, settings);
    grounds.textContent = limited ? atMostMedium() : isGroundless ? highNeeds() : "";
    const filled = filledFormFor(file, settings);
    const address = formFor(file, settings);
    const issue = issueOfNote(essay.id, fields, drafted, settings);
    const asked = issueFor(issue, settings);
    const faults = faultsOf(
      drafted,
      { ...settings, months: [text.written || "0000", today.slice(0, 7)] },
      sources,
    );
    kept.about(draft.clear.hidden ? "" : (/^\d/.test(words.label) ? "¶" : "") + words.label);
    // What only an editor can enter goes to them as a text: it is no file to check yet.
    const refused = refusedFor(faults);
    const isForEditors = refused.length > 0 && refused.every(({ isTheirs }) => isTheirs);
    show(isForEditors ? { folder: "", name: "new-note.md", text: textOfIssue(issue) } : file);
    hold((!isForEditors && refused[0]?.message) || "");
    if (isForEditors) {
      done.textContent = _("An editor enters what is missing: this is a text for them.");
    }
    if (!filled) files.open = true;
    send.replaceChildren();
    const host = nameOf(settings.host);
    if (address && isForEditors) {
      if (asked) send.append(outward(asked, _("Send it as a form at {host}", { host })));
    } else if (address) {
      const name = filled
        ? _("Open the new note at {host}", { host })
        : _("Open the empty form at {host}", { host });
      send.append(outward(filled || address, name));
      if (asked) send.append(" ", outward(asked, _("Send it as a form"), "apparatus-second"));
    }
    showFaults(faults);
    const isWhole = !faults.length;
    steps.textContent =
      address && isForEditors
        ? stepsWith(Boolean(asked))
        : stepsAt(settings.host, Boolean(address), Boolean(filled), isWhole);
  }

  const passage = () => essay.blocks[Number(passages.value)];
  passages.addEventListener("change", () => fill(passage().text));
  take.addEventListener("click", () => {
    const chosen = passage();
    const { start, end } = widen(chosen.text, area.selectionStart, area.selectionEnd);
    if (end <= start) {
      report.textContent = _("No words are selected yet.");
      area.focus();
      return;
    }
    const place = placeOf(essay.blocks, chosen, start, end);
    if (!place) {
      report.textContent = twice();
      return;
    }
    showResult(chosen, place, start, end);
    need("input:checked", kinds).focus();
  });
  kinds.addEventListener("change", renew);
  form.addEventListener("input", renew);
  again.addEventListener("click", () => {
    isChoosing = true;
    choose(words || essay.blocks[0], "");
    passages.focus();
  });
  return { dialog, open };
}
