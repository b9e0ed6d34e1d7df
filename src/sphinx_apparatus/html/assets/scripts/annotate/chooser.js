// @ts-check
/* The part of the window in which words are chosen by keyboard or by two presses. */

import { make } from "../shared/dom.js";
import { _ } from "../shared/messages.js";
import { inWord } from "../shared/text.js";
import { widen } from "./spans.js";

/**
 * Return the part of the window in which words are chosen. It is a text area, so that arrow keys
 * select in it.
 */
export function chooserOfWords() {
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
