import assert from "node:assert/strict";
import { test } from "node:test";

import { citedAddress, fillForm } from "../scripts/reading/citation.js";
import { stacked } from "../scripts/reading/margin.js";
import { noteBeside, shortestOf } from "../scripts/reading/order.js";
import { usesLetter } from "../scripts/reading/paper.js";
import { shiftForPanel, shiftOf, shiftToReach } from "../scripts/reading/sight.js";
import { indexAfter } from "../scripts/reading/strip.js";
import { presetOf } from "../scripts/reading/switches.js";
import { queryOf } from "../scripts/reading/view.js";
import { _, countOf } from "../scripts/shared/messages.js";

test("lines of the margin stand at their words, or as near below as those before allow", () => {
  const height = 20;
  assert.deepEqual(
    stacked([
      { at: 104, height },
      { at: 110, height },
      { at: 300, height },
    ]),
    [100, 120, 296],
  );
});

test("the first line never stands above the text", () => {
  assert.deepEqual(stacked([{ at: 1, height: 10 }]), [0]);
  assert.deepEqual(stacked([]), []);
});

test("a line that is fixed stands at its own; those before it make room upwards", () => {
  const height = 20;
  const things = [
    { at: 104, height },
    { at: 106, height },
    { at: 108, height: 300 },
    { at: 110, height },
  ];
  assert.deepEqual(stacked(things, 2), [64, 84, 104, 404]);
});

test("above the text is no room, so what is fixed may have to stand lower", () => {
  const height = 20;
  assert.deepEqual(
    stacked(
      [
        { at: 2, height },
        { at: 4, height },
      ],
      1,
    ),
    [0, 20],
  );
});

const FREE = { top: 80, bottom: 480 };

test("words that are seen stay where they are, others are brought to sight", () => {
  assert.equal(shiftOf({ top: 80, bottom: 480 }, FREE), 0);
  assert.equal(shiftOf({ top: 60, bottom: 100 }, FREE), -20);
  assert.equal(shiftOf({ top: 460, bottom: 500 }, FREE), 20);
  // Too many for the room: the end, where the mark is.
  assert.equal(shiftOf({ top: 0, bottom: 600 }, FREE), 120);
  assert.equal(shiftOf({ top: -500, bottom: 100 }, FREE), -380);
});

test("words that a link leads to come to the upper third", () => {
  assert.equal(shiftToReach({ top: 1180, bottom: 1280 }, FREE), 1000);
  assert.equal(shiftToReach({ top: 1000, bottom: 1600 }, FREE), 1120);
});

test("a note in the margin is scrolled to for its first lines, never past its words", () => {
  const words = { top: 400, bottom: 420 };
  assert.equal(shiftForPanel({ top: 100, bottom: 900 }, words, FREE), 0);
  assert.equal(shiftForPanel({ top: 400, bottom: 900 }, words, FREE), 112);
  assert.equal(shiftForPanel({ top: 400, bottom: 450 }, words, FREE), 0);
  assert.equal(shiftForPanel({ top: 900, bottom: 1900 }, words, FREE), 320);
});

test("the note before and after, among those that are shown", () => {
  const notes = ["a", "b", "c", "d"];
  const isShown = (note) => note !== "c";
  assert.equal(noteBeside(notes, "b", 1, isShown), "d");
  assert.equal(noteBeside(notes, "d", -1, isShown), "b");
  assert.equal(noteBeside(notes, "a", -1, isShown), undefined);
  assert.equal(noteBeside(notes, "d", 1, isShown), undefined);
});

test("of several notes the one on the fewest words", () => {
  const on = (kind, ...words) => ({ kind, pieces: words.map((textContent) => ({ textContent })) });
  const [long, short] = [on("fact-check", "the town ", "has"), on("textual", "town")];
  assert.equal(shortestOf([long, short]), short);
  // Where a fact-check is on the same or nearly the same words, it is the first to be asked for.
  const check = on("fact-check", "towns");
  assert.equal(shortestOf([long, short, check]), check);
  assert.equal(shortestOf([short, on("context", "town")]), short);
  assert.equal(shortestOf([]), undefined);
});

