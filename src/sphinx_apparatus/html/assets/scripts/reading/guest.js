// @ts-check
/* A text on a page of another project: how much room the theme leaves beside it, and whether the page
   is dark. Neither can be told by style alone, for every theme has its own columns and colors. */

import { all } from "../shared/dom.js";

/** The strip at the edge of the window. */
const EDGE = 28;
const STEP = 16;
/** More room than this the margin does not take. */
const MOST = 480;
/** Below this a background is dark: half of the light of white. */
const HALF = 128;

/** Fit every text of the page to its theme, now and when something changes. */
export function fitGuests() {
  const places = all(".apparatus-guest");
  const fit = () => {
    for (const place of places) place.style.setProperty("--apparatus-room", roomOf(place) + "px");
  };
  const shade = () => {
    const root = document.documentElement;
    root.toggleAttribute("data-apparatus-dark", isDark(getComputedStyle(document.body)));
  };
  fit();
  shade();
  window.addEventListener("resize", fit);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", shade);
  const observer = new MutationObserver(shade);
  for (const part of [document.documentElement, document.body]) {
    observer.observe(part, { attributeFilter: ["class", "data-theme"] });
  }
}

/**
 * Return how many pixels behind a text nothing else stands, as far as the window goes.
 * @param {HTMLElement} place
 */
function roomOf(place) {
  const { left, right } = place.getBoundingClientRect();
  const isLeft = getComputedStyle(place).direction === "rtl";
  const width = document.documentElement.clientWidth;
  const heights = [0.2, 0.5, 0.8].map((part) => part * window.innerHeight);
  let room = 0;
  while (room < MOST) {
    const at = isLeft ? left - room - STEP : right + room + STEP;
    if (at < EDGE || at > width - EDGE) break;
    const isTaken = heights.some((height) => {
      const there = document.elementFromPoint(at, height);
      return there && !there.contains(place) && !place.contains(there);
    });
    if (isTaken) break;
    room += STEP;
  }
  return room;
}

/**
 * Return whether a background is dark; one that is transparent is white.
 * @param {CSSStyleDeclaration} style
 */
export function isDark({ backgroundColor }) {
  const [red, green, blue, opaque = 1] = (backgroundColor.match(/[\d.]+/g) || []).map(Number);
  return opaque > 0 && 0.3 * red + 0.59 * green + 0.11 * blue < HALF;
}
