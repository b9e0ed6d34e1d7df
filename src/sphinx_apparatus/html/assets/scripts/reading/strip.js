// @ts-check
/* The strip of signs along a text: a map on which every sign can be hit, with the part that is on
   the screen. One stop for Tab; arrow keys go from sign to sign; a click opens the note. */

import { all, byId, first, make, need } from "../shared/dom.js";
import { _ } from "../shared/messages.js";
import { own } from "../shared/scheme.js";

/** @type {Record<string, number>} */
const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
/** Pixels from sign to sign: fewer could not be hit. */
export const LEAST = 11;
const WORST_FIRST = own?.worst || [
  "contradicted",
  "unsupported",
  "disputed",
  "partly-supported",
  "not-checkable",
  "mostly-supported",
  "supported",
];
/** Height of the head of the page, which covers the text below it. */
const HEAD = 56;

/**
 * @typedef {object} Sign
 * @property {HTMLElement} item
 * @property {HTMLAnchorElement} link
 * @property {HTMLElement} mark where it leads to
 * @property {number} group its passage
 * @property {string} name what it is called by itself
 */

/**
 * Return the index that a key leads to, or -1.
 * @param {string} key
 * @param {number} at
 * @param {number} count
 */
export function indexAfter(key, at, count) {
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  const step = STEPS[key];
  return step ? Math.min(Math.max(at + step, 0), count - 1) : -1;
}

/**
 * Return the title of a note and its summary, as far as it has them.
 * @param {Element} note
 */
const answerOf = (note) =>
  [".apparatus-note-title", ".apparatus-summary"]
    .map((part) => first(part, note)?.textContent || "")
    .filter(Boolean);

/**
 * Return places at least a distance apart, each as near to the one wanted as those around it allow.
 * @param {number[]} wanted in their order
 * @param {number} height no place with its distance reaches below
 * @param {number} least
 */
export function spread(wanted, height, least) {
  const distance = Math.min(least, height / Math.max(wanted.length, 1));
  let free = 0;
  const places = wanted.map((at) => {
    const place = Math.max(at, free);
    free = place + distance;
    return place;
  });
  let limit = height;
  for (let index = places.length - 1; index >= 0; index -= 1) {
    limit -= distance;
    places[index] = Math.min(places[index], limit);
    limit = places[index];
  }
  return places;
}

/**
 * Return what lies between points as far as a value lies between theirs.
 * @param {number} value
 * @param {number[]} from ascending
 * @param {number[]} to
 */
export function between(value, from, to) {
  const next = from.findIndex((point) => point > value);
  if (next === 0) return to[0];
  if (next < 0) return to[to.length - 1];
  const part = (value - from[next - 1]) / (from[next] - from[next - 1]);
  return to[next - 1] + part * (to[next] - to[next - 1]);
}

/**
 * Return of each group the sign that a reader should see first: the worst, the first of these.
 * @template {{ group: number, verdict: string }} Item
 * @param {Item[]} signs
 * @returns {Map<number, Item>}
 */
export function worstOf(signs) {
  /** @type {Map<number, Item>} */
  const worst = new Map();
  for (const sign of signs) {
    const other = worst.get(sign.group);
    const rank = WORST_FIRST.indexOf(sign.verdict);
    if (!other || rank < WORST_FIRST.indexOf(other.verdict)) worst.set(sign.group, sign);
  }
  return worst;
}

/**
 * Return the steps that set up the strip of a text, if it has one.
 * @param {HTMLElement} essay
 * @returns {(() => void)[]}
 */
export function stripSteps(essay) {
  const strip = first(".apparatus-strip", essay);
  if (!strip) return [];
  /** @type {ReturnType<typeof signsOf>} */
  let signs = [];
  return [
    () => {
      signs = signsOf(strip);
      setUpKeys(strip, signs);
    },
    () => setUp(strip, essay, signs),
  ];
}

/**
 * @param {HTMLElement} strip
 * @param {HTMLElement} essay
 * @param {ReturnType<typeof signsOf>} signs
 */
