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

  var words = (
    globalThis.apparatusWords
  );
  function _(message, values = {}) {
    const found = words?.messages[message];
    return filled(typeof found === "string" ? found : message, values);
  }
  function countOf(one, several, count2, values = {}) {
    const forms = words?.messages[one];
    const said = words && typeof forms === "object" ? forms[new Intl.PluralRules(words.language).select(count2)] || forms.other : count2 === 1 ? one : several;
    return filled(said, { ...values, count: count2 });
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
  var FOLDERS = { "notes": "_static/notes", "previews": "_static/previews", "search": "_static/search" };
  var SEARCHED_AS = { "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ς": "σ", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st" };
  var ALIKE = { "usa": "us" };
  var MARKS = "̀-֑ͯ-ׇֽֿׁׂׅׄؐ-ؚـً-ٰٟۖ-ۜ۟-۪ۤۧۨ-ۭ";
  var WITHOUT_SPACES = "฀-႟ក-៿ᥐ-᧿ᨠ-᪯⺀-꓏ꩠ-꫟豈-﫿ｦ-ﾟ𛀀-𛅯𠀀-𿿿";

  var own = (
    globalThis.apparatusScheme
  );
  var likeOf = (kind) => (
    own?.kinds[kind]?.like || kind
  );
  function namesOf(kind) {
    const one = own?.kinds[kind]?.one;
    if (one) return [one[0].toLocaleUpperCase() + one.slice(1), one];
    const names = {
      "fact-check": [_("Fact-check"), _("fact-check")],
      context: [_("Context"), _("context note")],
      textual: [_("Textual note"), _("textual note")]
    };
    return names[kind] || [kind, kind];
  }

  var VERDICTS2 = own?.verdicts || VERDICTS;
  var MEANINGS2 = own?.meanings || MEANINGS;
  var OFF_SCALE2 = own?.off || OFF_SCALE;
  var KINDS2 = own ? Object.keys(own.kinds) : KINDS;
  var CHECKS = KINDS2.filter((kind) => likeOf(kind) === "fact-check");
  function togetherOf(kind) {
    const names = {
      "fact-check": _("Fact-checks"),
      context: _("Context"),
      textual: _("Textual notes")
    };
    return own?.kinds[kind]?.several || names[kind] || kind;
  }

  var marks = new RegExp("[" + MARKS + "]", "gu");
  var plain = new Map(Object.entries(SEARCHED_AS));
  var letters = new RegExp("[" + Object.keys(SEARCHED_AS).join("") + "]", "gu");
  var parts = new RegExp("[" + WITHOUT_SPACES + "]+|[^" + WITHOUT_SPACES + "]+", "gu");
  var withoutSpaces = new RegExp("^[" + WITHOUT_SPACES + "]", "u");
  var isWithoutSpaces = (text) => withoutSpaces.test(text);
  var fold = (text) => text.toLowerCase().normalize("NFD").replace(marks, "").replace(letters, (letter) => plain.get(letter) || letter).normalize("NFC");
  function termsOf(query) {
    const words2 = /* @__PURE__ */ new Set();
    for (const run of fold(query).match(/[\p{L}\p{N}\p{M}]+/gu) || []) {
      for (const part of run.match(parts) || []) {
        const signs = Array.from(part);
        if (!isWithoutSpaces(part)) {
          if (signs.length > 1) words2.add(part);
        } else if (signs.length > 1) {
          signs.slice(1).forEach((sign, index) => words2.add(signs[index] + sign));
        } else words2.add(part);
      }
    }
    return Array.from(words2);
  }

  var LENGTH = 240;
  var NEAR = 120;
  var dotted = (word) => /^\p{L}{2,4}$/u.test(word) ? [Array.from(word).join(".")] : [];
  function hitsIn(low, words2) {
    const hits = [];
    for (const word of words2.flatMap((one) => [one, ...dotted(one)])) {
      for (let at = low.indexOf(word); at >= 0; at = low.indexOf(word, at + 1)) {
        const isStart = !at || !/[\p{L}\p{N}\p{M}]/u.test(low.charAt(at - 1));
        if (isStart || isWithoutSpaces(word)) hits.push([at, word.length]);
      }
    }
    return hits.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
  }
  var hasHit = (text, words2) => hitsIn(fold(text), words2).length > 0;
  function hitsOf(text, words2) {
    const low = fold(text);
    const hits = hitsIn(low, words2);
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
  function excerptOf(text, words2) {
    const hits = hitsOf(text, words2);
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
  var excerpt = (text, words2) => excerptOf(text, words2).map(([piece, isHit]) => isHit ? make("mark", {}, piece) : piece);

  function kindNames() {
    const names = { text: [_("Texts"), _("Text")] };
    for (const kind of KINDS2) {
      names[kind] = [togetherOf(kind), namesOf(kind)[0]];
    }
    return names;
  }
  var verdictName = (verdict) => _(VERDICTS2[verdict] || verdict);
  function itemOf(hit, text, words2) {
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
    const parts2 = summary ? [make("p", { class: "apparatus-summary" }, ...excerpt(summary, words2))] : [];
    if (!summary || hasHit(said, words2)) parts2.push(make("p", {}, ...excerpt(said, words2)));
    return make("li", {}, head, ...parts2);
  }
  function kindOf(hit) {
    if (!hit.verdict) return make("span", {}, (kindNames()[hit.kind] || [hit.kind, hit.kind])[1]);
    const names = "apparatus-verdict apparatus-verdict-" + hit.verdict;
    const sign = make("span", { class: "apparatus-sign" });
    return make("span", { class: names }, sign, " " + verdictName(hit.verdict));
  }

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
        values: kept("verdict", Object.keys(VERDICTS2)),
        shown: (verdict) => verdictName(verdict)
      },
      { name: "essay", title: _("Essay"), values: most.sort(), shown: (essay) => essay }
    ];
  }
  function fieldsOf({ name, title, values, shown }, chosen) {
    const labels = values.map((value) => {
      const input = make("input", { type: "checkbox", name, value });
      input.checked = chosen.includes(value);
      return make("label", {}, input, make("span", {}, shown(value)), make("small"));
    });
    return make("fieldset", {}, make("legend", {}, title), ...labels);
  }
  var narrowed = (found, picked) => found.filter(
    (hit) => picked.every(([name, values]) => !values.length || values.includes(hit[name]))
  );
  function count(form, found, picked) {
    for (const [name] of picked) {
      const left = narrowed(
        found,
        picked.filter(([other]) => other !== name)
      );
      for (const input of form.querySelectorAll("input")) {
        if (input.name !== name) continue;
        const number = left.filter((hit) => hit[name] === input.value).length;
        const shown = input.parentElement?.querySelector("small");
        if (shown) shown.textContent = String(number);
      }
    }
  }

  var alike = new Map(Object.entries(ALIKE));
  var INITIALS = /(?<![\p{L}\p{N}.])(?:\p{L}\.)+\p{L}\.?(?![\p{L}\p{N}])/gu;
  var QUOTED = /(^|\s)([-−]?)["“”„«]([^"“”„»]+)["“”»]/gu;
  var NUMBER = /(?:(\S+)\s+)?(?:(¶)\s*(\d+[a-z]?)|(n\.)\s*(\d+|[a-z]{1,2}))(?![\p{L}\p{N}])/giu;
  function sequence(text) {
    const joined = text.replace(INITIALS, (found) => found.replace(/\./g, "") + " ");
    const words2 = fold(joined).match(/[\p{L}\p{N}\p{M}]+/gu) || [];
    return " " + words2.map((word) => alike.get(word) || word).join(" ") + " ";
  }
  var hasPhrase = (text, phrase) => isWithoutSpaces(phrase) ? fold(text).includes(fold(phrase)) : sequence(text).includes(sequence(phrase));
  function termsIn(word) {
    const initials = word.match(INITIALS);
    if (initials) {
      const text = fold(initials[0].replace(/\./g, ""));
      return [{ text: alike.get(text) || text, exact: true }];
    }
    const isCapital = /^\P{L}*\p{Lu}{2,3}\P{L}*$/u.test(word);
    return termsOf(word).map((text) => ({ text: alike.get(text) || text, exact: isCapital }));
  }
  function queryOf(typed, labels) {
    const query = { terms: [], phrases: [], without: [], withoutPhrases: [], essay: "", dropped: [] };
    let rest = typed.replace(NUMBER, (_found, before, sign, passage, short, note) => {
      query.terms.push({ text: fold(sign ? sign + passage : short + note), exact: true });
      if (labels.includes(before)) query.essay = before;
      else if (before) return before + " ";
      return " ";
    });
    rest = rest.replace(QUOTED, (_found, _space, minus, words2) => {
      (minus ? query.withoutPhrases : query.phrases).push(words2);
      return " ";
    });
    for (const word of rest.split(/\s+/u).filter(Boolean)) {
      const terms = termsIn(word);
      if (/^[-−]./u.test(word)) query.without.push(...terms);
      else if (terms.length) query.terms.push(...terms);
      else if (/[\p{L}\p{N}]/u.test(word)) query.dropped.push(word);
    }
    for (const phrase of query.phrases) {
      for (const text of termsOf(sequence(phrase))) query.terms.push({ text, exact: true });
    }
    return query;
  }

  var MOST_FILES = 8;
  var taken = /* @__PURE__ */ new Map();
  var asked = /* @__PURE__ */ new Map();
  function takeFiles() {
    window.apparatusTake = (data) => {
      taken.set(
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
  async function placesOf(volume, { text, exact }) {
    const found = /* @__PURE__ */ new Map();
    for (const [term, places] of await termsLike(volume, text)) {
      if (exact ? term === text : term.startsWith(text)) {
        addPlaces(found, places, term === text ? 1 : 0);
      }
    }
    return found;
  }
  async function termsLike(volume, beginning) {
    const names = filesOf(volume.beginnings, beginning).map((one) => "words-" + fileName(one));
    const files = await Promise.all(names.map((name) => load(volume.base, name)));
    return (
      files.filter(Boolean).flatMap(
        (terms) => Object.entries(terms)
      )
    );
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
  var everywhere = (volume) => volume.essays.flatMap(
    ([, , letters2], number) => Array.from(letters2, (_2, place) => ({ number, place, weight: 0 }))
  );
  async function find(volume, query) {
    const look = (terms) => Promise.all(
      terms.filter(({ text }) => !volume.leftOut.includes(text)).map((term) => placesOf(volume, term))
    );
    const [lists, others] = await Promise.all([look(query.terms), look(query.without)]);
    const found = lists.length ? inAll(lists) : everywhere(volume);
    const hits = found.filter(({ number, place }) => !others.some((list) => list.get(number)?.has(place))).map((one) => {
      const [id, essay, letters2] = volume.essays[one.number];
      const [kind, verdict] = volume.classes[letters2.charCodeAt(one.place) - 65];
      return { ...one, volume, id, essay, kind, verdict };
    }).filter((hit) => !query.essay || hit.essay === query.essay);
    const { phrases, withoutPhrases } = query;
    if (!phrases.length && !withoutPhrases.length) return hits;
    const texts = await Promise.all(hits.map(textOf));
    return hits.filter((_2, index) => {
      const said = (texts[index]?.place.slice(2) || []).join(" … ");
      return phrases.every((phrase) => hasPhrase(said, phrase)) && !withoutPhrases.some((phrase) => hasPhrase(said, phrase));
    });
  }
  async function textOf({ volume, id, place }) {
    const name = "text-" + id + "-" + Math.floor(place / volume.together);
    const part = (
      await load(volume.base, name)
    );
    return part ? { page: part.page, place: part.places[place % volume.together] } : null;
  }

  function distance(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let before = Array.from({ length: other.length + 1 }, (_2, index) => index);
    for (let i = 1; i <= one.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= other.length; j += 1) {
        const step = one[i - 1] === other[j - 1] ? 0 : 1;
        row.push(Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + step));
      }
      if (Math.min(...row) > most) return most + 1;
      before = row;
    }
    return before[other.length];
  }
  function nearest(word, terms) {
    let most = word.length < 5 ? 1 : 2;
    let best = "";
    let places = 0;
    for (const [term, count2] of terms) {
      const far = distance(word, term, most);
      if (far > most || far === most && best && count2 <= places) continue;
      [best, places, most] = [term, count2, far];
    }
    return best;
  }

  var STEP = 10;
  var PAUSE = 250;
  async function suggestion(typed, query, volumes) {
    let better = typed;
    for (const term of query.terms) {
      if (volumes.some((one) => one.leftOut.includes(term.text))) continue;
      const lists = await Promise.all(volumes.map((volume) => placesOf(volume, term)));
      if (lists.some((list) => list.size) || term.text.length < 3) continue;
      const known = await Promise.all(
        volumes.map((volume) => termsLike(volume, Array.from(term.text)[0]))
      );
      const near = nearest(
        term.text,
        known.flat().map(([word, places]) => [word, places.split(/[,;]/u).length])
      );
      if (near) better = better.replace(new RegExp(term.text, "iu"), near);
    }
    return better === typed ? "" : better;
  }
  async function start(section2, site) {
    const form = need("form", section2);
    const list = need("ol", section2);
    const status = need(".apparatus-search-count", section2);
    const hint = need(".apparatus-search-hint", section2);
    const more = need("button", section2);
    const address = new URLSearchParams(location.search);
    need("#search-results").before(section2);
    const others = JSON.parse(section2.dataset.volumes || "[]");
    const bases = others.map(([name, base]) => [name, new URL(base, site).href]);
    const loaded = await Promise.all(
      [["", site.href], ...bases].map(([name, base]) => loadVolume(name, base))
    );
    const volumes = loaded.filter((volume) => volume !== null);
    const missing = loaded.flatMap(
      (volume, index) => volume ? [] : [index ? others[index - 1][0] : ""]
    );
    const labels = volumes.flatMap((volume) => volume.essays.map(([, label]) => label));
    let run = 0;
    async function search(typed) {
      run += 1;
      const mine = run;
      const query = queryOf(typed, labels);
      const common = query.terms.map(({ text }) => text).filter((word) => volumes.every((one) => one.leftOut.includes(word)));
      const isEmpty = common.length === query.terms.length && !query.phrases.length;
      const isLost = isEmpty && (common.length || query.dropped.length);
      const searched = isLost ? [] : volumes.map((volume) => find(volume, query));
      const found = (await Promise.all(searched)).flat();
      if (mine !== run) return;
      found.sort((one, other) => other.weight - one.weight);
      const words2 = query.terms.map(({ text }) => text).filter((word) => !common.includes(word));
      const wanted = (name) => (address.get(name) || "").split(",").filter(Boolean);
      const facets = facetsOf(found, wanted);
      form.replaceChildren(
        ...facets.filter((facet) => facet.values.length).map((facet) => fieldsOf(facet, wanted(facet.name)))
      );
      const left = [
        [common, _("too common to be searched: {words}")],
        [query.dropped, _("too short to be searched: {words}")],
        [missing, _("could not be searched: {words}")]
      ].filter(([words3]) => words3.length).map(([words3, message]) => {
        const quoted = (
          words3.map((word) => "“" + word + "”").join(", ")
        );
        return "; " + _(String(message), { words: quoted });
      });
      async function append(hits, from, turn2) {
        const texts = await Promise.all(hits.slice(from, from + STEP).map(textOf));
        if (turn2 !== run) return;
        list.append(
          ...texts.flatMap((text, index) => text ? [itemOf(hits[from + index], text, words2)] : [])
        );
        more.hidden = from + STEP >= hits.length;
        more.onclick = async () => {
          await append(hits, from + STEP, turn2);
          list.children[from + STEP].querySelector("a")?.focus();
        };
      }
      async function filter() {
        run += 1;
        const picked = facets.map(({ name }) => {
          const inputs = (
            all("input[name=" + name + "]:checked", form)
          );
          const choice = [name, inputs.map((input) => input.value)];
          return choice;
        });
        const hits = narrowed(found, picked);
        count(form, found, picked);
        const isAsked = typed.trim() || picked.some(([, values]) => values.length);
        status.textContent = countOf(
          "{count} place in texts and notes",
          "{count} places in texts and notes",
          hits.length
        ) + left.join("");
        if (!isAsked) status.append(_(": type a word, or choose what to list"));
        list.replaceChildren();
        more.hidden = true;
        section2.hidden = false;
        for (const [name, values] of picked) {
          if (values.length) address.set(name, values.join(","));
          else address.delete(name);
        }
        replaceQuery(address.toString());
        if (isAsked) await append(hits, 0, run);
      }
      form.onchange = filter;
      hint.replaceChildren();
      await filter();
      const turn = run;
      const better = found.length ? "" : await suggestion(typed, query, volumes);
      if (!better || turn !== run) return;
      const href = "?" + new URLSearchParams({ q: better });
      hint.append(_("Did you mean"), " ", make("a", { href }, better), "?");
    }
    form.addEventListener("submit", (event) => event.preventDefault());
    let waiting;
    for (
      const input of
      all("form.bd-search input[name=q]")
    ) {
      input.addEventListener("input", () => {
        clearTimeout(waiting);
        waiting = setTimeout(() => {
          address.set("q", input.value);
          search(input.value);
          if (typeof Search === "undefined") return;
          need("#search-results").replaceChildren();
          if (input.value.trim()) Search.performSearch(input.value);
        }, PAUSE);
      });
    }
    await search(address.get("q") || "");
  }
  takeFiles();
  var script = (
    document.currentScript
  );
  var section = byId("apparatus-search");
  if (section) start(section, new URL("../", script.src));
})();
