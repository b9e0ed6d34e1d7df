import assert from "node:assert/strict";
import { test } from "node:test";

import { chosenOf, isChosen } from "../scripts/checks/choice.js";

const checks = [
  ["contradicted", "first", ["money", "land"]],
  ["supported", "first", []],
  ["contradicted", "second", ["land"]],
];
const left = (choice) => checks.filter((one) => isChosen(one, choice)).map(([, essay]) => essay);

test("a field that was not used leaves every fact-check", () => {
  assert.deepEqual(
    chosenOf([
      ["verdict", ""],
      ["essay", "first"],
    ]),
    { essay: "first" },
  );
  assert.equal(left({}).length, 3);
});

test("a fact-check stays if it has everything that was chosen", () => {
  assert.deepEqual(left({ verdict: "contradicted" }), ["first", "second"]);
  assert.deepEqual(left({ theme: "land" }), ["first", "second"]);
  assert.deepEqual(left({ verdict: "contradicted", theme: "money" }), ["first"]);
  assert.deepEqual(left({ verdict: "supported", theme: "land" }), []);
});
