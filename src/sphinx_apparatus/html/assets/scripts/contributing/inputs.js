// @ts-check
/* Parts of the windows: labelled inputs, what is wrong with their answers, a draft that is kept. */

import { all, make, need } from "../shared/dom.js";
import { MEANINGS, OFF_SCALE, VERDICTS } from "../shared/lists.js";
import { _, countOf } from "../shared/messages.js";

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Input */
/** @typedef {Record<string, string>} Answers by the names of the inputs */

let made = 0;

/**
 * Return an input below its label.
 * @template {Input} Kind
 * @param {string} label
 * @param {Kind} input
 * @param {string} [hint]
 */
export function labelled(label, input, hint = "") {
  made += 1;
  input.id ||= "apparatus-input-" + made;
  const line = make("p", { class: "apparatus-field" }, make("label", { for: input.id }, label));
  if (hint) {
    const report = make("span", { class: "apparatus-hint", id: input.id + "-hint" }, hint);
    input.setAttribute("aria-describedby", report.id);
    line.append(" ", report);
  }
  line.append(input);
  return line;
}

/**
 * Return a field for words of one line or several.
 * @param {string} name
 * @param {number} [rows]
 * @returns {HTMLInputElement | HTMLTextAreaElement}
 */
export const wordsInput = (name, rows = 1) =>
  rows > 1 ? make("textarea", { name, rows: String(rows) }) : make("input", { name, type: "text" });

/**
 * Return a choice.
 * @param {string} name
 * @param {[value: string, words: string][]} choices
 */
export function choiceInput(name, choices) {
  const options = choices.map(([value, words]) => make("option", { value }, words && _(words)));
  return make("select", { name }, ...options);
}

/**
 * Return the choice of a verdict in the order of the scale, those apart that are off it, and the line
 * that says what the chosen one means.
 * @param {[value: string, words: string][]} [blank] what stands there first
 */
export function verdictInput(blank = []) {
  const choices = Object.entries(VERDICTS);
  const isOff = (/** @type {[string, string]} */ [value]) => OFF_SCALE.includes(value);
  const select = choiceInput("verdict", [...blank, ...choices.filter((one) => !isOff(one))]);
  const off = make("optgroup", { label: _("Off the scale") });
  off.append(...choiceInput("", choices.filter(isOff)).options);
  if (off.childElementCount) select.append(off);
  // Each list chooses its first option, and keeps that chosen when its options move.
  select.selectedIndex = 0;
  const meaning = make("span", { class: "apparatus-hint", "aria-live": "polite" });
  const line = labelled(_("Verdict"), select);
  line.append(meaning);

  /** Say what the chosen verdict means. */
  function say() {
    const words = MEANINGS[select.value];
    meaning.textContent = words ? _(words) : "";
  }
  return { select, line, say };
}

/**
 * Return a function that takes high confidence out of a choice or offers it again; where it was
 * chosen, the next lower one stands there meanwhile.
 * @param {HTMLSelectElement} choice
 */
export function limitOf(choice) {
  const high = /** @type {HTMLOptionElement} */ (need("[value=high]", choice));
  let wasHigh = false;
  return (/** @type {boolean} */ isLimited) => {
    high.disabled = isLimited;
    if (isLimited && choice.value === "high") {
      choice.value = "medium";
      wasHigh = true;
    } else if (!isLimited && wasHigh) {
      if (choice.value === "medium") choice.value = "high";
      wasHigh = false;
    }
  };
}

/**
 * Return the answers in a part of the page.
 * @param {HTMLElement} form
 * @returns {Answers}
 */
export const answersIn = (form) =>
  Object.fromEntries(
    /** @type {Input[]} */ (all("[name]:not([type=radio])", form)).map((input) => [
      input.name,
      input.value,
    ]),
  );

/**
 * Put answers into a part of the page; what they do not name stays.
 * @param {HTMLElement} form
 * @param {Answers} answers
 */
export function putAnswers(form, answers) {
  for (const input of /** @type {Input[]} */ (all("[name]:not([type=radio])", form))) {
    if (input.name in answers) input.value = answers[input.name];
  }
}

/** @returns {Storage | null} */
function storage() {
  try {
    return localStorage;
  } catch {
    return null; // Some browsers refuse this for files.
  }
}

/** Where the browser keeps the name of whoever writes. */
const NAME = "apparatus-name";

