// @ts-check
/* The index: many small scripts, loaded as they are needed. search_index.py describes the files. */

import { FOLDERS } from "../facts.js";
import { loadScript } from "../shared/dom.js";
import { hasPhrase } from "./query.js";

/** A short beginning may need so many files; a shorter one is looked up in one of its own. */
const MOST_FILES = 8;

/**
 * @typedef {object} Volume
 * @property {string} name empty for the site that the page belongs to
 * @property {string} base its address
 * @property {[string, string, string][]} essays id, label, and a letter for each place
 * @property {[string, string][]} classes kind and verdict that a letter stands for
 * @property {string[]} leftOut words too common to be searched
 * @property {number} together places in one file
 * @property {string[]} beginnings by which files of words are named
 */

/**
 * @typedef {object} Hit
 * @property {Volume} volume
 * @property {number} number of the essay
 * @property {number} place
 * @property {number} weight
 * @property {string} id of the essay
 * @property {string} essay its label
 * @property {string} kind
 * @property {string} verdict
 */

/** @typedef {[string, string, string, string, string]} Place label, anchor, title, words, summary */

/** @type {Map<string, unknown>} */
const taken = new Map();
/** @type {Map<string, Promise<unknown>>} */
const asked = new Map();

/** Let the files of the index leave here what they hold. */
export function takeFiles() {
  window.apparatusTake = (data) => {
    taken.set(/** @type {HTMLScriptElement} */ (document.currentScript).src, data);
  };
}

/**
 * Return what a file of the index holds, or nothing if there is no such file.
 * @param {string} base
 * @param {string} name
 */
function load(base, name) {
  const address = new URL(FOLDERS.search + "/" + name + ".js", base).href;
  let loaded = asked.get(address);
  if (!loaded) {
    loaded = loadScript(address).then((came) => (came ? taken.get(address) : null));
    asked.set(address, loaded);
  }
  return loaded;
}

/**
 * Return a volume with its name and address, or null.
 * @param {string} name
 * @param {string} base
 */
export async function loadVolume(name, base) {
  const volume = await load(base, "volume");
  return volume ? /** @type {Volume} */ (Object.assign(volume, { name, base })) : null;
}

/**
 * Return letters as they stand in the name of a file; file_name() of search_index.py does the same.
 * @param {string} beginning
 */
export const fileName = (beginning) =>
  beginning.replace(/[^a-z0-9]/gu, (sign) => "~" + (sign.codePointAt(0) || 0).toString(16) + "~");

/**
 * Return the files in which words with a beginning stand: one, or several if it is short.
 * @param {string[]} beginnings of the files that there are
 * @param {string} word
 */
export function filesOf(beginnings, word) {
  const longer = beginnings.filter((one) => one.startsWith(word));
  if (longer.length && longer.length <= MOST_FILES) return longer;
  const home = beginnings.filter((one) => word.startsWith(one));
  return home.sort((one, other) => other.length - one.length).slice(0, 1);
}

/**
 * Add the places of a term: number of essay → number of place → weight.
 * @param {Map<number, Map<number, number>>} found
 * @param {string} places as files have them: “a:1,f!;b:0”
 * @param {number} weight that the term has by itself
 */
export function addPlaces(found, places, weight) {
  for (const group of places.split(";")) {
    const [essay, codes] = group.split(":");
    const number = parseInt(essay, 36);
    const there = found.get(number) || new Map();
    found.set(number, there);
    for (const code of codes.split(",")) {
      const place = parseInt(code, 36);
      const here = weight + (code.endsWith("!") ? 2 : 0);
      there.set(place, Math.max(here, there.get(place) || 0));
    }
  }
}

/**
 * Return the places of a word, or of all words with a beginning.
 * @param {Volume} volume
 * @param {import("./query.js").Term} term
 */
export async function placesOf(volume, { text, exact }) {
  /** @type {Map<number, Map<number, number>>} */
  const found = new Map();
  for (const [term, places] of await termsLike(volume, text)) {
    if (exact ? term === text : term.startsWith(text)) {
      addPlaces(found, places, term === text ? 1 : 0);
    }
  }
  return found;
}

/**
 * Return the terms of the files in which words with a beginning stand, with their places.
 * @param {Volume} volume
 * @param {string} beginning
 */
export async function termsLike(volume, beginning) {
  const names = filesOf(volume.beginnings, beginning).map((one) => "words-" + fileName(one));
  const files = await Promise.all(names.map((name) => load(volume.base, name)));
  return /** @type {Record<string, string>[]} */ (files.filter(Boolean)).flatMap((terms) =>
    Object.entries(terms),
  );
}

/**
 * Return the places that all lists have, each with the sum of its weights.
 * @param {Map<number, Map<number, number>>[]} lists
 */
export function inAll([first, ...others]) {
  const found = [];
  for (const [number, places] of first) {
    for (const [place, weight] of places) {
      const weights = others.map((list) => list.get(number)?.get(place));
      if (weights.includes(undefined)) continue;
      const sum = weights.reduce((/** @type {number} */ sum, one) => sum + (one || 0), weight);
      found.push({ number, place, weight: sum });
    }
  }
  return found.sort((one, other) => one.number - other.number || one.place - other.place);
}

/**
 * Return every place of a volume.
 * @param {Volume} volume
 */
const everywhere = (volume) =>
  volume.essays.flatMap(([, , letters], number) =>
    Array.from(letters, (_, place) => ({ number, place, weight: 0 })),
  );

/**
 * Return the places that a query asks for, in the order of the edition.
 * @param {Volume} volume
 * @param {import("./query.js").Query} query
 * @returns {Promise<Hit[]>}
 */
export async function find(volume, query) {
  /** @param {import("./query.js").Term[]} terms */
  const look = (terms) =>
    Promise.all(
      terms
        .filter(({ text }) => !volume.leftOut.includes(text))
        .map((term) => placesOf(volume, term)),
    );
  const [lists, others] = await Promise.all([look(query.terms), look(query.without)]);
  const found = lists.length ? inAll(lists) : everywhere(volume);
  const hits = found
    .filter(({ number, place }) => !others.some((list) => list.get(number)?.has(place)))
    .map((one) => {
      const [id, essay, letters] = volume.essays[one.number];
      const [kind, verdict] = volume.classes[letters.charCodeAt(one.place) - 65];
      return { ...one, volume, id, essay, kind, verdict };
    })
    .filter((hit) => !query.essay || hit.essay === query.essay);
  const { phrases, withoutPhrases } = query;
  if (!phrases.length && !withoutPhrases.length) return hits;
  const texts = await Promise.all(hits.map(textOf));
  return hits.filter((_, index) => {
    const said = (texts[index]?.place.slice(2) || []).join(" \u2026 ");
    return (
      phrases.every((phrase) => hasPhrase(said, phrase)) &&
      !withoutPhrases.some((phrase) => hasPhrase(said, phrase))
    );
  });
}

/**
 * Return the page and the words of a hit, or nothing if its file did not come.
 * @param {Hit} hit
 */
export async function textOf({ volume, id, place }) {
  const name = "text-" + id + "-" + Math.floor(place / volume.together);
  const part = /** @type {{ page: string, places: Place[] } | null} */ (
    await load(volume.base, name)
  );
  return part ? { page: part.page, place: part.places[place % volume.together] } : null;
}
