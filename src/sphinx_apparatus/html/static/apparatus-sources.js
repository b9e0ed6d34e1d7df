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

  var SEARCHED_AS = { "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ς": "σ", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st" };
  var MARKS = "̀-֑ͯ-ׇֽֿׁׂׅׄؐ-ؚـً-ٰٟۖ-ۜ۟-۪ۤۧۨ-ۭ";
  var WITHOUT_SPACES = "฀-႟ក-៿ᥐ-᧿ᨠ-᪯⺀-꓏ꩠ-꫟豈-﫿ｦ-ﾟ𛀀-𛅯𠀀-𿿿";

  var marks = new RegExp("[" + MARKS + "]", "gu");
  var plain = new Map(Object.entries(SEARCHED_AS));
  var letters = new RegExp("[" + Object.keys(SEARCHED_AS).join("") + "]", "gu");
  var parts = new RegExp("[" + WITHOUT_SPACES + "]+|[^" + WITHOUT_SPACES + "]+", "gu");
  var withoutSpaces = new RegExp("^[" + WITHOUT_SPACES + "]", "u");
  var fold = (text) => text.toLowerCase().normalize("NFD").replace(marks, "").replace(letters, (letter) => plain.get(letter) || letter).normalize("NFC");

  function start(form2) {
    const field = (
      need("input", form2)
    );
    const status = need("[role=status]", form2);
    const letters2 = first(".apparatus-letters");
    const entries = all(".apparatus-bibliography > li");
    let texts = null;
    function filter() {
      const words2 = fold(field.value).split(/\s+/).filter(Boolean);
      const folded = texts ?? (texts = entries.map((entry) => fold(entry.textContent || "")));
      let shown = 0;
      entries.forEach((entry, index) => {
        entry.hidden = !words2.every((word) => folded[index].includes(word));
        if (!entry.hidden) shown += 1;
      });
      if (letters2) letters2.hidden = words2.length > 0;
      status.textContent = words2.length ? _("{shown} of {count} sources", { shown, count: entries.length }) : countOf("{count} source", "{count} sources", entries.length);
      const address = new URLSearchParams(location.search);
      if (field.value) address.set("source", field.value);
      else address.delete("source");
      replaceQuery(address.toString());
    }
    field.addEventListener("input", filter);
    form2.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("hashchange", () => {
      const target = byId(decodeURIComponent(location.hash.slice(1)));
      if (!target?.closest("[hidden]")) return;
      field.value = "";
      filter();
      target.scrollIntoView();
    });
    field.value = new URLSearchParams(location.search).get("source") || "";
    if (field.value) filter();
  }
  var form = (
    first("form.apparatus-filter")
  );
  if (form) start(form);
})();