/** Return the name that was given last, in whichever window. */
export const keptName = () => storage()?.getItem(NAME) || "";

/**
 * Return the field for the name of whoever writes, with those known to choose from. It is asked once:
 * the browser keeps it until the field is emptied.
 * @param {Record<string, string>} people names by key
 * @param {string} list id of the list of those known
 */
export function nameInput(people, list) {
  const words = { placeholder: _("your name (optional)"), autocomplete: "name" };
  const by = make("input", { name: "by", type: "text", list, ...words });
  by.addEventListener("input", () => {
    if (by.value.trim()) storage()?.setItem(NAME, by.value);
    else storage()?.removeItem(NAME);
  });
  const hint = _("the name that stands under the note; an editor enters new people");
  const line = labelled(_("By"), by, hint);
  const known = Object.values(people).map((value) => make("option", { value }));
  line.append(make("datalist", { id: list }, ...known));
  return line;
}

/**
 * Return the key of who wrote, or the name of somebody who has none yet.
 * @param {string} name as it was given, or a key
 * @param {Record<string, string>} people names by key
 */
export function writerOf(name, people) {
  const by = name.trim();
  const key = Object.keys(people).find((one) => one === by || people[one] === by) || "";
  return { by: key, writer: key ? "" : by };
}

/**
 * Keep the answers of a part of the page in the browser, so that nothing is lost when the window
 * is closed, and let them be cleared and brought back. Nothing leaves the browser.
 * @param {HTMLElement} form
 * @param {(message: string) => void} changed called with what was done when answers were put in
 */
export function keepDraft(form, changed) {
  const clear = make("button", { type: "button" }, _("Clear"));
  clear.hidden = true;
  let key = "";
  /** @type {Answers} */
  let empty = {};
  /** @type {Answers | null} */
  let cleared = null;

  /** Return the answers but for the name of who writes, which is kept for all of them. */
  const given = () =>
    Object.fromEntries(Object.entries(answersIn(form)).filter(([name]) => name !== "by"));
  const isBegun = () =>
    Object.entries(given()).some(([name, words]) => words !== (empty[name] || ""));

  function renew() {
    clear.hidden = !isBegun() && !cleared;
    clear.textContent = cleared ? _("Bring back") : _("Clear");
  }

  function keep() {
    if (isBegun()) storage()?.setItem(key, JSON.stringify(given()));
    else storage()?.removeItem(key);
  }

  form.addEventListener("input", () => {
    cleared = null;
    keep();
    renew();
  });
  clear.addEventListener("click", () => {
    const now = cleared || empty;
    cleared = cleared ? null : given();
    putAnswers(form, now);
    keep();
    renew();
    changed(cleared ? _("Your answers are cleared.") : _("Your answers are back."));
  });

  return {
    clear,
    /**
     * Begin with what was kept under a name; return whether something was.
     * @param {string} name
     */
    begin(name) {
      key = "apparatus-draft:" + name;
      cleared = null;
      empty = given();
      const kept = JSON.parse(storage()?.getItem(key) || "null");
      if (kept) putAnswers(form, kept);
      renew();
      return Boolean(kept);
    },
  };
}

/**
 * Return a list of what is wrong, below its title.
 * @param {string} name
 */
export function listOfFaults(name) {
  const list = make("ul", { class: "apparatus-faults" });
  const box = make("div", { role: "group", "aria-label": name }, make("strong", {}, name), list);
  box.hidden = true;

  /** @param {{ field: string, message: string }[]} faults */
  function show(faults) {
    const lines = new Set(faults.map(({ message }) => message));
    list.replaceChildren(...Array.from(lines, (line) => make("li", {}, line)));
    box.hidden = !lines.size;
  }
  return { box, show };
}

/**
 * Return the part of a window that shows a file, and the buttons to take it along; a window puts
 * these, and may put the place of the file, elsewhere.
 */
