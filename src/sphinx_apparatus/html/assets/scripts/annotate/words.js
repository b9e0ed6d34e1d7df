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
 * @property {boolean} [several] whether the selection runs over several passages
 */

/** What stands in a block and is no word of the base text. */
const OTHER = ".apparatus-number, .apparatus-mark, .apparatus-mark-gap, .apparatus-reading";

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
    .map((words) => ({ words, span: spanIn(range, words) }))
    .filter(({ span }) => span);
  if (!found.length) return null;
  const [{ words, span }] = found;
  return found.length > 1 ? { essay, several: true, words } : { essay, words, ...span };
}

/**
 * Return the span of a selection in the words of a passage, or null.
 * @param {Range} range
 * @param {Words} words
 */
function spanIn(range, words) {
  const { startContainer, startOffset, endContainer, endOffset } = range;
  const first = replaced(startContainer);
  const last = replaced(endContainer);
  const start = first ? offsetOf(words, first, 0) : offsetOf(words, startContainer, startOffset);
  const end = last
    ? offsetOf(words, last, last.childNodes.length)
    : offsetOf(words, endContainer, endOffset);
  if (words.text.slice(start, end).trim()) return widen(words.text, start, end);
  // Words that the reading text adds stand for those around them.
  const isAdded = [startContainer, endContainer].every(
    (node) => words.block.contains(node) && node.parentElement?.closest(".apparatus-reading"),
  );
  return isAdded && range.toString().trim() ? around(words.text, start) : null;
}