function setUp(strip, essay, signs) {
  const bar = make("div", { class: "apparatus-strip-view", "aria-hidden": "true" });
  strip.prepend(bar);
  /** @type {{ tops: number[], places: number[] } | null} */
  let map = null;

  function place() {
    map = placed(strip, essay, signs);
    showPart();
  }

  function showPart() {
    if (!map) return;
    const top = between(scrollY + HEAD, map.tops, map.places);
    const end = between(scrollY + innerHeight, map.tops, map.places);
    bar.style.transform = "translateY(" + top + "px)";
    bar.style.height = Math.max(end - top, 2) + "px";
  }

  place();
  if (window.ResizeObserver) {
    const observer = new ResizeObserver(place);
    observer.observe(essay);
    observer.observe(strip);
  }
  const attributeFilter = ["data-apparatus-hide"];
  new MutationObserver(place).observe(document.documentElement, { attributeFilter });
  addEventListener("scroll", showPart, { passive: true });
}

/** @param {HTMLElement} strip */
function signsOf(strip) {
  /** @type {(Sign & { verdict: string })[]} */
  const signs = [];
  let group = -1;
  for (const item of all("li", strip)) {
    const link = /** @type {HTMLAnchorElement} */ (need("a", item));
    const mark = byId(link.hash.slice(1));
    if (!mark) continue;
    if (item.dataset.block) group += 1;
    const note = byId(link.hash.slice(1).replace("mark-", "note-"));
    const name = need(".apparatus-away", link).textContent || "";
    link.title = [name, ...(note ? answerOf(note) : [])].join(" · ");
    const verdict = WORST_FIRST.find((word) => item.className.endsWith("-verdict-" + word)) || "";
    signs.push({ item, link, mark, group, verdict, name: link.title });
  }
  return signs;
}

/**
 * Place the signs if the strip stands beside the text, and return the map from text to strip.
 * Signs for which there is no room are one for each passage.
 * @param {HTMLElement} strip
 * @param {HTMLElement} essay
 * @param {(Sign & { verdict: string })[]} signs
 */
function placed(strip, essay, signs) {
  const isBeside = getComputedStyle(strip).position === "fixed";
  strip.classList.toggle("apparatus-strip-placed", isBeside);
  for (const { item, link, name } of signs) {
    item.hidden = false;
    item.style.top = "";
    link.title = name;
    delete link.dataset.count;
  }
  if (!isBeside) return null;
  const height = need("ol", strip).clientHeight;
  const text = essay.getBoundingClientRect();
  let shown = signs.filter(({ item }) => item.getClientRects().length);
  if (shown.length * LEAST > height) {
    const worst = worstOf(shown);
    for (const sign of shown) {
      const chosen = worst.get(sign.group);
      sign.item.hidden = chosen !== sign;
      if (chosen === sign) continue;
      if (chosen) chosen.link.dataset.count = String(Number(chosen.link.dataset.count || 1) + 1);
    }
    shown = shown.filter((sign) => worst.get(sign.group) === sign);
    for (const { link, name } of shown) {
      const { count } = link.dataset;
      if (count) link.title = _("{name} (worst of {count} here)", { name, count });
    }
  }
  const passages = need(".apparatus-passages", essay).getBoundingClientRect();
  const end = Math.max(passages.bottom, text.top + 1);
  const at = shown.map(({ mark }) => mark.getBoundingClientRect().top);
  const wanted = at.map((top) => ((top - text.top) / (end - text.top)) * (height - LEAST));
  const places = spread(wanted, height, LEAST);
  shown.forEach(({ item }, index) => {
    item.style.top = places[index] + "px";
  });
  const tops = [text.top, ...at, end].map((top) => top + scrollY);
  return { tops, places: [0, ...places.map((top) => top + LEAST / 2), height] };
}

/**
 * @param {HTMLElement} strip
 * @param {Sign[]} signs
 */
function setUpKeys(strip, signs) {
  const links = signs.map(({ link }) => link);
  let current = links[0];
  for (const link of links) link.tabIndex = link === current ? 0 : -1;
  strip.addEventListener("keydown", (event) => {
    const shown = links.filter((link) => link.getClientRects().length);
    const at = shown.findIndex((link) => link === document.activeElement);
    const to = indexAfter(event.key, at, shown.length);
    if (to < 0) return;
    event.preventDefault();
    current.tabIndex = -1;
    current = shown[to];
    current.tabIndex = 0;
    current.focus();
  });
}
