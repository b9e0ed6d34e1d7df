/* Generated from html/assets by “make scripts”; edit it there. */
"use strict";
(() => {
  // scripts/shared/dom.js
  var byId = (id) => document.getElementById(id);
  var all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  var first = (selector, within = document) => within.querySelector(selector);
  function need(selector, within = document) {
    const found = first(selector, within);
    if (!found) throw new Error("the page has no " + selector);
    return found;
  }
  var siteRoot = () => new URL(document.documentElement.dataset.content_root || "./", location.href);
  function replaceQuery(query) {
    try {
      const address = location.pathname + (query && "?" + query) + location.hash;
      history.replaceState(history.state, "", address);
    } catch {
    }
  }

  // scripts/shared/messages.js
  var words = (
    /** @type {{ apparatusWords?: CatalogueWords }} */
    globalThis.apparatusWords
  );
  function _(message, values = {}) {
    const found = words?.messages[message];
    return filled(typeof found === "string" ? found : message, values);
  }
  function countOf(one, several, count, values = {}) {
    const forms = words?.messages[one];
    const said = words && typeof forms === "object" ? forms[new Intl.PluralRules(words.language).select(count)] || forms.other : count === 1 ? one : several;
    return filled(said, { ...values, count });
  }
  var filled = (message, values) => message.replace(/\{(\w+)\}/g, (slot, name) => name in values ? String(values[name]) : slot);

  // scripts/checks/choice.js
  var chosenOf = (fields) => Object.fromEntries(fields.filter(([, value]) => value));
  var isChosen = ([verdict, essay, themes], choice) => (!choice.verdict || choice.verdict === verdict) && (!choice.essay || choice.essay === essay) && (!choice.theme || themes.includes(choice.theme));

  // scripts/checks.js
  function start(form2) {
    const checks = JSON.parse(form2.dataset.rows || "[]");
    const groups = all(".apparatus-checks-group").map((element) => ({
      element,
      rows: all("tbody tr", element),
      count: first(".apparatus-counted", element)
    }));
    const rows = groups.flatMap((group) => group.rows);
    const fields = (
      /** @type {HTMLSelectElement[]} */
      all("select", form2)
    );
    const status = need("[role=status]", form2);
    function filter(keep) {
      const chosen = chosenOf(fields.map((field) => [field.name, field.value]));
      let shown = 0;
      rows.forEach((row, index) => {
        row.hidden = !isChosen(checks[index], chosen);
        if (!row.hidden) shown += 1;
      });
      for (const { element, rows: rows2, count } of groups) {
        const left = rows2.filter((row) => !row.hidden).length;
        element.hidden = !left;
        if (count) count.textContent = " " + left;
      }
      const isWhole = shown === checks.length;
      status.textContent = isWhole ? countOf("{count} fact-check", "{count} fact-checks", shown) : _("{shown} of {count} fact-checks", { shown, count: checks.length });
      need("[type=reset]", form2).hidden = !Object.keys(chosen).length;
      if (first(".apparatus-parts a[href*='-part-']")) {
        const query = new URLSearchParams({ kind: "fact-check" });
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
    form2.addEventListener("change", () => filter(true));
    form2.addEventListener("submit", (event) => event.preventDefault());
    form2.addEventListener("reset", (event) => {
      event.preventDefault();
      for (const field of fields) field.value = "";
      filter(true);
      fields[0].focus();
    });
    addEventListener("hashchange", () => {
      const target = byId(decodeURIComponent(location.hash.slice(1)));
      if (!target || !target.closest("[hidden]")) return;
      for (const field of fields) field.value = "";
      filter(true);
      target.scrollIntoView();
    });
    filter(false);
  }
  var form = (
    /** @type {HTMLFormElement | null} */
    first("form.apparatus-filter")
  );
  if (form) start(form);
})();
