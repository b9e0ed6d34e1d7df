import assert from "node:assert/strict";
import { test } from "node:test";

import { citedAddress, fillForm } from "../scripts/reading/citation.js";
import { stacked } from "../scripts/reading/margin.js";
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
  const values = { place: "n. 1", title: 'A “$&” "b"', name: "x/y", url: "u" };
  assert.equal(fillForm("{title}, {place}: {other}", values, false), 'A “$&” "b", n. 1: {other}');
  assert.equal(fillForm('{"t":"{title}"}', values, true), '{"t":"A “$&” \\"b\\""}');
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
