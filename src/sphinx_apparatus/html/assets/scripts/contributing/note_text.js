// @ts-check
/* The text of a note with one more sentence, by the steps of note_text.py: one set of cases is run
   through both (tests/cases.json). */

import { oneLine, splitFile } from "./front_matter.js";

const ITEM = /^\s*(?:[-+*]\s|[>|]|\d+[.)]\s)/;
const STOP = /[.!?…][”’"')\]*_]*(?:\s*\{[\w:]+\}`[^`]*`)*\s*$/;
const CITATION = /( ?)\{cite:(?:[pt]|author|year)\}`([^`]*)`/g;
const TARGET = /\{apparatus:(?:text|passage|note)\}`/;

/** @param {string} line */
const isOfBlock = (line) => /^\s/.test(line) || ITEM.test(line);

/**
 * Return the sources that words cite, each with the place in it.
 * @param {string} content of a citation
 */
const citationsIn = (content) =>
  content.split(/,(?![^{]*\})/).map((one) => ({
    key: one.replace(/\{[^{}]*\}/g, "").trim(),
    place: one.match(/\{([^{}]*)\}\s*$/)?.[1] || "",
  }));

/**
 * Return words that cite a source at their end, if they do not cite that place of it yet.
 * @param {string} words
 * @param {string} key
 * @param {string} place
 */
function citing(words, key, place) {
  const there = Array.from(words.matchAll(CITATION)).flatMap(([, , content]) =>
    citationsIn(content),
  );
  if (!key || there.some((one) => one.key === key && (!place || one.place === place))) return words;
  const [, before, stop] = words.trimEnd().match(/^([^]*?)(\.?)$/) || [];
  return before + " {cite:p}`" + key + (place && "{" + place + "}") + "`" + stop;
}

/**
 * Return the first line of each sentence and the line behind its last.
 * @param {string[]} lines
 */
function sentencesIn(lines) {
  /** @type {[start: number, end: number][]} */
  const found = [];
  let goesOn = false;
  lines.forEach((line, at) => {
    const isBlank = !line.trim();
    if (!isBlank && goesOn && !ITEM.test(line)) found[found.length - 1][1] = at + 1;
    else if (!isBlank) found.push([at, at + 1]);
    goesOn = !isBlank && !STOP.test(line);
  });
  return found;
}

/**
 * Return a text that says one more sentence, at its end or before a last one that only refers to
 * the edition, and cites a source there; without a sentence the source is cited at its end.
 * @param {string} text
 * @param {string} sentence
 * @param {string} key of the source; empty for none
 * @param {string} place in the source
 */
export function withSentence(text, sentence, key, place) {
  const said = oneLine(sentence);
  if (!said) {
    const cited = citing(text, key, place);
    return cited === text ? text : cited + "\n";
  }
  const lines = text.trimEnd().split("\n");
  const found = sentencesIn(lines);
  const last = found.length ? lines.slice(...found[found.length - 1]).join("\n") : "";
  const onlyRefers = TARGET.test(last) && last.search(CITATION) < 0 && !isOfBlock(last);
  const [, at] = found[found.length - (onlyRefers && found.length > 1 ? 2 : 1)] || [0, 0];
  const between = at && isOfBlock(lines[at - 1]) ? [""] : [];
  lines.splice(at, 0, ...between, citing(said, key, place));
  return lines.join("\n").trimEnd() + "\n";
}

/**
 * Return the lines of its text that a file has and another has not, with citations as pages show
 * them.
 * @param {string} file
 * @param {string} old
 * @param {(key: string) => string} nameOf how pages cite a source
 */
export function changedLines(file, old, nameOf) {
  const before = splitFile(old).body.split("\n");
  const shown = (/** @type {string} */ line) =>
    line
      .replace(CITATION, (_whole, space, content) => {
        const names = citationsIn(content).map(
          ({ key, place }) => nameOf(key) + (place && ", " + place),
        );
        return space + "(" + names.join("; ") + ")";
      })
      .replace(/\{[a-z:]+\}`([^`]*)`/g, "$1");
  return splitFile(file)
    .body.split("\n")
    .filter((line) => line.trim() && !before.includes(line))
    .map(shown);
}