test("a choice of switches that a preset names", () => {
  const kinds = ["fact-check", "context", "textual"];
  assert.equal(presetOf(kinds, 3, true), "all");
  assert.equal(presetOf([], 3, true), "none");
  assert.equal(presetOf(["fact-check"], 3, true), "fact-check");
  assert.equal(presetOf(kinds, 3, false), "");
  assert.equal(presetOf(["fact-check"], 3, false), "");
  assert.equal(presetOf(["context"], 3, true), "");
});

test("the address keeps the view and what else was asked", () => {
  const view = { hidden: new Set(["textual", "context"]), text: "reading" };
  assert.equal(queryOf("?q=oil&text=base", view), "q=oil&text=reading&hide=context,textual");
  assert.equal(queryOf("?q=oil&hide=context&text=base", { hidden: new Set(), text: "" }), "q=oil");
});

test("arrow keys go from sign to sign and stop at the ends", () => {
  assert.equal(indexAfter("ArrowRight", 0, 3), 1);
  assert.equal(indexAfter("ArrowDown", 2, 3), 2);
  assert.equal(indexAfter("ArrowLeft", 0, 3), 0);
  assert.equal(indexAfter("ArrowUp", 2, 3), 1);
  assert.equal(indexAfter("Home", 2, 3), 0);
  assert.equal(indexAfter("End", 0, 3), 2);
  assert.equal(indexAfter("a", 1, 3), -1);
  // Where everything is hidden there is nothing to go to.
  assert.equal(indexAfter("ArrowRight", -1, 0), -1);
});

test("the values of a citation are written as the form needs them", () => {
  const day = { date: "2026-11-28", day: "November 28, 2026", parts: "[[2026,11,28]]" };
  const values = { place: "n. 1", title: 'A “$&” "b"', name: "x/y", url: "u", ...day };
  assert.equal(fillForm("{title}, {place}: {other}", values, "Link"), 'A “$&” "b", n. 1: {other}');
  assert.equal(fillForm('{"t":"{title}"}', values, "CSL-JSON"), '{"t":"A “$&” \\"b\\""}');
  const parts = fillForm('{"date-parts": {parts}}', values, "CSL-JSON");
  assert.equal(parts, '{"date-parts": [[2026,11,28]]}');
  const gates = {
    ...values,
    title: 'A & B: 5% of “gates” and "doors"',
    url: "https://e.org/a_b#c",
  };
  assert.equal(
    fillForm("title = {{title}}, url = {{url}}", gates, "BibTeX"),
    'title = {A \\& B: 5\\% of “gates” and "doors"}, url = {https://e.org/a_b#c}',
  );
  assert.equal(fillForm("“{title}”", gates, "Chicago"), "“A & B: 5% of ‘gates’ and ‘doors’”");
});

test("a page is cited by its settled address, else by where it is read", () => {
  const here = new URL("https://mirror.example/a/b.html?hide=x#p1");
  assert.equal(citedAddress("https://e.org/b.html", here), "https://e.org/b.html");
  assert.equal(citedAddress("b.html", here), "https://mirror.example/a/b.html");
  assert.equal(citedAddress("b.html", new URL("file:///a/b.html")), "b.html");
  assert.equal(citedAddress(undefined, here), undefined);
});

test("messages have their values filled in", () => {
  assert.equal(_("Copy {form} of {other}", { form: "APA" }), "Copy APA of {other}");
  assert.equal(countOf("{count} place", "{count} places", 1), "1 place");
  assert.equal(countOf("{count} place", "{count} places", 0), "0 places");
});

test("Letter is for the Americas, in any language, A4 for others", () => {
  const found = ["en", "en-US", "es-VE", "fr-CA", "es", "en-GB", "uk", "pt-BR"].filter(usesLetter);
  assert.deepEqual(found, ["en", "en-US", "es-VE", "fr-CA"]);
});
