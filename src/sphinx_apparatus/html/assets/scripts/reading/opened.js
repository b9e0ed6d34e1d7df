// @ts-check
/* Which notes of a text are open: one at a time, and those that somebody keeps open. */

import { first } from "../shared/dom.js";
import { beginEntry, keepNotes, keptNotes } from "./kept.js";
import { hideIfEmpty, marginOf } from "./margin.js";
import { inTextOrder, noteBeside } from "./order.js";
import { panelOf } from "./panel.js";
import { extentOf, scrollDown, shiftForPanel, shiftOf, shiftToReach } from "./sight.js";

/** @typedef {import("./notes.js").Note} Note */

/** Between words and the edges of what is free. */
const EDGE = 12;

/**
 * Return the functions that open and close the notes of a text.
 * @param {{ essay: HTMLElement, details: () => Promise<EssayDetails> }} parts
 * @param {Note[]} notes in the order of the page
 * @param {Map<HTMLElement, import("./notes.js").Group>} groups
 * @param {(note: Note) => boolean} isShown
 */
export function openedNotes(parts, notes, groups, isShown) {
  const inOrder = inTextOrder(notes);
  /** @type {Note | null} */
  let current = null;
  /** @type {Set<Note>} */
  const pinned = new Set();
  const { place: settle, isWide } = marginOf(parts.essay, notes, groups, () => current);

  function place() {
    settle();
    const sheet = first(".apparatus-sheet", parts.essay);
    const root = document.documentElement;
    root.classList.toggle("apparatus-has-sheet", Boolean(sheet));
    if (sheet) root.style.setProperty("--apparatus-sheet", sheet.offsetHeight + "px");
    else root.style.removeProperty("--apparatus-sheet");
  }
  const text = { ...parts, place: makeRoom };

  /** Place all anew after an open note has grown; a sheet may now stand over its words. */
  function makeRoom() {
    place();
    if (current && !isWide()) bringToSight(current);
  }

  /** Return the part of the window that nothing covers. */
  function free() {
    const style = getComputedStyle(document.documentElement);
    const sheet = first(".apparatus-sheet", parts.essay);
    const height = document.documentElement.clientHeight;
    const top = Math.min(parseFloat(style.scrollPaddingTop) || 0, height / 4);
    return { top: top + EDGE, bottom: (sheet ? height - sheet.offsetHeight : height) - EDGE };
  }

  /**
   * Scroll so that an opened note and its words are on the screen, if they are not.
   * @param {Note} note
   * @param {(words: import("./sight.js").Extent, free: import("./sight.js").Extent) => number} by
   */
  function bringToSight(note, by = shiftOf) {
    const words = () => extentOf([...note.pieces, note.mark]);
    scrollDown(by(words(), free()));
    if (note.panel && isWide()) {
      const panel = note.panel.getBoundingClientRect();
      scrollDown(shiftForPanel(panel, words(), free()));
    }
  }

  /**
   * @param {Note} note
   * @param {boolean} isOpen
   */
  function show(note, isOpen) {
    note.line.setAttribute("aria-expanded", String(isOpen));
    for (const element of [note.mark, note.item, ...note.pieces]) {
      element.classList.toggle("apparatus-is-open", isOpen);
    }
    // Words under several notes stay lit for those that are open.
    for (const other of notes) {
      if (!isOpen && other.panel) {
        for (const piece of other.pieces) piece.classList.add("apparatus-is-open");
      }
    }
  }

  /** @param {Note} note */
  function remove(note) {
    note.panel?.remove();
    note.panel = null;
    pinned.delete(note);
    if (current === note) current = null;
    show(note, false);
    const group = groups.get(note.block);
    if (group) hideIfEmpty(group);
  }

  /** Keep what is open, and name it in the address. */
  function keep() {
    const isNote = leadsTo(location.hash) !== undefined;
    const hash = current ? "#" + current.foot.id : isNote ? "" : location.hash;
    keepNotes(state(), hash);
  }

  const state = () => ({
    open: current ? current.foot.id : "",
    pinned: Array.from(pinned, (note) => note.foot.id),
  });

  /** @param {Note} note */
  function add(note) {
    note.panel ??= panelOf(note, text, {
      close: () => shut(note, true),
      pin: (isPinned) => {
        if (isPinned) pinned.add(note);
        else pinned.delete(note);
        keep();
      },
      list: () => {
        shut(note, false);
        note.foot.scrollIntoView({ block: "start", behavior: "instant" });
        first(".label", note.foot)?.focus({ preventScroll: true });
      },
      go: (steps) => go(note, steps),
      canGo: (steps) => Boolean(noteBeside(inOrder, note, steps, isShown)),
    });
    show(note, true);
  }

  /**
   * Open a note, and close the one that was open unless it is kept.
   * @param {Note} note
   * @param {typeof shiftOf} [by]
   */
  function open(note, by = shiftOf) {
    for (const other of notes) {
      const stays = other === note || (pinned.has(other) && isWide());
      if (other.panel && !stays) remove(other);
    }
    current = note;
    add(note);
    place();
    bringToSight(note, by);
    note.panel?.focus({ preventScroll: true });
    keep();
    document.dispatchEvent(new CustomEvent("apparatus-opened", { detail: parts.essay }));
  }

  /**
   * @param {Note} note
   * @param {boolean} back whether the focus returns to the mark
   */
  function shut(note, back) {
    if (!note.panel) return;
    remove(note);
    place();
    if (back) {
      note.mark.focus({ preventScroll: true });
      scrollDown(shiftOf(extentOf([note.mark]), free()));
    }
    keep();
  }

  /**
   * @param {Note} from
   * @param {number} steps
   */
  function go(from, steps) {
    const note = noteBeside(inOrder, from, steps, isShown);
    if (!note) return;
    open(note);
    const name = steps < 0 ? ".apparatus-panel-previous" : ".apparatus-panel-next";
    const button = /** @type {HTMLButtonElement | null} */ (note.panel && first(name, note.panel));
    if (button && !button.disabled) button.focus({ preventScroll: true });
  }

  /** @param {string} id */
  const noteOf = (id) => notes.find((note) => note.foot.id === id);

  /**
   * Return the note that an address leads to: lists lead to its mark in the text.
   * @param {string} hash
   */
  function leadsTo(hash) {
    const id = decodeURIComponent(hash.slice(1));
    return notes.find((note) => note.foot.id === id || note.mark.id === id);
  }

  /**
   * Open what the history has kept or the address names; else leave all as it is.
   * @param {typeof shiftOf} by
   */
  function restore(by) {
    const kept = keptNotes();
    if (!kept) {
      const named = leadsTo(location.hash);
      if (named && isShown(named)) open(named, by);
      else keepNotes(state(), location.hash);
      return;
    }
    const wanted = [...kept.pinned, kept.open].flatMap((id) => noteOf(id) || []).filter(isShown);
    for (const note of notes) if (note.panel && !wanted.includes(note)) remove(note);
    pinned.clear();
    for (const note of wanted) {
      if (kept.pinned.includes(note.foot.id)) {
        pinned.add(note);
        add(note);
        const pin = note.panel && first(".apparatus-panel-pin", note.panel);
        pin?.setAttribute("aria-pressed", "true");
      }
    }
    current = wanted.find((note) => note.foot.id === kept.open) || null;
    if (current) add(current);
    place();
    if (current) bringToSight(current);
  }

  /**
   * Open a note that a link leads to, so that Back leads to where the link was.
   * @param {Note} note
   */
  function follow(note) {
    beginEntry("#" + note.foot.id);
    open(note, shiftToReach);
  }

  document.addEventListener("apparatus-opened", (event) => {
    // Another text of the page has an open note now.
    if (/** @type {CustomEvent} */ (event).detail !== parts.essay && current) {
      remove(current);
      place();
    }
  });
  // Nothing that has the focus is under the sheet.
  document.addEventListener("focusin", (event) => {
    const sheet = first(".apparatus-sheet", parts.essay);
    const target = event.target;
    if (!sheet || !(target instanceof Element) || sheet.contains(target)) return;
    if (target.closest("[popover], dialog")) return;
    const { top, bottom } = extentOf([target]);
    if (bottom > free().bottom) scrollDown(shiftOf({ top, bottom }, free()));
  });
  window.addEventListener("resize", () => {
    place();
    if (current) bringToSight(current);
  });

  return {
    open,
    shut,
    follow,
    restore,
    place,
    /**
     * Bring an open note and its words to sight, if they are not.
     * @param {Note} note
     */
    reach(note) {
      const words = extentOf([...note.pieces, note.mark]);
      bringToSight(note, shiftOf(words, free()) ? shiftToReach : shiftOf);
    },
    current: () => current,
    /** Close every note that is not shown any more. */
    shutHidden() {
      for (const note of notes) if (!isShown(note)) shut(note, false);
      place();
    },
    /** @param {Element} element */
    noteAt(element) {
      const line = element.closest(".apparatus-margin > li");
      if (line) return notes.find((note) => note.item === line);
      const panel = /** @type {HTMLElement | null} */ (element.closest(".apparatus-panel"));
      if (panel) return notes.find((note) => note.panel === panel);
      const mark = element.closest(".apparatus-mark");
      return mark ? notes.find((note) => note.mark === mark) : undefined;
    },
    /**
     * Return the note of this text that a link on its page leads to.
     * @param {HTMLAnchorElement} link
     */
    noteAfter(link) {
      if (link.pathname !== location.pathname || !link.hash) return undefined;
      return leadsTo(link.hash);
    },
  };
}
