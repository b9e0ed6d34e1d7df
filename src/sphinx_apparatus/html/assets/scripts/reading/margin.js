// @ts-check
/* Where lines of the margin and opened notes stand. */

import { first, make } from "../shared/dom.js";

/** @typedef {import("./notes.js").Note} Note */
/** @typedef {import("./notes.js").Group} Group */

/** A line stands a little above the mark, level with the words. */
const ABOVE = 4;
/** A sheet is no wider than this; on narrower screens than the other it fills the width. */
const SHEET = 704;
const PHONE = 640;

/**
 * Return offsets at which things stand below each other, each as near to its own as those before
 * allow. One may be fixed: it stands at its own, and those before it make room upwards.
 * @param {{ at: number, height: number }[]} things in their order from above
 * @param {number} [fixed] the index of one; -1 for none
 */
export function stacked(things, fixed = -1) {
  let free = 0;
  const offsets = things.map(({ at, height }, index) => {
    const own = Math.max(0, Math.round(at) - ABOVE);
    const offset = index === fixed ? own : Math.max(free, own);
    free = offset + height;
    return offset;
  });
  for (let index = fixed - 1; index >= 0; index -= 1) {
    offsets[index] = Math.min(offsets[index], offsets[index + 1] - things[index].height);
  }
  // Above the text there is no room.
  free = 0;
  return offsets.map((offset, index) => {
    const place = Math.max(offset, free);
    free = place + things[index].height;
    return place;
  });
}

/**
 * Return the functions that place lines and opened notes of a text, and say where these stand.
 * @param {HTMLElement} essay
 * @param {Note[]} notes in the order of the page
 * @param {Map<HTMLElement, Group>} groups
 * @param {() => Note | null} current the note that was opened last
 */
export function marginOf(essay, notes, groups, current) {
  const [list] = Array.from(groups.values(), (group) => group.list);

  const isWide = () => list !== undefined && getComputedStyle(list).display !== "none";

  function set() {
    const wide = isWide();
    for (const note of notes) if (note.panel) settle(note, note.panel, wide);
    const sheet = first(".apparatus-sheet", essay);
    if (sheet) fit(sheet);
    if (!wide) return;
    // All reading, then all writing: the page is laid out once.
    const top = essay.getBoundingClientRect().top;
    const lines = notes
      .map((note) => ({ note, height: note.item.offsetHeight }))
      .filter(({ height }) => height)
      .map((line) => ({ ...line, at: line.note.mark.getBoundingClientRect().top - top }))
      .sort((one, other) => one.at - other.at);
    const opened = current();
    const offsets = stacked(
      lines,
      lines.findIndex(({ note }) => note === opened),
    );
    lines.forEach(({ note }, index) => {
      note.item.style.transform = "translateY(" + offsets[index] + "px)";
    });
  }

  /**
   * Put an opened note where it is read: in the margin, or in a sheet at the foot of the screen,
   * which stands behind its passage in the order of Tab.
   * @param {Note} note
   * @param {HTMLElement} panel
   * @param {boolean} wide
   */
  function settle(note, panel, wide) {
    const group = /** @type {Group} */ (groups.get(note.block));
    if (wide) {
      if (panel.parentNode !== note.item) {
        panel.classList.remove("apparatus-sheet");
        panel.removeAttribute("popover");
        note.item.append(panel);
      }
    } else {
      if (!group.opened) {
        group.opened = make("div", { class: "apparatus-opened" });
        group.list.before(group.opened);
      }
      if (panel.parentNode !== group.opened) group.opened.append(panel);
      if (note === current()) raise(panel);
    }
    panel.hidden = !wide && note !== current();
    hideIfEmpty(group);
  }

  /** @param {HTMLElement} sheet */
  function fit(sheet) {
    const column = essay.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    // On a phone from edge to edge, elsewhere under the text.
    const fills = width < PHONE;
    sheet.style.left = (fills ? 0 : column.left) + "px";
    sheet.style.width = (fills ? width : Math.min(column.width, SHEET)) + "px";
  }

  function place() {
    // What else has changed is laid out first: measured is what placing adds to it.
    essay.getBoundingClientRect();
    const began = performance.now();
    set();
    performance.measure("apparatus-place", { start: began });
  }

  return { place, isWide };
}

/**
 * Raise an opened note above the page. Without popovers it stays under its passage.
 * @param {HTMLElement} panel
 */
function raise(panel) {
  if (!("showPopover" in panel) || panel.popover) return;
  panel.classList.add("apparatus-sheet");
  panel.popover = "manual";
  panel.showPopover();
}

/**
 * Hide the place for opened notes under a passage while it has none.
 * @param {Group} group
 */
export function hideIfEmpty(group) {
  if (group.opened) group.opened.hidden = !group.opened.childElementCount;
}
