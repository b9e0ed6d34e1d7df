/* Generated from html/assets by “make scripts”; edit it there. */
"use strict";
(() => {
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

  var words = (
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

  var VERDICTS = (
    { "supported": "Supported", "mostly-supported": "Mostly supported", "partly-supported": "Partly supported", "unsupported": "Unsupported", "contradicted": "Contradicted", "disputed": "Disputed", "not-checkable": "Not checkable" }
  );
  var MEANINGS = { "supported": "The evidence bears out the claim in substance and detail.", "mostly-supported": "The evidence bears out the claim in substance; a detail is off.", "partly-supported": "One part holds and another does not, or the claim holds only with a limit that the essay does not state.", "unsupported": "No reliable evidence was found for the claim.", "contradicted": "Reliable evidence says otherwise.", "disputed": "Credible sources disagree.", "not-checkable": "An opinion, a forecast or a judgment of value." };
  var OFF_SCALE = ["disputed", "not-checkable"];
  var KINDS = (
    ["fact-check", "context", "textual"]
  );

  var own = (
    globalThis.apparatusScheme
  );
  var likeOf = (kind) => (
    own?.kinds[kind]?.like || kind
  );

  var VERDICTS2 = own?.verdicts || VERDICTS;
  var MEANINGS2 = own?.meanings || MEANINGS;
  var OFF_SCALE2 = own?.off || OFF_SCALE;
  var KINDS2 = own ? Object.keys(own.kinds) : KINDS;
  var CHECKS = KINDS2.filter((kind) => likeOf(kind) === "fact-check");
  var DECLARES = !!own;
  function togetherOf(kind) {
    const names = {
      "fact-check": _("Fact-checks"),
      context: _("Context"),
      textual: _("Textual notes")
    };
    return own?.kinds[kind]?.several || names[kind] || kind;
  }

  var chosenOf = (fields) => Object.fromEntries(fields.filter(([, value]) => value));
  var isChosen = ([verdict, essay, themes], choice) => (!choice.verdict || choice.verdict === verdict) && (!choice.essay || choice.essay === essay) && (!choice.theme || themes.includes(choice.theme));

  function countedChecks(shown, count) {
    const isWhole = shown === count;
    if (DECLARES) return togetherOf(CHECKS[0]) + ": " + (isWhole ? count : shown + " / " + count);
    return isWhole ? countOf("{count} fact-check", "{count} fact-checks", shown) : _("{shown} of {count} fact-checks", { shown, count });
  }
  function start(form2) {
    const checks = JSON.parse(form2.dataset.rows || "[]");
    const groups = all(".apparatus-checks-group").map((element) => ({
      element,
      rows: all("tbody tr", element),
      count: first(".apparatus-counted", element)
    }));
    const rows = groups.flatMap((group) => group.rows);
    const fields = (
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
      status.textContent = countedChecks(shown, checks.length);
      need("[type=reset]", form2).hidden = !Object.keys(chosen).length;
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
    first("form.apparatus-filter")
  );
  if (form) start(form);
})();
