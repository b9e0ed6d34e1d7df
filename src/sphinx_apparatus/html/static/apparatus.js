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
      const script = make("script");
      script.async = !inOrder;
      script.src = address;
      script.onload = () => resolve(true);
      script.onerror = () => resolve(false);
      document.head.append(script);
    });
  }
  var siteRoot = () => new URL(document.documentElement.dataset.content_root || "./", location.href);
  var targetOf = (event) => event.target instanceof Element ? event.target : null;
  function replaceQuery(query) {
    try {
      history.replaceState(null, "", location.pathname + (query && "?" + query) + location.hash);
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

  // scripts/reading/citation.js
  function offerCopy(term, words) {
    const label = _("Copy {form}", { form: term.textContent || "" });
    const button = make("button", { type: "button", "aria-label": label }, _("Copy"));
    button.addEventListener("click", () => {
      const select = () => getSelection()?.selectAllChildren(words);
      if (!navigator.clipboard) {
        select();
        return;
      }
      navigator.clipboard.writeText((words.textContent || "").trim()).then(() => {
        button.textContent = _("Copied");
      }, select);
    });
    term.append(" ", button);
  }
  function fillForm(form, values, inJson) {
    return form.replace(/\{(place|title|name|url)\}/g, (_slot, key) => {
      const value = values[
        /** @type {keyof Cited} */
        key
      ];
      return inJson ? JSON.stringify(value).slice(1, -1) : value;
    });
  }
  function citedAddress(url, here) {
    const isSettled = /^(?:https?:|$)/.test(url || "");
    return isSettled || here.protocol === "file:" ? url : here.origin + here.pathname;
  }
  function toggleCitation(into, kind, cited, text) {
    const old = first(".apparatus-citation", into);
    if (old) {
      old.remove();
      text.place();
      return;
    }
    text.details().then((data) => {
      const values = { ...cited, url: citedAddress(data.url, location) + "#" + cited.id };
      const list = make("dl", { class: "apparatus-forms apparatus-citation" });
      for (const [name, form] of Object.entries(data[kind] || {})) {
        const term = make("dt", {}, name);
        const words = make("dd", {}, make("pre", {}, fillForm(form, values, name === "CSL-JSON")));
        offerCopy(term, words);
        list.append(term, words);
      }
      into.append(list);
      text.place();
      list.querySelector("button")?.focus({ preventScroll: true });
    });
  }

  // scripts/facts.js
  var FOLDERS = { "notes": "_static/notes", "previews": "_static/previews", "search": "_static/search" };

  // scripts/reading/details.js
  function detailsOf(page, essay) {
    let fetched = null;
    return () => {
      const address = new URL(FOLDERS.notes + "/" + page + ".js", siteRoot()).href;
      fetched ?? (fetched = loadScript(address).then(() => window.apparatusMore?.[essay] || {}));
      return fetched;
    };
  }

  // scripts/reading/notes.js
  function collectNotes(essay, prefix, titles) {
    const notes = /* @__PURE__ */ new Map();
    const groups = /* @__PURE__ */ new Map();
    for (const foot of all("aside.apparatus-note", essay)) {
      const id = foot.id.slice(prefix.length + "note-".length);
      const mark = byId(prefix + "mark-" + id);
      const block = (
        /** @type {HTMLElement | null} */
        mark && mark.closest(".apparatus-block")
      );
      if (!mark || !block) continue;
      const label = need(".label", foot).textContent || "";
      const shown = first(".apparatus-note-title", foot);
      const kind = classAfter(foot, "apparatus-note-");
      const verdict = classAfter(foot, "apparatus-verdict-");
      const title = titles[id] || shown && shown.textContent || label;
      const line = lineOf(label, title, first(".apparatus-sign", foot), verdict);
      const names = "apparatus-margin-" + kind + (verdict ? " apparatus-verdict-" + verdict : "");
      const item = make("li", { class: names }, line);
      let group = groups.get(block);
      if (!group) {
        group = { list: listFor(block), opened: null };
        groups.set(block, group);
      }
      group.list.append(item);
      const parts = { mark, foot, block, item, line, panel: null, pieces: [] };
      notes.set(id, { id, label, kind, verdict, title, ...parts });
    }
    for (const [block, group] of groups) endOf(block).after(group.list);
    for (const piece of all("[data-notes]", essay)) {
      for (const id of idsOf(piece)) notes.get(id)?.pieces.push(piece);
    }
    return { notes, groups };
  }
  var idsOf = (piece) => (piece.dataset.notes || "").split(" ");
  function classAfter(element, start) {
    const found = Array.from(element.classList).find((name) => name.startsWith(start));
    return found ? found.slice(start.length) : "";
  }
  function listFor(block) {
    const name = first(".apparatus-number a", block);
    const label = name ? _("Notes on {place}", { place: name.textContent || "" }) : _("Notes on this part");
    return make("ul", { class: "apparatus-margin", "aria-label": label });
  }
  function lineOf(label, title, sign, verdict) {
    const shape = make("span", { class: "apparatus-line-sign" });
    if (sign) {
      const copy = (
        /** @type {Element} */
        sign.cloneNode(true)
      );
      copy.setAttribute("aria-hidden", "true");
      shape.append(copy, make("span", { class: "apparatus-away" }, verdict.replace("-", " ")));
    }
    const options = { type: "button", tabindex: "-1", "aria-expanded": "false", title };
    return make(
      "button",
      { class: "apparatus-line", ...options },
      make("span", { class: "apparatus-line-label" }, label),
      shape,
      make("span", { class: "apparatus-line-title" }, title)
    );
  }
  function endOf(block) {
    let end = block;
    while (end.nextElementSibling?.classList.contains("apparatus-crossref")) {
      end = end.nextElementSibling;
    }
    return end;
  }

  // scripts/reading/highlight.js
  function lightNotes(essay, notes, noteAt, isShown) {
    let lit = [];
    function light(chosen) {
      for (const element of lit) element.classList.remove("apparatus-is-lit");
      lit = chosen.flatMap((note) => [note.mark, note.line, ...note.pieces]);
      for (const element of lit) element.classList.add("apparatus-is-lit");
    }
    function notesAt(target) {
      const piece = (
        /** @type {HTMLElement | null} */
        target.closest("[data-notes]")
      );
      if (!piece) return [noteAt(target)];
      return idsOf(piece).map((id) => notes.get(id)).filter((note) => note && isShown(note));
    }
    for (const type of ["mouseover", "focusin"]) {
      essay.addEventListener(type, (event) => {
        const target = targetOf(event);
        if (target) light(notesAt(target).filter((note) => note !== void 0));
      });
    }
    essay.addEventListener("mouseleave", () => light([]));
    essay.addEventListener("focusout", () => light([]));
  }

  // scripts/reading/margin.js
  var ABOVE = 4;
  function stacked(things) {
    let free = 0;
    return things.map(({ at, height }) => {
      const offset = Math.max(free, Math.round(at) - ABOVE);
      free = offset + height;
      return offset;
    });
  }
  function marginOf(essay, notes, groups) {
    const [list] = Array.from(groups.values(), (group) => group.list);
    const order = new Map(notes.map((note, index) => [note.id, index]));
    function set() {
      const isWide = list !== void 0 && getComputedStyle(list).display !== "none";
      for (const note of notes) if (note.panel) settle(note, note.panel, isWide);
      if (!isWide) return;
      const top = essay.getBoundingClientRect().top;
      const lines = notes.map((note) => ({ note, height: note.item.offsetHeight })).filter(({ height }) => height).map((line) => ({ ...line, at: line.note.mark.getBoundingClientRect().top - top })).sort((one, other) => one.at - other.at);
      const offsets = stacked(lines);
      lines.forEach(({ note }, index) => {
        note.item.style.transform = "translateY(" + offsets[index] + "px)";
      });
    }
    function settle(note, panel, isWide) {
      const group = (
        /** @type {Group} */
        groups.get(note.block)
      );
      if (isWide) {
        if (panel.parentNode !== note.item) note.item.append(panel);
      } else {
        if (!group.opened) {
          group.opened = make("div", { class: "apparatus-opened" });
          group.list.before(group.opened);
        }
        if (panel.parentNode !== group.opened) {
          const others = (
            /** @type {HTMLElement[]} */
            Array.from(group.opened.children)
          );
          const after = others.find((other) => orderOf(other) > orderOf(panel));
          group.opened.insertBefore(panel, after || null);
        }
      }
      hideIfEmpty(group);
    }
    const orderOf = (panel) => order.get(panel.dataset.note || "") ?? -1;
    return function place() {
      essay.getBoundingClientRect();
      const began = performance.now();
      set();
      performance.measure("apparatus-place", { start: began });
    };
  }
  function hideIfEmpty(group) {
    if (group.opened) group.opened.hidden = !group.opened.childElementCount;
  }

  // scripts/reading/panel.js
  function panelOf(note, text, close) {
    const names = note.foot.className.replace(/\b(footnote|brackets)\b/g, "") + " apparatus-panel";
    const label = _("Note {label}", { label: note.label });
    const panel = make("div", { class: names, tabindex: "-1", role: "group", "aria-label": label });
    panel.dataset.note = note.id;
    for (const child of Array.from(note.foot.children)) {
      if (child.classList.contains("label")) continue;
      const copy = (
        /** @type {HTMLElement} */
        child.cloneNode(true)
      );
      for (const element of [copy, ...all("[id]", copy)]) element.removeAttribute("id");
      panel.append(copy);
    }
    moveTitle(note, panel);
    panel.append(barOf(note, panel, text, close));
    text.details().then((data) => addNames(panel, data.names?.[note.id], text.place));
    return panel;
  }
  function moveTitle(note, panel) {
    const heading = make("span", { class: "apparatus-panel-title" }, note.label + " ");
    const title = first(".apparatus-note-title", panel);
    const start = first(".apparatus-note-head, .apparatus-entry", panel);
    if (title) {
      const between2 = title.nextSibling;
      heading.append(title);
      if (between2?.nodeType === Node.TEXT_NODE) heading.append(between2);
    }
    start?.prepend(heading);
  }
  function barOf(note, panel, text, close) {
    const closing = make("button", { type: "button", class: "apparatus-close" }, _("Close"));
    closing.addEventListener("click", close);
    const cite = make("button", { type: "button" }, _("Cite"));
    cite.addEventListener("click", () => {
      const name = text.essay.dataset.essay + "/" + note.id;
      const cited = { place: note.label, title: note.title, name, id: note.foot.id };
      toggleCitation(panel, "note", cited, text);
    });
    const among = make("a", { href: "#" + note.foot.id }, _("Among all notes"));
    return make("div", { class: "apparatus-panel-foot" }, closing, cite, among);
  }
  function addNames(panel, names, place) {
    if (!names || !panel.isConnected) return;
    const line = make("p", { class: "apparatus-note-meta" }, _("Names: "));
    names.forEach(([words, href], index) => {
      line.append(index ? " · " : "", make("a", { href }, words));
    });
    panel.lastElementChild?.before(line);
    place();
  }

  // scripts/reading/strip.js
  var STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
  var LEAST = 11;
  var WORST_FIRST = [
    "contradicted",
    "unsupported",
    "disputed",
    "partly-supported",
    "not-checkable",
    "mostly-supported",
    "supported"
  ];
  var HEAD = 56;
  function indexAfter(key, at, count) {
    if (key === "Home") return 0;
    if (key === "End") return count - 1;
    const step = STEPS[key];
    return step ? Math.min(Math.max(at + step, 0), count - 1) : -1;
  }
  var answerOf = (note) => [".apparatus-note-title", ".apparatus-summary"].map((part) => first(part, note)?.textContent || "").filter(Boolean);
  function spread(wanted, height, least) {
    const distance = Math.min(least, height / Math.max(wanted.length, 1));
    let free = 0;
    const places = wanted.map((at) => {
      const place = Math.max(at, free);
      free = place + distance;
      return place;
    });
    let limit = height;
    for (let index = places.length - 1; index >= 0; index -= 1) {
      limit -= distance;
      places[index] = Math.min(places[index], limit);
      limit = places[index];
    }
    return places;
  }
  function between(value, from, to) {
    const next = from.findIndex((point) => point > value);
    if (next === 0) return to[0];
    if (next < 0) return to[to.length - 1];
    const part = (value - from[next - 1]) / (from[next] - from[next - 1]);
    return to[next - 1] + part * (to[next] - to[next - 1]);
  }
  function worstOf(signs) {
    const worst = /* @__PURE__ */ new Map();
    for (const sign of signs) {
      const other = worst.get(sign.group);
      const rank = WORST_FIRST.indexOf(sign.verdict);
      if (!other || rank < WORST_FIRST.indexOf(other.verdict)) worst.set(sign.group, sign);
    }
    return worst;
  }
  function setUpStrip(essay) {
    const strip = first(".apparatus-strip", essay);
    if (strip) setUp(strip, essay);
  }
  function setUp(strip, essay) {
    const signs = signsOf(strip);
    setUpKeys(strip, signs);
    strip.addEventListener("click", follow);
    const bar = make("div", { class: "apparatus-strip-view", "aria-hidden": "true" });
    strip.prepend(bar);
    let map = null;
    function place() {
      map = placed(strip, essay, signs);
      showPart();
    }
    function showPart() {
      if (!map) return;
      const top = between(scrollY + HEAD, map.tops, map.places);
      const end = between(scrollY + innerHeight, map.tops, map.places);
      bar.style.transform = "translateY(" + top + "px)";
      bar.style.height = Math.max(end - top, 2) + "px";
    }
    place();
    if (window.ResizeObserver) {
      const observer = new ResizeObserver(place);
      observer.observe(essay);
      observer.observe(strip);
    }
    const attributeFilter = ["data-apparatus-hide"];
    new MutationObserver(place).observe(document.documentElement, { attributeFilter });
    addEventListener("scroll", showPart, { passive: true });
  }
  function signsOf(strip) {
    const signs = [];
    let group = -1;
    for (const item of all("li", strip)) {
      const link = (
        /** @type {HTMLAnchorElement} */
        need("a", item)
      );
      const mark = byId(link.hash.slice(1));
      if (!mark) continue;
      if (item.dataset.block) group += 1;
      const note = byId(link.hash.slice(1).replace("mark-", "note-"));
      const name = need(".apparatus-away", link).textContent || "";
      link.title = [name, ...note ? answerOf(note) : []].join(" · ");
      const verdict = WORST_FIRST.find((word) => item.className.endsWith("-verdict-" + word)) || "";
      signs.push({ item, link, mark, group, verdict, name: link.title });
    }
    return signs;
  }
  function placed(strip, essay, signs) {
    const isBeside = getComputedStyle(strip).position === "fixed";
    strip.classList.toggle("apparatus-strip-placed", isBeside);
    for (const { item, link, name } of signs) {
      item.hidden = false;
      item.style.top = "";
      link.title = name;
      delete link.dataset.count;
    }
    if (!isBeside) return null;
    const height = need("ol", strip).clientHeight;
    const text = essay.getBoundingClientRect();
    let shown = signs.filter(({ item }) => item.getClientRects().length);
    if (shown.length * LEAST > height) {
      const worst = worstOf(shown);
      for (const sign of shown) {
        const chosen = worst.get(sign.group);
        sign.item.hidden = chosen !== sign;
        if (chosen === sign) continue;
        if (chosen) chosen.link.dataset.count = String(Number(chosen.link.dataset.count || 1) + 1);
      }
      shown = shown.filter((sign) => worst.get(sign.group) === sign);
      for (const { link, name } of shown) {
        const { count } = link.dataset;
        if (count) link.title = _("{name} (worst of {count} here)", { name, count });
      }
    }
    const passages = need(".apparatus-passages", essay).getBoundingClientRect();
    const end = Math.max(passages.bottom, text.top + 1);
    const at = shown.map(({ mark }) => mark.getBoundingClientRect().top);
    const wanted = at.map((top) => (top - text.top) / (end - text.top) * (height - LEAST));
    const places = spread(wanted, height, LEAST);
    shown.forEach(({ item }, index) => {
      item.style.top = places[index] + "px";
    });
    const tops = [text.top, ...at, end].map((top) => top + scrollY);
    return { tops, places: [0, ...places.map((top) => top + LEAST / 2), height] };
  }
  function follow(event) {
    const link = (
      /** @type {HTMLAnchorElement | null | undefined} */
      targetOf(event)?.closest("a")
    );
    const mark = link && byId(link.hash.slice(1));
    if (!link || !mark || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const id = mark.id.replace(/^.*?mark-/, "");
    const isOpen = all(".apparatus-panel").some((panel) => panel.dataset.note === id);
    if (!isOpen) mark.click();
    const start = first('[data-notes~="' + id + '"]', mark.closest(".apparatus-essay") || document);
    const top = (start || mark).getBoundingClientRect().top;
    const middle = (top + mark.getBoundingClientRect().bottom) / 2;
    scrollBy(0, Math.min(middle - innerHeight / 2, top - HEAD - 24));
  }
  function setUpKeys(strip, signs) {
    const links = signs.map(({ link }) => link);
    let current = links[0];
    for (const link of links) link.tabIndex = link === current ? 0 : -1;
    strip.addEventListener("keydown", (event) => {
      const shown = links.filter((link) => link.getClientRects().length);
      const at = shown.findIndex((link) => link === document.activeElement);
      const to = indexAfter(event.key, at, shown.length);
      if (to < 0) return;
      event.preventDefault();
      current.tabIndex = -1;
      current = shown[to];
      current.tabIndex = 0;
      current.focus();
    });
  }

  // scripts/reading/marks.js
  function closedGaps(shown) {
    let hasBefore = false;
    return shown.slice(1).map((isNext, index) => {
      hasBefore || (hasBefore = shown[index]);
      return !(hasBefore && isNext);
    });
  }
  function fitMarks(essay, hidden) {
    const isShown = (mark) => !Array.from(hidden).some(
      (word) => mark.classList.contains("apparatus-mark-" + word) || mark.classList.contains("apparatus-verdict-" + word)
    );
    let row = [];
    for (const mark of all(".apparatus-mark", essay)) {
      const before = mark.previousElementSibling;
      if (!before?.classList.contains("apparatus-mark-gap")) row = [];
      row.push(mark);
      const isLast = !mark.nextElementSibling?.classList.contains("apparatus-mark-gap");
      if (!isLast || row.length < 2) continue;
      closedGaps(row.map(isShown)).forEach((isClosed, index) => {
        row[index].nextElementSibling?.classList.toggle("apparatus-is-closed", isClosed);
      });
    }
    const checks = new Set(
      all(".apparatus-mark-fact-check", essay).filter(isShown).map((mark) => mark.id.replace(/^.*?mark-/, ""))
    );
    for (const piece of all(".apparatus-checked", essay)) {
      const ids = (piece.dataset.notes || "").split(" ");
      piece.classList.toggle("apparatus-is-unmarked", !ids.some((id) => checks.has(id)));
    }
  }

  // scripts/reading/view.js
  function readView() {
    const { apparatusHide, apparatusText } = document.documentElement.dataset;
    return {
      hidden: new Set((apparatusHide || "").split(" ").filter(Boolean)),
      text: apparatusText || ""
    };
  }
  function queryOf(search, view2) {
    const asked = new URLSearchParams(search);
    const hidden = Array.from(view2.hidden).sort().join(",");
    if (hidden) asked.set("hide", hidden);
    else asked.delete("hide");
    if (view2.text) asked.set("text", view2.text);
    else asked.delete("text");
    return asked.toString().replace(/%2C/g, ",");
  }
  function keepView(view2) {
    const hidden = Array.from(view2.hidden).sort();
    setAttribute("data-apparatus-hide", hidden.join(" "));
    setAttribute("data-apparatus-text", view2.text);
    store("hide", hidden.join(","));
    store("text", view2.text);
    replaceQuery(queryOf(location.search, view2));
  }
  function setAttribute(name, value) {
    if (value) document.documentElement.setAttribute(name, value);
    else document.documentElement.removeAttribute(name);
  }
  function store(key, value) {
    try {
      if (value) localStorage.setItem("apparatus-" + key, value);
      else localStorage.removeItem("apparatus-" + key);
    } catch {
    }
  }

  // scripts/reading/switches.js
  function presetOf(shown, kinds, everyVerdict) {
    if (shown.length === kinds && everyVerdict) return "all";
    if (!shown.length) return "none";
    return shown.length === 1 && shown[0] === "fact-check" && everyVerdict ? "fact-check" : "";
  }
  function watchSwitches(overview, essay, view2, changed) {
    const form = first(".apparatus-switches", overview);
    if (!form) return;
    const inputs = (
      /** @type {HTMLInputElement[]} */
      all("input", form)
    );
    const named = (end) => inputs.filter((input) => input.name.endsWith(end));
    const layers = named("layer");
    const verdicts = named("verdict");
    const presets = named("show");
    const texts = named("text");
    const lines = named("underline");
    const fold = form.querySelector("details");
    const ownText = essay.dataset.textView;
    function sync() {
      for (const input of [...layers, ...verdicts, ...lines])
        input.checked = !view2.hidden.has(input.value);
      const shown = layers.filter((input) => input.checked).map((input) => input.value);
      const everyVerdict = verdicts.every((input) => input.checked);
      const preset = presetOf(shown, layers.length, everyVerdict);
      for (const input of presets) input.checked = input.value === preset;
      for (const input of texts) input.checked = input.value === (view2.text || ownText);
      fold?.classList.toggle("apparatus-is-filtered", view2.hidden.size > 0);
      fitMarks(essay, view2.hidden);
    }
    function show(value, shown) {
      if (shown) view2.hidden.delete(value);
      else view2.hidden.add(value);
    }
    function update() {
      keepView(view2);
      sync();
      changed();
    }
    form.addEventListener("change", (event) => {
      const input = (
        /** @type {HTMLInputElement} */
        event.target
      );
      if (presets.includes(input)) {
        for (const { value } of layers) show(value, input.value === "all" || input.value === value);
        for (const { value } of verdicts) show(value, true);
      } else if (texts.includes(input)) {
        view2.text = input.value === ownText ? "" : input.value;
      } else {
        show(input.value, input.checked);
      }
      update();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    need(".apparatus-reset", form).addEventListener("click", () => {
      view2.hidden.clear();
      update();
    });
    first(".apparatus-gaps button", overview)?.addEventListener("click", () => {
      view2.text = "reading";
      update();
      texts.find((input) => input.checked)?.focus({ preventScroll: true });
    });
    sync();
  }

  // scripts/reading/essay.js
  function setUpEssay(overview, view2) {
    const name = overview.dataset.for || "";
    const essay = (
      /** @type {HTMLElement} */
      byId(name)
    );
    const titles = JSON.parse(need(".apparatus-data", overview).textContent || "{}");
    const { notes, groups } = collectNotes(essay, name.slice(0, -"text".length), titles);
    const ordered = Array.from(notes.values());
    const place = marginOf(essay, ordered, groups);
    const details = detailsOf(overview.dataset.page || "", essay.dataset.essay || "");
    const text = { essay, details, place };
    const isShown = (note) => !view2.hidden.has(note.kind) && !view2.hidden.has(note.verdict);
    function noteAt(element) {
      const line = element.closest(".apparatus-margin > li");
      if (line) return ordered.find((note) => note.item === line);
      const panel = (
        /** @type {HTMLElement | null} */
        element.closest(".apparatus-panel")
      );
      if (panel) return notes.get(panel.dataset.note || "");
      const mark = element.closest(".apparatus-mark");
      return mark ? ordered.find((note) => note.mark === mark) : void 0;
    }
    function open(note) {
      const panel = panelOf(note, text, () => shut(note, true));
      note.panel = panel;
      note.line.setAttribute("aria-expanded", "true");
      place();
      panel.focus({ preventScroll: true });
      panel.scrollIntoView({ block: "nearest" });
    }
    function shut(note, back) {
      if (!note.panel) return;
      note.panel.remove();
      note.panel = null;
      note.line.setAttribute("aria-expanded", "false");
      const group = groups.get(note.block);
      if (group) hideIfEmpty(group);
      place();
      if (back) note.mark.focus({ preventScroll: true });
    }
    essay.addEventListener("click", (event) => {
      const link = (
        /** @type {HTMLAnchorElement | null | undefined} */
        targetOf(event)?.closest(".apparatus-number a")
      );
      if (link && !isModified(event)) citePassage(link, text);
    });
    essay.addEventListener("click", (event) => {
      const target = targetOf(event)?.closest(".apparatus-mark, .apparatus-line");
      const note = target && noteAt(target);
      if (!note || isModified(event) || event.button) return;
      event.preventDefault();
      if (note.panel) shut(note, true);
      else open(note);
    });
    essay.addEventListener("keydown", (event) => {
      const target = targetOf(event);
      const note = event.key === "Escape" && target && noteAt(target);
      if (!note || !note.panel) return;
      event.preventDefault();
      shut(note, true);
    });
    lightNotes(essay, notes, noteAt, isShown);
    watchSwitches(overview, essay, view2, () => {
      for (const note of ordered) if (!isShown(note)) shut(note, false);
      place();
    });
    place();
    if (window.ResizeObserver) new ResizeObserver(place).observe(essay);
    window.addEventListener("load", place);
    setUpStrip(essay);
  }
  var isModified = (event) => event.ctrlKey || event.metaKey || event.shiftKey;
  function citePassage(link, text) {
    const block = (
      /** @type {HTMLElement} */
      link.closest(".apparatus-block")
    );
    let box = (
      /** @type {HTMLElement | null} */
      block.nextElementSibling
    );
    if (!box?.classList.contains("apparatus-cite-box")) {
      const label = _("Cite {place}", { place: link.title });
      const names = "apparatus-opened apparatus-cite-box";
      box = make("div", { class: names, role: "group", "aria-label": label });
      block.after(box);
    }
    const into = box;
    const cited = { place: link.textContent || "", title: "", name: "", id: block.id };
    setTimeout(() => toggleCitation(into, "passage", cited, text));
  }

  // scripts/reading/folds.js
  function closeFolds(overview) {
    const folds = (
      /** @type {HTMLDetailsElement[]} */
      all(".apparatus-controls details", overview)
    );
    document.addEventListener("click", (event) => {
      for (const fold of folds) {
        if (fold.open && !fold.contains(targetOf(event))) fold.open = false;
      }
    });
    overview.addEventListener("keydown", (event) => {
      const fold = folds.find((each) => each.open);
      if (event.key !== "Escape" || !fold) return;
      event.preventDefault();
      event.stopPropagation();
      fold.open = false;
      fold.querySelector("summary")?.focus({ preventScroll: true });
    });
  }

  // scripts/reading/on_demand.js
  var PREVIEWED = ":is(.bd-article, article, main) a[href*='#']:not(.apparatus-mark, .headerlink, .label, .apparatus-number a, .apparatus-strip a)";
  var WAKING = ["mouseover", "focusin", "click"];
  function fetchPreviewsOnDemand() {
    let missed = null;
    let isFetched = false;
    function wake(event) {
      const link = targetOf(event)?.closest(PREVIEWED);
      missed = link ? event : null;
      if (!link) return;
      if (event instanceof MouseEvent && event.type === "click") {
        if (!isTouch(event)) {
          missed = null;
          return;
        }
        event.preventDefault();
        event.stopPropagation();
      }
      if (isFetched) return;
      isFetched = true;
      loadScript(new URL("_static/apparatus-previews.js", siteRoot()).href).then(() => {
        for (const type of WAKING) document.removeEventListener(type, wake, true);
        if (missed) repeat(missed);
      });
    }
    for (const type of WAKING) document.addEventListener(type, wake, true);
  }
  var isTouch = (event) => (
    /** @type {PointerEvent} */
    event.pointerType === "touch"
  );
  function repeat(event) {
    const Kind = (
      /** @type {typeof Event} */
      event.constructor
    );
    event.target?.dispatchEvent(new Kind(event.type, event));
  }
  function fetchAnnotateOnDemand() {
    const addresses = byId("apparatus-annotate");
    const bars = all(".apparatus-annotate-bar");
    if (!addresses || !window.HTMLDialogElement) {
      for (const bar of bars) bar.remove();
      return;
    }
    const [style, ...scripts] = JSON.parse(addresses.textContent || "[]");
    const texts = all("[data-essay]");
    let isAsked = false;
    function ask() {
      if (isAsked) return;
      isAsked = true;
      const link = make("link", { rel: "stylesheet", href: style });
      link.onload = link.onerror = () => {
        for (const script of scripts) loadScript(script, true);
      };
      document.head.append(link);
    }
    for (const bar of bars) {
      const start = need("button", bar);
      const press = () => {
        start.dataset.pressed = "true";
        ask();
      };
      start.addEventListener("click", press, { once: true });
      for (const button of all(".apparatus-propose")) {
        button.addEventListener("click", (event) => {
          event.preventDefault();
          start.click();
        });
      }
    }
    document.addEventListener("selectionchange", () => {
      const chosen = getSelection();
      const isOf = (text) => chosen?.containsNode(text, true);
      if (chosen && !chosen.isCollapsed && texts.some(isOf)) ask();
    });
  }

  // scripts/apparatus.js
  for (const term of all(".apparatus-forms dt")) {
    offerCopy(
      term,
      /** @type {HTMLElement} */
      term.nextElementSibling
    );
  }
  var view = readView();
  for (const overview of all(".apparatus-overview")) {
    setUpEssay(overview, view);
    closeFolds(overview);
  }
  fetchPreviewsOnDemand();
  fetchAnnotateOnDemand();
})();
