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
  function make(tag, attributes = {}, ...content) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...content);
    return element;
  }
  function loadScript(address, inOrder = false) {
    return new Promise((resolve) => {
      const script2 = make("script");
      script2.async = !inOrder;
      script2.src = address;
      script2.onload = () => resolve(true);
      script2.onerror = () => resolve(false);
      document.head.append(script2);
    });
  }
  function replaceQuery(query) {
    try {
      const address = location.pathname + (query && "?" + query) + location.hash;
      history.replaceState(history.state, "", address);
    } catch {
    }
  }

  // scripts/shared/messages.js
  function _(message, values = {}) {
    return message.replace(
      /\{(\w+)\}/g,
      (slot, name) => name in values ? String(values[name]) : slot
    );
  }
  var countOf = (one, several, count) => _(count === 1 ? one : several, { count });

  // scripts/facts.js
  var VERDICTS = (
    /** @type {const} */
    { "supported": "Supported", "mostly-supported": "Mostly supported", "partly-supported": "Partly supported", "unsupported": "Unsupported", "contradicted": "Contradicted", "disputed": "Disputed", "not-checkable": "Not checkable" }
  );
  var FOLDERS = { "notes": "_static/notes", "previews": "_static/previews", "search": "_static/search" };
  var SEARCHED_AS = { "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ς": "σ", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st" };
  var MARKS = "̀-֑ͯ-ׇֽֿׁׂׅׄؐ-ؚـً-ٰٟۖ-ۜ۟-۪ۤۧۨ-ۭ";
  var WITHOUT_SPACES = "฀-႟ក-៿ᥐ-᧿ᨠ-᪯⺀-꓏ꩠ-꫟豈-﫿ｦ-ﾟ𛀀-𛅯𠀀-𿿿";

  // scripts/shared/text.js
  var marks = new RegExp("[" + MARKS + "]", "gu");
  var plain = new Map(Object.entries(SEARCHED_AS));
  var letters = new RegExp("[" + Object.keys(SEARCHED_AS).join("") + "]", "gu");
  var parts = new RegExp("[" + WITHOUT_SPACES + "]+|[^" + WITHOUT_SPACES + "]+", "gu");
  var withoutSpaces = new RegExp("^[" + WITHOUT_SPACES + "]", "u");
  var isWithoutSpaces = (text) => withoutSpaces.test(text);
  var fold = (text) => text.toLowerCase().normalize("NFD").replace(marks, "").replace(letters, (letter) => plain.get(letter) || letter).normalize("NFC");
  function termsOf(query) {
    const words = /* @__PURE__ */ new Set();
    for (const run of fold(query).match(/[\p{L}\p{N}\p{M}]+/gu) || []) {
      for (const part of run.match(parts) || []) {
        const signs = Array.from(part);
        if (!isWithoutSpaces(part)) {
          if (signs.length > 1) words.add(part);
        } else if (signs.length > 1) {
          signs.slice(1).forEach((sign, index) => words.add(signs[index] + sign));
        } else words.add(part);
      }
    }
    return Array.from(words);
  }

  // scripts/search/excerpt.js
  var LENGTH = 240;
  var NEAR = 120;
  function hitsIn(low, words) {
    const hits = [];
    for (const word of words) {
      for (let at = low.indexOf(word); at >= 0; at = low.indexOf(word, at + 1)) {
        const isStart = !at || !/[\p{L}\p{N}\p{M}]/u.test(low.charAt(at - 1));
        if (isStart || isWithoutSpaces(word)) hits.push([at, word.length]);
      }
    }
    return hits.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
  }
  var hasHit = (text, words) => hitsIn(fold(text), words).length > 0;
  function hitsOf(text, words) {
    const low = fold(text);
    const hits = hitsIn(low, words);
    let folded = "";
    let at = 0;
    const places = [];
    for (const sign of text) {
      const piece = fold(sign);
      for (let index = 0; index < piece.length; index += 1) places.push(at);
      folded += piece;
      at += sign.length;
    }
    places.push(at);
    if (folded !== low) return [];
    return hits.map(([start2, length]) => [places[start2], places[start2 + length] - places[start2]]);
  }
  function excerptOf(text, words) {
    const hits = hitsOf(text, words);
    const at = hits.length ? hits[0][0] : 0;
    const from = at < NEAR ? 0 : text.lastIndexOf(" ", at - NEAR / 2);
    const end = from + LENGTH;
    const pieces = [[from ? "…" : "", false]];
    let done = from;
    for (const [start2, length] of hits) {
      if (start2 < done || start2 + length > end) continue;
      pieces.push([text.slice(done, start2), false], [text.slice(start2, start2 + length), true]);
      done = start2 + length;
    }
    pieces.push([text.slice(done, end) + (end < text.length ? "…" : ""), false]);
    return pieces;
  }
  var excerpt = (text, words) => excerptOf(text, words).map(([piece, isHit]) => isHit ? make("mark", {}, piece) : piece);

  // scripts/search/results.js
  var kindNames = () => ({
    text: [_("Texts"), _("Text")],
    "fact-check": [_("Fact-checks"), _("Fact-check")],
    context: [_("Context"), _("Context")],
    textual: [_("Textual notes"), _("Textual note")]
  });
  var verdictName = (verdict) => _(VERDICTS[
    /** @type {import("../facts.js").Verdict} */
    verdict
  ]);
  function itemOf(hit, text, words) {
    const [label, anchor, title, said, summary] = text.place;
    const href = new URL(text.page + "#" + anchor, hit.volume.base).href;
    const name = hit.kind === "text" ? label : label + " · " + title;
    const head = make(
      "p",
      { class: "apparatus-search-head" },
      make("a", { href }, name),
      " ",
      kindOf(hit),
      hit.volume.name ? " · " + hit.volume.name : ""
    );
    const parts2 = summary ? [make("p", { class: "apparatus-summary" }, ...excerpt(summary, words))] : [];
    if (!summary || hasHit(said, words)) parts2.push(make("p", {}, ...excerpt(said, words)));
    return make("li", {}, head, ...parts2);
  }
  function kindOf(hit) {
    if (!hit.verdict) {
      const kind = (
        /** @type {keyof ReturnType<typeof kindNames>} */
        hit.kind
      );
      return make("span", {}, kindNames()[kind][1]);
    }
    const names = "apparatus-verdict apparatus-verdict-" + hit.verdict;
    const sign = make("span", { class: "apparatus-sign" });
    return make("span", { class: names }, sign, " " + verdictName(hit.verdict));
  }

  // scripts/search/facets.js
  var MOST_ESSAYS = 12;
  function facetsOf(found, wanted) {
    function tally(name) {
      const counts = /* @__PURE__ */ new Map();
      for (const hit of found) counts.set(hit[name], (counts.get(hit[name]) || 0) + 1);
      return counts;
    }
    function kept(name, values) {
      const counts = tally(name);
      return values.filter((value) => counts.has(value) || wanted(name).includes(value));
    }
    const essays = tally("essay");
    const most = Array.from(essays).sort((one, other) => other[1] - one[1]).map(([essay]) => essay).filter((essay, index) => index < MOST_ESSAYS || wanted("essay").includes(essay));
    const kinds = kindNames();
    return [
      {
        name: "kind",
        title: _("Kind"),
        values: kept("kind", Object.keys(kinds)),
        shown: (kind) => kinds[kind][0]
      },
      {
        name: "verdict",
        title: _("Verdict"),
        values: kept("verdict", Object.keys(VERDICTS)),
        shown: (verdict) => verdictName(verdict)
      },
      { name: "essay", title: _("Essay"), values: most.sort(), shown: (essay) => essay }
    ];
  }
  function fieldsOf({ name, title, values, shown }, chosen) {
    const labels = values.map((value) => {
      const input = make("input", { type: "checkbox", name, value });
      input.checked = chosen.includes(value);
      return make("label", {}, input, make("span", {}, shown(value)));
    });
    return make("fieldset", {}, make("legend", {}, title), ...labels);
  }
  var narrowed = (found, picked) => found.filter(
    (hit) => picked.every(([name, values]) => !values.length || values.includes(hit[name]))
  );

  // scripts/search/index.js
  var MOST_FILES = 8;
  var taken = /* @__PURE__ */ new Map();
  var asked = /* @__PURE__ */ new Map();
  function takeFiles() {
    window.apparatusTake = (data) => {
      taken.set(
        /** @type {HTMLScriptElement} */
        document.currentScript.src,
        data
      );
    };
  }
  function load(base, name) {
    const address = new URL(FOLDERS.search + "/" + name + ".js", base).href;
    let loaded = asked.get(address);
    if (!loaded) {
      loaded = loadScript(address).then((came) => came ? taken.get(address) : null);
      asked.set(address, loaded);
    }
    return loaded;
  }
  async function loadVolume(name, base) {
    const volume = await load(base, "volume");
    return volume ? (
      /** @type {Volume} */
      Object.assign(volume, { name, base })
    ) : null;
  }
  var fileName = (beginning) => beginning.replace(/[^a-z0-9]/gu, (sign) => "~" + (sign.codePointAt(0) || 0).toString(16) + "~");
  function filesOf(beginnings, word) {
    const longer = beginnings.filter((one) => one.startsWith(word));
    if (longer.length && longer.length <= MOST_FILES) return longer;
    const home = beginnings.filter((one) => word.startsWith(one));
    return home.sort((one, other) => other.length - one.length).slice(0, 1);
  }
  function addPlaces(found, places, weight) {
    for (const group of places.split(";")) {
      const [essay, codes] = group.split(":");
      const number = parseInt(essay, 36);
      const there = found.get(number) || /* @__PURE__ */ new Map();
      found.set(number, there);
      for (const code of codes.split(",")) {
        const place = parseInt(code, 36);
        const here = weight + (code.endsWith("!") ? 2 : 0);
        there.set(place, Math.max(here, there.get(place) || 0));
      }
    }
  }
  async function placesOf(volume, word) {
    const names = filesOf(volume.beginnings, word).map((one) => "words-" + fileName(one));
    const files = await Promise.all(names.map((name) => load(volume.base, name)));
    const found = /* @__PURE__ */ new Map();
    for (
      const terms of
      /** @type {Record<string, string>[]} */
      files.filter(Boolean)
    ) {
      for (const [term, places] of Object.entries(terms)) {
        if (term.startsWith(word)) addPlaces(found, places, term === word ? 1 : 0);
      }
    }
    return found;
  }
  function inAll([first2, ...others]) {
    const found = [];
    for (const [number, places] of first2) {
      for (const [place, weight] of places) {
        const weights = others.map((list) => list.get(number)?.get(place));
        if (weights.includes(void 0)) continue;
        const sum = weights.reduce((sum2, one) => sum2 + (one || 0), weight);
        found.push({ number, place, weight: sum });
      }
    }
    return found.sort((one, other) => one.number - other.number || one.place - other.place);
  }
  async function find(volume, words) {
    const lists = await Promise.all(words.map((word) => placesOf(volume, word)));
    return inAll(lists).map((found) => {
      const [id, essay, letters2] = volume.essays[found.number];
      const [kind, verdict] = volume.classes[letters2.charCodeAt(found.place) - 65];
      return { ...found, volume, id, essay, kind, verdict };
    });
  }
  async function textOf({ volume, id, place }) {
    const name = "text-" + id + "-" + Math.floor(place / volume.together);
    const part = (
      /** @type {{ page: string, places: Place[] } | null} */
      await load(volume.base, name)
    );
    return part ? { page: part.page, place: part.places[place % volume.together] } : null;
  }

  // scripts/search.js
  var STEP = 10;
  async function start(section2, site) {
    const form = need("form", section2);
    const list = need("ol", section2);
    const count = need(".apparatus-search-count", section2);
    const more = need("button", section2);
    const address = new URLSearchParams(location.search);
    need("#search-results").before(section2);
    const typed = termsOf(address.get("q") || "");
    if (!typed.length) return;
    const others = JSON.parse(section2.dataset.volumes || "[]");
    const bases = others.map(([name, base]) => [name, new URL(base, site).href]);
    const loaded = await Promise.all(
      [["", site.href], ...bases].map(([name, base]) => loadVolume(name, base))
    );
    const volumes = loaded.filter((volume) => volume !== null);
    const common = typed.filter((word) => volumes.every((one) => one.leftOut.includes(word)));
    const words = typed.filter((word) => !common.includes(word));
    const searched = words.length ? volumes.map((volume) => find(volume, words)) : [];
    const found = (await Promise.all(searched)).flat();
    found.sort((one, other) => other.weight - one.weight);
    const wanted = (name) => (address.get(name) || "").split(",").filter(Boolean);
    const facets = facetsOf(found, wanted);
    for (const facet of facets) {
      if (facet.values.length) form.append(fieldsOf(facet, wanted(facet.name)));
    }
    let run = 0;
    async function append(hits, from) {
      const mine = run;
      const texts = await Promise.all(hits.slice(from, from + STEP).map(textOf));
      if (mine !== run) return;
      list.append(
        ...texts.flatMap((text, index) => text ? [itemOf(hits[from + index], text, words)] : [])
      );
      more.hidden = from + STEP >= hits.length;
      more.onclick = async () => {
        await append(hits, from + STEP);
        list.children[from + STEP].querySelector("a")?.focus();
      };
    }
    async function filter() {
      run += 1;
      const picked = facets.map(({ name }) => {
        const inputs = (
          /** @type {HTMLInputElement[]} */
          all("input[name=" + name + "]:checked", form)
        );
        const choice = [name, inputs.map((input) => input.value)];
        return choice;
      });
      const hits = narrowed(found, picked);
      count.textContent = countOf(
        "{count} place in texts and notes",
        "{count} places in texts and notes",
        hits.length
      );
      if (common.length) {
        const quoted = common.map((word) => "“" + word + "”").join(", ");
        count.append(_("; too common to be searched: {words}", { words: quoted }));
      }
      list.replaceChildren();
      section2.hidden = false;
      for (const [name, values] of picked) {
        if (values.length) address.set(name, values.join(","));
        else address.delete(name);
      }
      replaceQuery(address.toString());
      await append(hits, 0);
    }
    form.addEventListener("change", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    await filter();
  }
  takeFiles();
  var script = (
    /** @type {HTMLScriptElement} */
    document.currentScript
  );
  var section = byId("apparatus-search");
  if (section) start(section, new URL("../", script.src));
})();
