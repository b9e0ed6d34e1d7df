// @ts-check
/* Where lines of the margin and opened notes stand. */

import { make } from "../shared/dom.js";

/** @typedef {import("./notes.js").Note} Note */
/** @typedef {import("./notes.js").Group} Group */

/** A line stands a little above the mark, level with the words. */
const ABOVE = 4;

/**
 * Return offsets at which things stand below each other, each as near to its own as those before allow.
 * @param {{ at: number, height: number }[]} things in their order from above
 */
export function stacked(things) {
  let free = 0;
  return things.map(({ at, height }) => {
    const offset = Math.max(free, Math.round(at) - ABOVE);
    free = offset + height;
    return offset;
  });
}

/**
 * Return the function that places lines and opened notes of a text.
 * @param {HTMLElement} essay
 * @param {Note[]} notes in the order of the page
 * @param {Map<HTMLElement, Group>} groups
 */
export function marginOf(essay, notes, groups) {
  const [list] = Array.from(groups.values(), (group) => group.list);
  const order = new Map(notes.map((note, index) => [note.id, index]));

  function set() {
    const isWide = list !== undefined && getComputedStyle(list).display !== "none";
    for (const note of notes) if (note.panel) settle(note, note.panel, isWide);
    if (!isWide) return;
    // All reading, then all writing: the page is laid out once.
    const top = essay.getBoundingClientRect().top;
    const lines = notes
      .map((note) => ({ note, height: note.item.offsetHeight }))
      .filter(({ height }) => height)
      .map((line) => ({ ...line, at: line.note.mark.getBoundingClientRect().top - top }))
      .sort((one, other) => one.at - other.at);
    const offsets = stacked(lines);
    lines.forEach(({ note }, index) => {
      note.item.style.transform = "translateY(" + offsets[index] + "px)";
    });
  }

  /**
   * Put an opened note where it is read: in the margin, or under the paragraph.
   * @param {Note} note
   * @param {HTMLElement} panel
   * @param {boolean} isWide
   */
  function settle(note, panel, isWide) {
    const group = /** @type {Group} */ (groups.get(note.block));
    if (isWide) {
      if (panel.parentNode !== note.item) note.item.append(panel);
    } else {
      if (!group.opened) {
        group.opened = make("div", { class: "apparatus-opened" });
        group.list.before(group.opened);
      }
      if (panel.parentNode !== group.opened) {
        const others = /** @type {HTMLElement[]} */ (Array.from(group.opened.children));
        const after = others.find((other) => orderOf(other) > orderOf(panel));
        group.opened.insertBefore(panel, after || null);
      }
    }
    hideIfEmpty(group);
  }

  /** @param {HTMLElement} panel */
  const orderOf = (panel) => order.get(panel.dataset.note || "") ?? -1;

  return function place() {
    // What else has changed is laid out first: measured is what placing adds to it.
    essay.getBoundingClientRect();
    const began = performance.now();
    set();
    performance.measure("apparatus-place", { start: began });
  };
}

/**
 * Hide the place for opened notes under a passage while it has none.
 * @param {Group} group
 */
export function hideIfEmpty(group) {
  if (group.opened) group.opened.hidden = !group.opened.childElementCount;
}
