// @ts-check
/* The switches above a text: kinds of notes, verdicts, and which text is shown. */

import { all, first, need } from "../shared/dom.js";
import { likeOf } from "../shared/scheme.js";
import { fitMarks } from "./marks.js";
import { keepView } from "./view.js";

/**
 * Return the preset that a choice equals, or nothing.
 * @param {string[]} shown kinds of notes that are shown, as those of the engine
 * @param {number} kinds how many there are
 * @param {boolean} everyVerdict
 */
export function presetOf(shown, kinds, everyVerdict) {
  if (shown.length === kinds && everyVerdict) return "all";
  if (!shown.length) return "none";
  return shown.every((kind) => kind === "fact-check") && everyVerdict ? "fact-check" : "";
}

/**
 * Bring the switches of a text and the view into agreement, now and at every change.
 * @param {HTMLElement} overview
 * @param {HTMLElement} essay
 * @param {import("./view.js").View} view
 * @param {() => void} changed
 */
export function watchSwitches(overview, essay, view, changed) {
  const form = first("form.apparatus-switches", overview);
  if (!form) return;
  const inputs = /** @type {HTMLInputElement[]} */ (all("input", form));
  /** @param {string} end */
  const named = (end) => inputs.filter((input) => input.name.endsWith(end));
  const layers = named("layer");
  const verdicts = named("verdict");
  const presets = named("show");
  const texts = named("text");
  const lines = named("underline");
  const fold = form.querySelector("details");
  const ownText = essay.dataset.textView;

  function sync() {
    for (const input of [...layers, ...verdicts, ...lines])
      input.checked = !view.hidden.has(input.value);
    const shown = layers.filter((input) => input.checked).map((input) => input.value);
    const everyVerdict = verdicts.every((input) => input.checked);
    const preset = presetOf(shown.map(likeOf), layers.length, everyVerdict);
    for (const input of presets) input.checked = input.value === preset;
    for (const input of texts) input.checked = input.value === (view.text || ownText);
    fold?.classList.toggle("apparatus-is-filtered", view.hidden.size > 0);
    fitMarks(essay, view.hidden);
  }

  /**
   * @param {string} value
   * @param {boolean} shown
   */
  function show(value, shown) {
    if (shown) view.hidden.delete(value);
    else view.hidden.add(value);
  }

  function update() {
    keepView(view);
    sync();
    changed();
  }

  form.addEventListener("change", (event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    if (presets.includes(input)) {
      for (const { value } of layers)
        show(value, input.value === "all" || input.value === likeOf(value));
      for (const { value } of verdicts) show(value, true);
    } else if (texts.includes(input)) {
      view.text = input.value === ownText ? "" : input.value;
    } else {
      show(input.value, input.checked);
    }
    update();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  need(".apparatus-reset", form).addEventListener("click", () => {
    view.hidden.clear();
    update();
  });
  first(".apparatus-gaps button", overview)?.addEventListener("click", () => {
    view.text = "reading";
    update();
    texts.find((input) => input.checked)?.focus({ preventScroll: true });
  });
  sync();
}
