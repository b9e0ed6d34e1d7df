// @ts-check
/* Kinds of notes and verdicts that an edition declares. Each file of tests is a process of its own:
   the other files have the lists of the engine. */

import assert from "node:assert/strict";
import { test } from "node:test";

/** @type {{ apparatusScheme?: OwnScheme }} */ (globalThis).apparatusScheme = {
  kinds: {
    attestation: { like: "fact-check", one: "attestation", several: "Attestations" },
    gloss: { like: "context", one: "gloss", several: "Glosses" },
  },
  verdicts: { attested: "Attested", divided: "Divided" },
  meanings: { attested: "A source has it.", divided: "Sources differ." },
  off: ["divided"],
  rules: { divided: "disputed" },
  worst: ["divided", "attested"],
};
const { CHECKS, DECLARES, KINDS, VERDICTS, ruleOf, togetherOf } =
  await import("../scripts/shared/lists.js");
const { likeOf, namesOf } = await import("../scripts/shared/scheme.js");
const { worstOf } = await import("../scripts/reading/strip.js");

test("what an edition declares takes the place of the engine’s", () => {
  assert.equal(DECLARES, true);
  assert.deepEqual([...KINDS], ["attestation", "gloss"]);
  assert.deepEqual(CHECKS, ["attestation"]);
  assert.deepEqual(Object.keys(VERDICTS), ["attested", "divided"]);
  assert.equal(likeOf("gloss"), "context");
  assert.deepEqual(["attested", "divided"].map(ruleOf), ["", "disputed"]);
  assert.deepEqual(namesOf("gloss"), ["Gloss", "gloss"]);
  assert.equal(togetherOf("gloss"), "Glosses");
});

test("the worst of its verdicts is the one that the strip shows", () => {
  const signs = ["attested", "divided"].map((verdict) => ({ group: 1, verdict }));
  assert.equal(worstOf(signs).get(1), signs[1]);
});
