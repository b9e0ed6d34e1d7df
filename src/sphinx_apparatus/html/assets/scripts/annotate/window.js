// @ts-check
/* The window that makes a note of words: choose them, choose a kind, send the file. */

import { KINDS } from "../facts.js";
import { make, need } from "../shared/dom.js";
import { _ } from "../shared/messages.js";
import { inWord } from "../shared/text.js";
import { filledFormFor, formFor, nameOf, stepsAt } from "../contributing/hosts.js";
import { fileOf, isoDay } from "./note_file.js";
import { placeOf } from "./place.js";
import { widen } from "./spans.js";

/** @typedef {import("./words.js").Essay} Essay */
/** @typedef {import("./words.js").Found} Found */

const twice = () => _("These words stand there twice in the same surroundings. Choose some more.");

/** Return the fields for the kind of note; the first kind is chosen. */
function kindsOfNotes() {
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

/**
 * Return the part of the window in which words are chosen. It is a text area, so that arrow keys
 * select in it.
 */
function chooserOfWords() {
  const passages = make("select", { id: "apparatus-annotate-passage" });
  // Not readonly: browsers show no caret there, and keys would select nothing.
  const options = { rows: "6", "aria-readonly": "true", inputmode: "none", spellcheck: "false" };
  const area = make("textarea", { id: "apparatus-annotate-area", ...options });
  area.addEventListener("beforeinput", (event) => event.preventDefault());
  const take = make("button", { type: "button" }, _("Use the selected words"));
  const how = _(
    "Press on the first word and then on the last, or select them with Shift and the arrow keys " +
      "(with Control: word by word):",
  );
  const chooser = make(
    "div",
    { class: "apparatus-annotate-chooser" },
    make("p", {}, make("label", { for: passages.id }, _("Passage ")), passages),
    make("p", {}, make("label", { for: area.id }, how)),
    area,
    make("p", {}, take),
  );
  /** @type {import("./spans.js").Span | null} */
  let pressed = null;

  /** @param {string} text */
  function fill(text) {
    area.value = text;
    area.setSelectionRange(0, 0);
    pressed = null;
  }

  // The first press marks a word, the second all from it to another; a finger can do no more.
  area.addEventListener("click", () => {
    const text = area.value;
    const at = area.selectionStart;
    if (at !== area.selectionEnd) {
      pressed = null;
      return;
    }
    const from = inWord(text[at]) ? at : at - 1;
    if (!inWord(text[from])) return;
    const word = widen(text, from, from + 1);
    const { start, end } = pressed || word;
    pressed = pressed ? null : word;
    area.setSelectionRange(Math.min(start, word.start), Math.max(end, word.end));
  });
  return { chooser, passages, area, take, fill };
}

/** Return the part of the window that shows the file, with buttons to take it along. */
function viewOfFile() {
  const label = _("The file of the note");
  const options = { rows: "10", readonly: "", spellcheck: "false", wrap: "off" };
  const area = make("textarea", { ...options, "aria-label": label });
  const copy = make("button", { type: "button", "aria-live": "polite" }, _("Copy"));
  const download = make("a", { class: "apparatus-annotate-download" }, _("Download"));
  const path = make("code");
  const files = make(
    "details",
    {},
    make("summary", {}, _("The file")),
    make("p", {}, path),
    area,
    make("p", {}, copy, " ", download),
  );
  copy.addEventListener("click", () => {
    const done = () => {
      copy.textContent = _("Copied");
    };
    const byHand = () => {
      area.focus();
      area.select();
      if (document.execCommand("copy")) done();
    };
    if (navigator.clipboard) navigator.clipboard.writeText(area.value).then(done, byHand);
    else byHand();
  });

  /** @param {import("./note_file.js").NoteFile} file */
  function show(file) {
    area.value = file.text;
    path.textContent = file.folder + "/" + file.name;
    download.href = "data:text/markdown;charset=utf-8," + encodeURIComponent(file.text);
    download.setAttribute("download", file.name);
    copy.textContent = _("Copy");
  }

  return { files, show };
}

/**
 * Put the window into the page.
 * @param {AnnotateSettings} settings
 */
export function makeWindow(settings) {
  const heading = make("h2", { id: "apparatus-annotate-title" }, _("Annotate"));
  const status = { role: "status", class: "apparatus-annotate-told" };
  const told = make("p", { id: "apparatus-annotate-told", ...status });
  const { chooser, passages, area, take, fill } = chooserOfWords();
  const quoted = make("blockquote", { class: "apparatus-annotate-quote" });
  const kinds = kindsOfNotes();
  const send = make("p", { class: "apparatus-annotate-send" });
  const steps = make("p", { class: "apparatus-annotate-steps" });
  const { files, show } = viewOfFile();
  const result = make("div", {}, quoted, kinds, send, steps, files);
  const again = make("button", { type: "button" }, _("Choose other words"));
  const close = make("button", { type: "button" }, _("Close"));
  const guide = settings.guide
    ? make("a", { href: settings.guide, target: "_blank" }, _("How to write a note"))
    : "";
  const names = { "aria-labelledby": heading.id, "aria-describedby": told.id };
  const dialog = make(
    "dialog",
    { class: "apparatus-annotate-window", ...names },
    heading,
    told,
    chooser,
    result,
    make("p", { class: "apparatus-annotate-foot" }, again, close, guide),
  );
  document.body.append(dialog);

  /** @type {Essay} */
  let essay;
  /** @type {Words} */
  let words;
  /** @type {import("./place.js").Fields} */
  let fields;

  const chosenKind = () => /** @type {HTMLInputElement} */ (need("input:checked", kinds));

  /** @param {Found} found */
  function open(found) {
    essay = found.essay;
    passages.replaceChildren(
      ...essay.blocks.map(({ label, text }, index) =>
        make("option", { value: String(index) }, label + " · " + text.slice(0, 40) + "…"),
      ),
    );
    begin(found);
    if (!dialog.open) dialog.showModal();
    if (chooser.hidden) chosenKind().focus();
    else passages.focus();
  }

  /** @param {Found} found */
  function begin({ several, words, start = 0, end = 0 }) {
    if (words && several) {
      const message = _(
        "Your selection runs over several paragraphs. A note is about words of one paragraph: " +
          "choose them here, or select fewer words in the text. For the rest write a second note.",
      );
      choose(words, message);
    } else if (words && end > start) {
      const place = placeOf(essay.blocks, words, start, end);
      if (place) showResult(words, place);
      else choose(words, twice());
    } else {
      choose(essay.blocks.find(({ id }) => id === "p1") || essay.blocks[0], "");
    }
  }

  /**
   * @param {Words} passage
   * @param {string} message
   */
  function choose(passage, message) {
    told.textContent = message;
    chooser.hidden = false;
    result.hidden = again.hidden = true;
    passages.value = String(essay.blocks.indexOf(passage));
    fill(passage.text);
  }

  /**
   * @param {Words} passage
   * @param {import("./place.js").Fields} place
   */
  function showResult(passage, place) {
    words = passage;
    fields = place;
    told.textContent = "";
    chooser.hidden = true;
    result.hidden = again.hidden = false;
    quoted.textContent = fields.quote;
    renew();
  }

  function renew() {
    const file = fileOf(chosenKind().value, essay.id, fields, settings, isoDay(new Date()));
    const filled = filledFormFor(file, settings);
    const form = formFor(file, settings);
    show(file);
    files.open = !filled;
    send.replaceChildren();
    if (form) {
      const host = nameOf(settings.host);
      const name = filled
        ? _("Open the new note at {host}", { host })
        : _("Open the empty form at {host}", { host });
      const options = { target: "_blank", rel: "noopener noreferrer" };
      send.append(make("a", { href: filled || form, ...options }, name));
    }
    steps.textContent = stepsAt(settings.host, Boolean(form), Boolean(filled));
  }

  const passage = () => essay.blocks[Number(passages.value)];
  passages.addEventListener("change", () => fill(passage().text));
  take.addEventListener("click", () => {
    const chosen = passage();
    const { start, end } = widen(chosen.text, area.selectionStart, area.selectionEnd);
    if (end <= start) {
      told.textContent = _("No words are selected yet.");
      area.focus();
      return;
    }
    const place = placeOf(essay.blocks, chosen, start, end);
    if (!place) {
      told.textContent = twice();
      return;
    }
    showResult(chosen, place);
    chosenKind().focus();
  });
  kinds.addEventListener("change", renew);
  again.addEventListener("click", () => {
    choose(words, "");
    passages.focus();
  });
  close.addEventListener("click", () => dialog.close());
  return { dialog, open };
}
