import assert from "node:assert/strict";
import { test } from "node:test";

import { fileOf } from "../scripts/previews/content.js";
import { positionOf } from "../scripts/previews/position.js";
import { pageOf, placeIn } from "../scripts/previews/targets.js";

test("places that have a preview", () => {
  for (const id of [
    "p1",
    "h12",
    "p2a",
    "note-red-kite",
    "source-a1901b",
    "crossing-x",
    "name-a-b",
  ]) {
    assert.equal(placeIn("#" + id), id);
  }
  for (const id of [
    "",
    "mark-red-kite",
    "p",
    "px",
    "p2ab",
    "note-",
    "search",
    "e1900-kite-mark-x",
  ]) {
    assert.equal(placeIn("#" + id), "");
  }
});

test("the id of a text before that of a place is left out", () => {
  assert.equal(placeIn("#e1900-kite-p12"), "p12");
  assert.equal(placeIn("#e1900-kite-p12a"), "p12a");
  assert.equal(placeIn("#e2026-social-movement-note-a-p1"), "note-a-p1");
});

test("the name of a page, whatever its address looks like", () => {
  assert.equal(pageOf("/site/essays/1900-kite.html", "/site/"), "essays/1900-kite");
  assert.equal(pageOf("/site/essays/1900-kite/", "/site/"), "essays/1900-kite");
  assert.equal(pageOf("/site/", "/site/"), "index");
  assert.equal(pageOf("/site/a%20b.html", "/site/"), "a b");
  assert.equal(pageOf("/other/a.html", "/site/"), null);
});

const view = { width: 1000, height: 800 };
const line = (top) => ({ top, bottom: top + 20, left: 100 });
const at = (top, box) => positionOf(line(top), line(top), box, view);

test("a preview stands below its link if there is room", () => {
  assert.deepEqual(at(100, { width: 300, height: 200 }), { top: 126, left: 100 });
});

test("a preview stands above its link if there is more room", () => {
  assert.deepEqual(at(700, { width: 300, height: 200 }), { top: 494, left: 100 });
});

test("a preview never leaves the screen", () => {
  assert.deepEqual(at(400, { width: 950, height: 790 }), { top: 8, left: 42 });
  assert.deepEqual(positionOf(line(10), { ...line(10), left: -50 }, view, view).left, 8);
});

test("sources and names are in a script for each initial, other places in that of their page", () => {
  assert.equal(fileOf({ page: "bibliography", id: "source-gray1907gardens" }), "bibliography.g");
  assert.equal(fileOf({ page: "names", id: "name-2-street" }), "names.2");
  assert.equal(fileOf({ page: "essays/1908-garden", id: "note-keys" }), "essays/1908-garden");
  assert.equal(fileOf({ page: "essays/1908-garden", id: "p3" }), "essays/1908-garden");
});
