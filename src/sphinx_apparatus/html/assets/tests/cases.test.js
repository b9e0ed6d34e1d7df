/* What Python computes as well: cases.json is read by tests/html/test_scripts.py too. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { fileOf, newId, newTitle } from "../scripts/annotate/note_file.js";
import { placeOf } from "../scripts/annotate/place.js";
import { correctedFile, statementOf } from "../scripts/contributing/correction.js";
import { fill } from "../scripts/contributing/hosts.js";
import { withSentence } from "../scripts/contributing/note_text.js";
import { FORMS } from "../scripts/facts.js";
import { hitsIn } from "../scripts/search/excerpt.js";
import { fileName } from "../scripts/search/index.js";
import { fold, occurrences, termsOf } from "../scripts/shared/text.js";

const cases = JSON.parse(readFileSync(new URL("cases.json", import.meta.url), "utf8"));

for (const { quote, taken, title } of cases.titles) {
  test(`the title of a note on “${quote}”`, () => {
    assert.equal(newTitle(quote, taken), title);
  });
}

for (const { quote, taken, id } of cases.ids) {
  test(`the id of a note on “${quote}”`, () => {
    assert.equal(newId(quote, taken), id);
  });
}

for (const { passages, passage, quote, occurrence, fields } of cases.places) {
  test(`what singles out “${quote}” in “${passages[passage]}”`, () => {
    const blocks = passages.map((text, index) => ({ id: "p" + (index + 1), text }));
    const start = occurrences(quote, passages[passage])[occurrence];
    const place = placeOf(blocks, blocks[passage], start, start + quote.length);
    assert.deepEqual(place, fields);
  });
}

for (const { text, folded } of cases.folded) {
  test(`“${text}” without accents and capitals`, () => {
    assert.equal(fold(text), folded);
  });
}

for (const { text, query, words, found } of cases.searched) {
  test(`“${query}” searched in “${text}”`, () => {
    assert.deepEqual(termsOf(query), words);
    assert.equal(hitsIn(fold(text), words).length > 0, found);
  });
}

for (const { beginning, name } of cases.file_names) {
  test(`the name of the file of words with “${beginning}”`, () => {
    assert.equal(fileName(beginning), name);
  });
}

for (const { host, purpose, values, address } of cases.addresses) {
  test(`the address at ${host} for: ${purpose}`, () => {
    assert.equal(fill(FORMS[host][purpose], values), address);
  });
}

cases.files.forEach(({ kind, place, answers, template, text }, index) => {
  test(`the file of answers, ${index}: ${kind}`, () => {
    const about = { ids: [], titles: [], labels: [], templates: { [kind]: template } };
    const given = {
      ...answers,
      evidenceNone: answers["evidence-none"],
      evidenceThrough: answers["evidence-through"],
      by: answers.by?.join(),
    };
    const file = fileOf(kind, "2001-fox", place, about, "essays", cases.today, given);
    assert.equal(file.text, text);
  });
});

for (const { name, file, verdict, reason, day, text } of cases.changes) {
  test(`a changed verdict: ${name}`, () => {
    const now = { ...statementOf(file), sources: "" };
    assert.equal(correctedFile(file, { ...now, verdict, reason }, day), text);
  });
}

cases.sentences.forEach(({ text, sentence, key, place, made }, index) => {
  test(`one more sentence, ${index}: ${sentence || key}`, () => {
    assert.equal(withSentence(text, sentence, key, place), made);
  });
});
