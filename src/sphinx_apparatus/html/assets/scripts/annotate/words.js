// @ts-check
/* The words of passages as the check of the edition reads them, and where a selection lies in them. */

import { all, first } from "../shared/dom.js";
import { around, widen } from "./spans.js";

/** @typedef {{ id: string, element: HTMLElement, blocks: Words[] }} Essay */
/**
 * @typedef {object} Found
 * @property {Essay} essay
 * @property {Words} [words] the passage
 * @property {number} [start]
 * @property {number} [end]
 * @property {boolean} [isRestored] whether some of the words selected are the editors'
 * @property {{ words: Words, start: number, end: number }[]} [several] the part in each of several
 *   passages
 * @property {string} [ofNote] id of the note whose words are selected
 * @property {string} [said] these words
 * @property {boolean} [ofHeadnote] whether words of the editors above the text are selected
 */

/** What stands in a block and is no word of the base text. */
const OTHER =
  ".apparatus-number, .apparatus-mark, .apparatus-mark-gap, .apparatus-reading, .apparatus-call, .headerlink";

/**
 * Return the words of a block with white space drawn together, and where each text node's went.
 * @param {HTMLElement} block
 */
function read(block) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  /** @type {WordsEntry[]} */
  const entries = [];
  let text = "";
  while (walker.nextNode()) {
    const node = /** @type {Text} */ (walker.currentNode);
    if (node.parentElement?.closest(OTHER)) continue;
    const places = [];
    for (const sign of node.data.normalize("NFC")) {
      places.push(text.length);
      for (let unit = 1; unit < sign.length; unit += 1) places.push(text.length + unit);
      if (!/\s/.test(sign)) text += sign;
      else if (text && !text.endsWith(" ")) text += " ";
    }
    places.push(text.length);
    entries.push({ node, places });
  }
  return { block, text: text.trimEnd(), entries };
}

/**
 * Return the offset in the words of a block that an end of a selection stands for.
 * @param {Words} words
 * @param {Node} container
 * @param {number} offset
 */
function offsetOf(words, container, offset) {
  const point = document.createRange();
  point.setStart(container, offset);
  for (const { node, places } of words.entries) {
    if (node === container) {
      const at = node.data.slice(0, offset).normalize("NFC").length;
      return Math.min(places[at], words.text.length);
    }
    if (point.comparePoint(node, 0) >= 0) return Math.min(places[0], words.text.length);
  }
  return words.text.length;
}

/**
 * Return the words of the base text that those of the reading text around a node replace.
 * @param {Node} node
 */
function replaced(node) {
  const element = node instanceof Element ? node : node.parentElement;
  const before = element?.closest(".apparatus-reading")?.previousElementSibling;
  return before?.matches(".apparatus-base") ? before : null;
}

/**
 * Return the words of all passages of a text.
 * @param {HTMLElement} element
 * @returns {Essay}
 */
export function readEssay(element) {
  const id = element.dataset.essay || "";
  const blocks = all(".apparatus-block", element).map((block) => {
    const blockId = block.id.replace("e" + id + "-", "");
    const number = first(".apparatus-number", block);
    // By the number alone, so that typing it finds the passage.
    const label = number ? (number.textContent || "").trim().replace("\u00b6", "") : blockId;
    return { ...read(block), id: blockId, label };
  });
  return { id, element, blocks };
}

/**
 * Return what is selected of a text, or null if nothing is.
 * @param {Range} range
 * @param {Essay} essay
 * @returns {Found | null}
 */
export function selectedIn(range, essay) {
  const found = essay.blocks
    .filter((words) => range.intersectsNode(words.block))
    .flatMap((words) => {
      const span = spanIn(range, words);
      return span ? [{ words, ...span }] : [];
    });
  if (found.length > 1) return { essay, several: found };
  if (found.length) return { essay, ...found[0] };
  const place = range.commonAncestorContainer;
  const within = place instanceof Element ? place : place.parentElement;
  const said = range.toString().trim();
  if (!within || !said) return null;
  const note = /** @type {HTMLElement | null} */ (
    within.closest(".apparatus-panel, aside.apparatus-note")
  );
  const id = note?.dataset.note || note?.id.replace(/^(?:e.+-)?note-/, "");
  if (id) return { essay, ofNote: id, said };
  return within.closest(".apparatus-front") ? { essay, ofHeadnote: true } : null;
}

/**
 * Return the span of a selection in the words of a passage, or null.
 * @param {Range} range
 * @param {Words} words
 * @returns {{ start: number, end: number, isRestored: boolean } | null}
 */
function spanIn(range, words) {
  const { startContainer, startOffset, endContainer, endOffset } = range;
  const first = replaced(startContainer);
  const last = replaced(endContainer);
  const start = first ? offsetOf(words, first, 0) : offsetOf(words, startContainer, startOffset);
  const end = last
    ? offsetOf(words, last, last.childNodes.length)
    : offsetOf(words, endContainer, endOffset);
  const readings = all(".apparatus-reading", words.block);
  const isRestored = readings.some(
    (reading) => range.intersectsNode(reading) && reading.getClientRects().length > 0,
  );
  if (words.text.slice(start, end).trim()) return { ...widen(words.text, start, end), isRestored };
  // Words that the reading text adds stand for those around them.
  const isAdded = [startContainer, endContainer].every(
    (node) => words.block.contains(node) && node.parentElement?.closest(".apparatus-reading"),
  );
  if (!isAdded || !range.toString().trim()) return null;
  return { ...around(words.text, start), isRestored: true };
}

/**
 * Return the notes that are about some of the words of a span, and whether about exactly these, or
 * whether theirs are all among them.
 * @param {Words} words
 * @param {number} start
 * @param {number} end
 */
export function notesAt(words, start, end) {
  /** @type {Map<string, { start: number, end: number }>} */
  const spans = new Map();
  for (const { node, places } of words.entries) {
    const piece = /** @type {HTMLElement | null} */ (node.parentElement?.closest("[data-notes]"));
    for (const id of piece?.dataset.notes?.split(" ") || []) {
      const span = spans.get(id) || { start: places[0], end: 0 };
      spans.set(id, { start: span.start, end: places[places.length - 1] });
    }
  }
  const isSame = (/** @type {{ start: number, end: number }} */ span) =>
    words.text.slice(span.start, span.end).trim() === words.text.slice(start, end).trim() &&
    Math.abs(span.start - start) <= 1;
  const isWhole = (/** @type {{ start: number, end: number }} */ span) =>
    isSame(span) || (span.start >= start && span.end <= end);
  return Array.from(spans, ([id, span]) => ({
    id,
    span,
    isSame: isSame(span),
    isWhole: isWhole(span),
  })).filter(({ span }) => span.start < end && span.end > start);
}