export function viewOfFile() {
  const shown = { rows: "10", readonly: "", spellcheck: "false", wrap: "off" };
  const area = make("textarea", { ...shown, "aria-label": _("The file of the note") });
  const copy = make("button", { type: "button", "aria-live": "polite" }, _("Copy"));
  const download = make("a", { class: "apparatus-annotate-download" }, _("Download"));
  const path = make("code");
  const place = make("p", {}, path);
  made += 1;
  const options = { "aria-live": "polite", class: "apparatus-annotate-done" };
  const done = make("span", { id: "apparatus-done-" + made, ...options });
  const taking = make("div", { class: "apparatus-annotate-take" }, done, copy, download);
  const files = make("details", {}, make("summary", {}, _("The file")), place, area);
  let address = "";

  function copyFile() {
    if (isHeld(copy)) return;
    const confirm = () => {
      copy.textContent = _("Copied");
      done.textContent = _("{file} is on the clipboard.", { file: download.download });
    };
    const byHand = () => {
      files.open = true;
      area.focus();
      area.select();
      if (document.execCommand("copy")) confirm();
    };
    if (navigator.clipboard) navigator.clipboard.writeText(area.value).then(confirm, byHand);
    else byHand();
  }
  copy.addEventListener("click", copyFile);
  download.addEventListener("click", () => {
    if (isHeld(download)) return;
    done.textContent = _("{file} goes to your downloads.", { file: download.download });
  });

  /**
   * Hold the file back for a reason, which stands beside the buttons; without one let it go.
   * @param {string} reason
   */
  function hold(reason) {
    done.textContent = reason;
    holdBack(copy, reason && done.id);
    holdBack(download, reason && done.id);
    if (reason) download.removeAttribute("href");
    else download.href = address;
  }

  /** @param {{ folder: string, name: string, text: string }} file */
  function show(file) {
    area.value = file.text;
    path.textContent = file.folder + (file.folder && "/") + file.name;
    address = "data:text/markdown;charset=utf-8," + encodeURIComponent(file.text);
    download.setAttribute("download", file.name);
    copy.textContent = _("Copy");
    hold("");
  }

  return { files, place, taking, done, show, hold, copyFile };
}

/**
 * Hold a button or link back: it stays in reach of the keyboard, with its reason, and does nothing.
 * @param {HTMLElement} way
 * @param {string} reason id of what says why; empty to let it go
 */
export function holdBack(way, reason) {
  const held = { "aria-disabled": "true", "aria-describedby": reason, role: "link", tabindex: "0" };
  for (const [name, value] of Object.entries(held)) {
    if (name === "role" && way.matches("button")) continue;
    if (reason) way.setAttribute(name, value);
    else way.removeAttribute(name);
  }
}

/** @param {HTMLElement} way */
const isHeld = (way) => way.getAttribute("aria-disabled") === "true";

/**
 * Return the words for how much room is left.
 * @param {string} words
 * @param {number} most
 */
export function countedWords(words, most) {
  const count = words.split(/\s+/).filter(Boolean).length;
  return countOf("{count} word", "{count} words", count) + " " + _("of at most {most}", { most });
}

/** Return the line that says what becomes of the answers where nothing can be sent. */
export const nowhereLine = () =>
  make(
    "p",
    { class: "apparatus-annotate-nowhere" },
    _("You will get a file to send to the editors."),
  );

/**
 * Put a window into the page, closed by its button or by Escape.
 * @param {string} name beginning of its ids
 * @param {(Node | string)[]} content
 * @param {(Node | string)[]} foot
 */
export function makeDialog(name, content, foot) {
  const heading = make("h2", { id: name + "-title" });
  const status = { role: "status", class: "apparatus-annotate-report" };
  const report = make("p", { id: name + "-report", ...status });
  const close = make("button", { type: "button" }, _("Close"));
  const dialog = make(
    "dialog",
    {
      class: "apparatus-annotate-window",
      "aria-labelledby": heading.id,
      "aria-describedby": report.id,
    },
    heading,
    report,
    ...content,
    make(
      "div",
      { class: "apparatus-annotate-foot" },
      ...foot.slice(0, -1),
      close,
      ...foot.slice(-1),
    ),
  );
  document.body.append(dialog);
  close.addEventListener("click", () => dialog.close());
  return { dialog, heading, report };
}

/**
 * Return a link that leads out of the page.
 * @param {string} href
 * @param {string} words
 * @param {string} [kind] a class
 */
export function outward(href, words, kind = "") {
  const options = { target: "_blank", rel: "noopener noreferrer" };
  return make("a", { href, ...options, ...(kind && { class: kind }) }, words);
}

/**
 * Return the input of a name.
 * @param {HTMLElement} form
 * @param {string} name
 */
export const inputOf = (form, name) => /** @type {Input} */ (need("[name='" + name + "']", form));
