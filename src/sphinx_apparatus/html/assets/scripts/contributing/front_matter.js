// @ts-check
/* The fields at the head of a note's file: read and replaced line by line, so that everything else
   stays as it is. */

import { IN_BLOCK_FORM, NOT_WORDS } from "../facts.js";

const FIELD = /^([a-z][a-z-]*):(.*)$/;

/** @typedef {{ name: string, lines: string[] }} Field */

/**
 * Return the fields of a file with their lines, and the text below them.
 * @param {string} file
 * @returns {{ fields: Field[], body: string }}
 */
export function splitFile(file) {
  const end = file.indexOf("\n---\n", 3);
  /** @type {Field[]} */
  const fields = [];
  for (const line of file.slice("---\n".length, end).split("\n")) {
    const found = line.match(FIELD);
    if (found) fields.push({ name: found[1], lines: [line] });
    else fields[fields.length - 1]?.lines.push(line);
  }
  return { fields, body: file.slice(end + "\n---\n".length) };
}

/**
 * Return a file.
 * @param {Field[]} fields
 * @param {string} body
 */
export const joinFile = (fields, body) =>
  "---\n" + fields.map(({ lines }) => lines.join("\n") + "\n").join("") + "---\n" + body;

/**
 * Return the words of a field; empty if there is none.
 * @param {Field[]} fields
 * @param {string} name
 */
export function wordsOf(fields, name) {
  const field = fields.find((one) => one.name === name);
  if (!field) return "";
  const [first, ...rest] = field.lines;
  const start = first.slice(name.length + 1).trim();
  const isBlock = /^[>|][-+]?(\s*#.*)?$/.test(start);
  const words = [isBlock ? "" : start, ...rest.map((line) => line.trim())].join(" ").trim();
  if (isBlock) return words.replace(/\s+/g, " ");
  const quoted = words.match(/^(?:"(.*)"|'(.*)')$/);
  if (quoted) return quoted[1] ?? quoted[2].replace(/''/g, "'");
  return words.replace(/\s+#.*$/, "");
}

/**
 * Return the lines of a field of words, as the check expects them: in block form.
 * @param {string} name
 * @param {string} words
 */
export const wordLines = (name, words) => [name + ": >-", "  " + oneLine(words)];

// What YAML always reads as a string: no indicators, nothing like a date or number.
const PLAIN =
  /^(?:[A-Za-z][\p{L}\p{N}_’. -]*[\p{L}\p{N}_’.]|[A-Za-z]|\d{4}-\d\d(-\d\d)?|\d{4}-[a-z][\p{L}\p{N}_-]*)$/u;

/**
 * Return the lines of a field as note_file.py writes them.
 * @param {string} name
 * @param {string} words
 * @param {string} indent
 */
export function scalarLines(name, words, indent) {
  const isPlain = PLAIN.test(words) && !NOT_WORDS.includes(words.toLowerCase());
  if (isPlain && !IN_BLOCK_FORM.includes(name)) return [indent + name + ": " + words];
  return [indent + name + ": >-", indent + "  " + words];
}

/** What nobody sees, that comes along where words are pasted, and that no file may hold. */
const UNSEEN = /[\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]|(?!\s)\p{Cc}/gu;

/**
 * Return a text without what nobody sees in it.
 * @param {string} text
 */
export const seen = (text) => text.replace(UNSEEN, "");

/** @param {string} words */
export const oneLine = (words) => seen(words).trim().replace(/\s+/g, " ");

/**
 * Return the fields with one replaced, or put in behind others.
 * @param {Field[]} fields
 * @param {string} name
 * @param {string[]} lines
 * @param {string[]} behind names of fields, the best first; at the end if none is there
 */
export function withField(fields, name, lines, behind) {
  const made = { name, lines };
  const at = fields.findIndex((field) => field.name === name);
  if (at >= 0) return fields.map((field, index) => (index === at ? made : field));
  const before = behind.find((one) => fields.some((field) => field.name === one));
  const place = fields.findIndex((field) => field.name === before);
  const end = place < 0 ? fields.length : place + 1;
  return [...fields.slice(0, end), made, ...fields.slice(end)];
}

/**
 * Return whether a field is missing or empty, or a list with its items below it, to which one can
 * be added.
 * @param {Field[]} fields
 * @param {string} name
 */
export function takesItems(fields, name) {
  const [first, second = "- "] = fields.find((field) => field.name === name)?.lines || [];
  return !first || (/^[a-z-]+:\s*(?:\[\s*\])?\s*(?:#.*)?$/.test(first) && /^ *- /.test(second));
}

/**
 * Return the fields with one more item in a list, below those that it has.
 * @param {Field[]} fields
 * @param {string} name
 * @param {string[]} item its lines, the first with its hyphen
 * @param {string[]} behind as for “withField”
 */
export function withItem(fields, name, item, behind) {
  const [first = name + ":", ...items] = fields.find((field) => field.name === name)?.lines || [];
  const head = first.replace(/^([a-z-]+:)\s*\[\s*\]/, "$1");
  const indent = (items.find((line) => /^ *- /.test(line)) || "  - ").match(/^ */)?.[0] || "";
  const added = item.map((line) => indent + line);
  return withField(fields, name, [head, ...items, ...added], behind);
}
