// @ts-check
/* The list of fact-checks, narrowed down by verdict, essay and theme; the choice stands in the
   address. */

import { all, byId, first, need, replaceQuery, siteRoot } from "./shared/dom.js";
import { _, countOf } from "./shared/messages.js";
import { CHECKS, DECLARES, togetherOf } from "./shared/lists.js";
import { chosenOf, isChosen } from "./checks/choice.js";

/** @typedef {import("./checks/choice.js").Check} Check */

/**
 * Return how many of the checks are shown, in words.
 * @param {number} shown
 * @param {number} count
 */
function countedChecks(shown, count) {
  const isWhole = shown === count;
  if (DECLARES) return togetherOf(CHECKS[0]) + ": " + (isWhole ? count : shown + " / " + count);
  return isWhole
    ? countOf("{count} fact-check", "{count} fact-checks", shown)
    : _("{shown} of {count} fact-checks", { shown, count });
}

/** @param {HTMLFormElement} form */
function start(form) {
  /** @type {Check[]} */
  const checks = JSON.parse(form.dataset.rows || "[]");
  const groups = all(".apparatus-checks-group").map((element) => ({
    element,
    rows: all("tbody tr", element),
    count: first(".apparatus-counted", element),
  }));
  const rows = groups.flatMap((group) => group.rows);
  const fields = /** @type {HTMLSelectElement[]} */ (all("select", form));
  const status = need("[role=status]", form);

  /** @param {boolean} keep whether the address follows */
  function filter(keep) {
    const chosen = chosenOf(fields.map((field) => [field.name, field.value]));
    let shown = 0;
    rows.forEach((row, index) => {
      row.hidden = !isChosen(checks[index], chosen);
      if (!row.hidden) shown += 1;
    });
    for (const { element, rows, count } of groups) {
      const left = rows.filter((row) => !row.hidden).length;
      element.hidden = !left;
      if (count) count.textContent = " " + left;
    }
    status.textContent = countedChecks(shown, checks.length);
    need("[type=reset]", form).hidden = !Object.keys(chosen).length;
    if (first(".apparatus-parts a[href*='-part-']")) {
      const query = new URLSearchParams(CHECKS.map((kind) => ["kind", kind]));
      if (chosen.verdict) query.set("verdict", chosen.verdict);
      const essay = fields.find((field) => field.name === "essay");
      const label = chosen.essay && essay && essay.selectedOptions[0].text.replace(/ \(\d+\)$/, "");
      if (label) query.set("essay", label);
      const link = document.createElement("a");
      link.href = new URL("search.html?" + query, siteRoot()).href;
      link.textContent = _("search all parts");
      status.append(_(" on this page"), " · ", link);
    }
    if (!keep) return;
    const address = new URLSearchParams(location.search);
    for (const { name, value } of fields) {
      if (value) address.set(name, value);
      else address.delete(name);
    }
    replaceQuery(address.toString());
  }

  const asked = new URLSearchParams(location.search);
  for (const field of fields) {
    const value = asked.get(field.name) || "";
    if (Array.from(field.options, (option) => option.value).includes(value)) field.value = value;
  }
  form.addEventListener("change", () => filter(true));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const field of fields) field.value = "";
    filter(true);
    fields[0].focus();
  });
  // A count may lead to what the filter hides.
  addEventListener("hashchange", () => {
    const target = byId(decodeURIComponent(location.hash.slice(1)));
    if (!target || !target.closest("[hidden]")) return;
    for (const field of fields) field.value = "";
    filter(true);
    target.scrollIntoView();
  });
  filter(false);
}

const form = /** @type {HTMLFormElement | null} */ (first("form.apparatus-filter"));
if (form) start(form);
