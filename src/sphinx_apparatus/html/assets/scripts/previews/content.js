// @ts-check
/* What a preview shows: a place of this page, or of another, whose places wait in a script. */

import { FOLDERS } from "../facts.js";
import { all, byId, loadScript, make } from "../shared/dom.js";

/** @typedef {import("./targets.js").Target} Target */

const LEFT_OUT = ".apparatus-number, .label, .apparatus-cited-in, .apparatus-fold";
/** @type {Map<string, Record<string, string>>} */
const loaded = new Map();
/** @type {Map<string, Promise<boolean>>} */
const asked = new Map();

/** Let the scripts beside pages leave here the places that they hold. */
export function takePlaces() {
  window.apparatusPlaces = (file, places) => loaded.set(file, places);
}

/**
 * Return the script that holds a place: of sources and names one for each initial.
 * @param {Pick<Target, "page" | "id">} target
 */
export function fileOf({ page, id }) {
  const [, initial] = id.match(/^(?:source|name)-(.)/) || [];
  return initial ? page + "." + initial : page;
}

/**
 * Return the HTML of a place of this page, or nothing.
 * @param {Target} target
 */
function htmlHere(target) {
  const place = byId(target.url.hash.slice(1));
  if (!place) return "";
  const copy = /** @type {HTMLElement} */ (place.cloneNode(true));
  for (const part of all(LEFT_OUT, copy)) part.remove();
  for (const part of [copy, ...all("[id]", copy)]) part.removeAttribute("id");
  const box = make("div", {}, copy);
  if (place.matches("dt") && place.nextElementSibling) {
    box.append(place.nextElementSibling.cloneNode(true));
  }
  return box.innerHTML.replace(/^<li/, "<div").replace(/<\/li>$/, "</div>");
}

/**
 * Pass the HTML of a place on, if there is any; at once where it needs no fetching.
 * @param {Target} target
 * @param {URL} root
 * @param {(html: string) => void} show
 */
export function fetchPlace(target, root, show) {
  const { id, here } = target;
  const file = fileOf(target);
  const pass = () => {
    const html = here ? htmlHere(target) : loaded.get(file)?.[id];
    if (html) show(html);
  };
  if (here || loaded.has(file)) {
    pass();
    return;
  }
  const fetching =
    asked.get(file) || loadScript(new URL(FOLDERS.previews + "/" + file + ".js", root).href);
  asked.set(file, fetching);
  fetching.then(pass);
}
