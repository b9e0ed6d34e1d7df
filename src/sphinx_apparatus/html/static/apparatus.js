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
      const address = location.pathname + (query && "?" + query) + location.hash;
      history.replaceState(history.state, "", address);
    } catch {
    }
  }

  function letEscapeClose() {
    const hide = (event) => {
      if (event.key === "Escape" && document.querySelector("dialog:modal")) event.stopPropagation();
    };
    window.addEventListener("keydown", hide, true);
  }

  var words = (
    globalThis.apparatusWords
  );
  function _(message, values = {}) {
    const found = words?.messages[message];
    return filled(typeof found === "string" ? found : message, values);
  }
  var filled = (message, values) => message.replace(/\{(\w+)\}/g, (slot, name) => name in values ? String(values[name]) : slot);

  var BELOW_HEAD = 56;
  function offerCopy(term, words2) {
    const label = _("Copy {form}", { form: term.textContent || "" });
    const button2 = make("button", { type: "button", "aria-label": label }, _("Copy"));
    button2.addEventListener("click", () => {
      const select = () => getSelection()?.selectAllChildren(words2);
      if (!navigator.clipboard) {
        select();
        return;
      }
      navigator.clipboard.writeText((words2.textContent || "").trim()).then(() => {
        button2.textContent = _("Copied");
      }, select);
    });
    term.append(" ", button2);
  }
  function fillForm(form, values, name) {
    return form.replace(/\{(place|title|name|url|date|day|parts)\}/g, (_slot, key) => {
      const value = values[
        key
      ];
      if (name === "CSL-JSON") return JSON.stringify(value).slice(1, -1);
      if (name === "BibTeX" && key !== "url") return value.replace(/[&%#$_]/g, "\\$&");
      return key === "title" && name === "Chicago" ? withInnerMarks(value) : value;
    });
  }
  function withInnerMarks(title) {
    const marks = title.replace(/“/g, "‘").replace(/”/g, "’");
    return marks.replace(/"([^"]*)"/g, "‘$1’");
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
      const [date, day] = data.checked?.[cited.note] || ["", ""];
      const parts = JSON.stringify([date.split("-").map(Number)]);
      const url = citedAddress(data.url, location) + "#" + cited.id;
      const values = { ...cited, url, date, day, parts };
      const list = make("dl", { class: "apparatus-forms apparatus-citation" });
      const forms = kind === "note" && !date ? data.undated : data[kind];
      for (const [name, form] of Object.entries(forms || {})) {
        const term = make("dt", {}, name);
        const words2 = make("dd", {}, make("pre", {}, fillForm(form, values, name)));
        offerCopy(term, words2);
        list.append(term, words2);
      }
      into.append(list);
      text.place();
      list.querySelector("button")?.focus({ preventScroll: true });
      into.scrollTop = list.offsetTop - BELOW_HEAD;
    });
  }

  var offersCorrections = () => Boolean(first("meta[name='apparatus-correct']") && window.HTMLDialogElement);
  var askToCorrect = (target) => void document.dispatchEvent(new CustomEvent("apparatus-correct", { detail: target }));
  function correctButton(target) {
    const button2 = make("button", { type: "button" }, _("Correct"));
    button2.addEventListener("click", () => {
      const wanted = target();
      if (wanted) askToCorrect(wanted);
    });
    return button2;
  }
  function fetchCorrectOnDemand() {
    const folder = new URL("_static/", siteRoot()).href;
    document.addEventListener(
      "apparatus-correct",
      ({ detail }) => {
        const link = make("link", { rel: "stylesheet", href: folder + "annotate.css" });
        link.onload = link.onerror = async () => {
          const files = ["contributing/settings.js", "contributing/sources.js", "correct.js"];
          await Promise.all(files.map((file) => loadScript(folder + file, true)));
          askToCorrect(detail);
        };
        document.head.append(link);
      },
      { once: true }
    );
  }

  var FOLDERS = { "notes": "_static/notes", "previews": "_static/previews", "search": "_static/search" };

  function detailsOf(page, essay) {
    let fetched = null;
    return () => {
      const address = new URL(FOLDERS.notes + "/" + page + ".js", siteRoot()).href;
      fetched ?? (fetched = loadScript(address).then(() => window.apparatusMore?.[essay] || {}));
      return fetched;
    };
  }

  function collectNotes(essay, prefix, titles) {
    const notes = /* @__PURE__ */ new Map();
    const groups = /* @__PURE__ */ new Map();
    for (const foot of all("aside.apparatus-note", essay)) {
      const id = foot.id.slice(prefix.length + "note-".length);
      const mark = byId(prefix + "mark-" + id);
      const block = (
        mark && mark.closest(".apparatus-block")
      );
      if (!mark || !block) continue;
      const label = need(".label", foot).textContent || "";
      const shown = first(".apparatus-note-title", foot);
      const kind = classAfter(foot, "apparatus-note-");
      const verdict = classAfter(foot, "apparatus-verdict-");
      const title = titles[id] || shown && shown.textContent || label;
      const stops = { type: "button", tabindex: "-1", "aria-expanded": "false" };
      const line = make("button", { class: "apparatus-line", ...stops, title });
      const names = "apparatus-margin-" + kind + (verdict ? " apparatus-verdict-" + verdict : "");
      const item = make("li", { class: names }, line);
      let group = groups.get(block);
      if (!group) {
        const items = document.createDocumentFragment();
        group = { list: listAfter(block), items, opened: null };
        groups.set(block, group);
      }
      group.items.append(item);
      const parts = { mark, foot, block, item, line, panel: null, pieces: [] };
      notes.set(id, { id, label, kind, verdict, title, ...parts });
    }
    for (const piece of all("[data-notes]", essay)) {
      for (const id of idsOf(piece)) notes.get(id)?.pieces.push(piece);
    }
    return { notes, groups };
  }
  function addLines(notes, groups) {
    for (const note of notes.values()) fill(note);
    for (const { list, items } of groups.values()) list.append(items);
  }
  var idsOf = (piece) => (piece.dataset.notes || "").split(" ");
  function classAfter(element, start) {
    const found = Array.from(element.classList).find((name) => name.startsWith(start));
    return found ? found.slice(start.length) : "";
  }
  function listAfter(block) {
    let list = block;
    while (list && !list.classList.contains("apparatus-margin")) list = list.nextElementSibling;
    if (!list) {
      list = make("ul", { class: "apparatus-margin" });
      block.after(list);
    }
    const name = first(".apparatus-number a", block);
    const label = name ? _("Notes on {place}", { place: name.textContent || "" }) : _("Notes on this part");
    list.setAttribute("aria-label", label);
    return (
      list
    );
  }
  function fill({ foot, line, label, title, verdict }) {
    const sign = first(".apparatus-note-head .apparatus-sign", foot);
    const shape = make("span", { class: "apparatus-line-sign" });
    if (sign) {
      const copy = (
        sign.cloneNode(true)
      );
      copy.setAttribute("aria-hidden", "true");
      shape.append(copy, make("span", { class: "apparatus-away" }, verdict.replace("-", " ")));
    }
    line.append(
      make("span", { class: "apparatus-line-label" }, label),
      shape,
      make("span", { class: "apparatus-line-title" }, title)
    );
    if (first(".apparatus-history", foot)) line.append(changed());
  }
  function changed() {
    const words2 = make("span", { class: "apparatus-away" }, _("verdict changed"));
    const sign = make("span", { "aria-hidden": "true" }, "↻");
    return make(
      "span",
      { class: "apparatus-line-changed", title: _("Verdict changed") },
      sign,
      words2
    );
  }

  function lightNotes(essay, notes, noteAt, isShown) {
    let lit = [];
    function light(chosen) {
      for (const element of lit) element.classList.remove("apparatus-is-lit");
      lit = chosen.flatMap((note) => [note.mark, note.line, ...note.pieces]);
      for (const element of lit) element.classList.add("apparatus-is-lit");
    }
    function notesAt(target) {
      const piece = (
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

  var KEY = "apparatusNotes";
  var keptNotes = () => history.state?.[KEY] || null;
  function keepNotes(kept, hash) {
    const address = location.pathname + location.search + hash;
    try {
      history.replaceState({ ...history.state, [KEY]: kept }, "", address);
    } catch {
    }
  }
  function beginEntry(hash) {
    try {
      history.pushState(null, "", hash);
    } catch {
    }
  }

  var ABOVE = 4;
  var SHEET = 704;
  var PHONE = 640;
  function stacked(things, fixed = -1) {
    let free = 0;
    const offsets = things.map(({ at, height }, index) => {
      const own2 = Math.max(0, Math.round(at) - ABOVE);
      const offset = index === fixed ? own2 : Math.max(free, own2);
      free = offset + height;
      return offset;
    });
    for (let index = fixed - 1; index >= 0; index -= 1) {
      offsets[index] = Math.min(offsets[index], offsets[index + 1] - things[index].height);
    }
    free = 0;
    return offsets.map((offset, index) => {
      const place = Math.max(offset, free);
      free = place + things[index].height;
      return place;
    });
  }
  function marginOf(essay, notes, groups, current) {
    const [list] = Array.from(groups.values(), (group) => group.list);
    const isWide = () => list !== void 0 && getComputedStyle(list).display !== "none";
    function set() {
      const wide = isWide();
      for (const note of notes) if (note.panel) settle(note, note.panel, wide);
      const sheet = first(".apparatus-sheet", essay);
      if (sheet) fit(sheet);
      if (!wide) return;
      const top = essay.getBoundingClientRect().top;
      const lines = notes.map((note) => ({ note, height: note.item.offsetHeight })).filter(({ height }) => height).map((line) => ({ ...line, at: line.note.mark.getBoundingClientRect().top - top })).sort((one, other) => one.at - other.at);
      const opened = current();
      const offsets = stacked(
        lines,
        lines.findIndex(({ note }) => note === opened)
      );
      lines.forEach(({ note }, index) => {
        note.item.style.transform = "translateY(" + offsets[index] + "px)";
      });
    }
    function settle(note, panel, wide) {
      const group = (
        groups.get(note.block)
      );
      if (wide) {
        if (panel.parentNode !== note.item) {
          panel.classList.remove("apparatus-sheet");
          panel.removeAttribute("popover");
          note.item.append(panel);
        }
      } else {
        if (!group.opened) {
          group.opened = make("div", { class: "apparatus-opened" });
          group.list.before(group.opened);
        }
        if (panel.parentNode !== group.opened) group.opened.append(panel);
        if (note === current()) raise(panel);
      }
      panel.hidden = !wide && note !== current();
      hideIfEmpty(group);
    }
    function fit(sheet) {
      const column = essay.getBoundingClientRect();
      const width = document.documentElement.clientWidth;
      const fills = width < PHONE;
      sheet.style.left = (fills ? 0 : column.left) + "px";
      sheet.style.width = (fills ? width : Math.min(column.width, SHEET)) + "px";
    }
    function place() {
      essay.getBoundingClientRect();
      const began = performance.now();
      set();
      performance.measure("apparatus-place", { start: began });
    }
    return { place, isWide };
  }
  function raise(panel) {
    if (!("showPopover" in panel) || panel.popover) return;
    panel.classList.add("apparatus-sheet");
    panel.popover = "manual";
    panel.showPopover();
  }
  function hideIfEmpty(group) {
    if (group.opened) group.opened.hidden = !group.opened.childElementCount;
  }

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

  var inTextOrder = (notes) => notes.slice().sort(
    (one, other) => one.mark.compareDocumentPosition(other.mark) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1
  );
  function noteBeside(notes, from, steps2, isShown) {
    const shown = notes.filter((note) => note === from || isShown(note));
    return shown[shown.indexOf(from) + steps2];
  }
  function shortestOf(notes) {
    const lengths = notes.map(
      ({ pieces }) => pieces.map(({ textContent }) => textContent).join("").length
    );
    const least = Math.min(...lengths);
    return notes.find(({ kind }, at) => likeOf(kind) === "fact-check" && lengths[at] * 3 <= least * 4) || notes[lengths.indexOf(least)];
  }

  function panelOf(note, text, actions) {
    const names = note.foot.className.replace(/\b(footnote|brackets)\b/g, "") + " apparatus-panel";
    const panel = make("div", { class: names, tabindex: "-1", role: "group" });
    panel.dataset.note = note.id;
    for (const child of Array.from(note.foot.children)) {
      if (child.classList.contains("label")) continue;
      const copy = (
        child.cloneNode(true)
      );
      for (const element of [copy, ...all("[id]", copy)]) element.removeAttribute("id");
      panel.append(copy);
    }
    const verdict = takeVerdict(panel);
    const [word, noun] = namesOf(note.kind);
    const spoken = (verdict?.lastChild?.textContent || "").trim().toLowerCase();
    const values = { label: note.label, kind: noun, verdict: spoken };
    const name = verdict ? _("Note {label}, {kind}: {verdict}", values) : _("Note {label}, {kind}", values);
    panel.setAttribute("aria-label", name);
    const meaning = verdict ? note.verdict : likeOf(note.kind) === "textual" ? "wording" : "";
    const what = defined(meaning, verdict || make("span", {}, word));
    panel.prepend(headOf(note, what, text.essay, actions));
    panel.append(footOf(note, panel, text, actions));
    text.details().then((data) => {
      addLinks(panel, _("Names: "), data.names?.[note.id]);
      addLinks(panel, _("Referred to in: "), data.mentions?.[note.id]);
      text.place();
    });
    return panel;
  }
  function takeVerdict(panel) {
    const verdict = first(".apparatus-note-head .apparatus-verdict", panel);
    if (!verdict) return null;
    if (verdict.previousSibling?.nodeType === Node.TEXT_NODE) verdict.previousSibling.remove();
    const [, dot, confidence] = (verdict.nextSibling?.textContent || "").match(/^( · )(.+)$/) || [];
    if (confidence) {
      verdict.nextSibling?.remove();
      verdict.after(dot, defined("confidence", make("span", {}, confidence)));
    }
    verdict.remove();
    return verdict;
  }
  function defined(name, words2) {
    const key = (
      first("a.apparatus-key")
    );
    if (!key || !name) return words2;
    return make("a", { class: "apparatus-defined", href: key.href + "#key-" + name }, words2);
  }
  function headOf(note, what, essay, actions) {
    const label = make("span", { class: "apparatus-panel-label" }, note.label);
    const pin = button("pin", _("Keep open"), () => {
      const isPinned = pin.getAttribute("aria-pressed") !== "true";
      pin.setAttribute("aria-pressed", String(isPinned));
      actions.pin(isPinned);
    });
    pin.setAttribute("aria-pressed", "false");
    const previous = button("previous", _("Previous note"), () => actions.go(-1));
    const next = button("next", _("Next note"), () => actions.go(1));
    previous.disabled = !actions.canGo(-1);
    next.disabled = !actions.canGo(1);
    const close = button("close", _("Close"), actions.close);
    what.classList.add("apparatus-panel-what");
    const buttons = make("span", { class: "apparatus-panel-buttons" }, previous, next, pin, close);
    const asked = () => askToCorrect(correctable(note, essay));
    if (offersCorrections()) pin.before(button("correct", _("Correct the note"), asked));
    return make("div", { class: "apparatus-panel-head" }, label, what, buttons);
  }
  var correctable = (note, { dataset }) => ({
    kind: "note",
    essay: dataset.essay || "",
    id: note.id
  });
  function button(name, label, press) {
    const options = { type: "button", class: "apparatus-panel-" + name, "aria-label": label };
    const made = make("button", { ...options, title: label });
    made.addEventListener("click", press);
    return made;
  }
  function footOf(note, panel, text, actions) {
    const cite = make("button", { type: "button" }, _("Cite"));
    cite.addEventListener("click", () => {
      const name = text.essay.dataset.essay + "/" + note.id;
      const cited = { place: note.label, title: note.title, name, id: note.foot.id, note: note.id };
      toggleCitation(panel, "note", cited, text);
    });
    const options = { class: "apparatus-panel-among", href: "#" + note.foot.id };
    const among = make("a", options, _("Among all notes"));
    among.addEventListener("click", (event) => {
      event.preventDefault();
      actions.list();
    });
    const foot = make("div", { class: "apparatus-panel-foot" }, cite);
    if (offersCorrections()) {
      foot.append(correctButton(() => correctable(note, text.essay)));
    }
    foot.append(among);
    return foot;
  }
  function addLinks(panel, words2, links) {
    if (!links || !panel.isConnected) return;
    const line = make("p", { class: "apparatus-note-meta" }, words2);
    links.forEach(([name, href], index) => {
      line.append(index ? " · " : "", make("a", { href }, name));
    });
    first(".apparatus-panel-foot", panel)?.before(line);
  }

  var FIRST_LINES = 192;
  function shiftOf(words2, free) {
    if (words2.bottom > free.bottom || words2.bottom - words2.top > free.bottom - free.top) {
      return words2.bottom - free.bottom;
    }
    return Math.min(0, words2.top - free.top);
  }
  function shiftToReach(words2, free) {
    const room = free.bottom - free.top - (words2.bottom - words2.top);
    return room < 0 ? shiftOf(words2, free) : words2.top - free.top - room / 3;
  }
  function shiftForPanel(panel, words2, free) {
    const needed = Math.min(panel.bottom, panel.top + FIRST_LINES) - free.bottom;
    return Math.max(0, Math.min(needed, words2.top - free.top));
  }
  function extentOf(pieces) {
    const lines = pieces.flatMap((piece) => Array.from(piece.getClientRects()));
    return {
      top: Math.min(...lines.map((line) => line.top)),
      bottom: Math.max(...lines.map((line) => line.bottom))
    };
  }
  var scrollDown = (distance) => window.scrollBy({ top: distance, behavior: "instant" });

  var EDGE = 12;
  function openedNotes(parts, notes, groups, isShown) {
    const inOrder = inTextOrder(notes);
    let current = null;
    const pinned = /* @__PURE__ */ new Set();
    const { place: settle, isWide } = marginOf(parts.essay, notes, groups, () => current);
    function place() {
      settle();
      const sheet = first(".apparatus-sheet", parts.essay);
      const root = document.documentElement;
      root.classList.toggle("apparatus-has-sheet", Boolean(sheet));
      if (sheet) root.style.setProperty("--apparatus-sheet", sheet.offsetHeight + "px");
      else root.style.removeProperty("--apparatus-sheet");
    }
    const text = { ...parts, place: makeRoom };
    function makeRoom() {
      place();
      if (current && !isWide()) bringToSight(current);
    }
    function free() {
      const style = getComputedStyle(document.documentElement);
      const sheet = first(".apparatus-sheet", parts.essay);
      const height = document.documentElement.clientHeight;
      const top = Math.min(parseFloat(style.scrollPaddingTop) || 0, height / 4);
      return { top: top + EDGE, bottom: (sheet ? height - sheet.offsetHeight : height) - EDGE };
    }
    function bringToSight(note, by = shiftOf) {
      const words2 = () => extentOf([...note.pieces, note.mark]);
      scrollDown(by(words2(), free()));
      if (note.panel && isWide()) {
        const panel = note.panel.getBoundingClientRect();
        scrollDown(shiftForPanel(panel, words2(), free()));
      }
    }
    function show(note, isOpen) {
      note.line.setAttribute("aria-expanded", String(isOpen));
      for (const element of [note.mark, note.item, ...note.pieces]) {
        element.classList.toggle("apparatus-is-open", isOpen);
      }
      for (const other of notes) {
        if (!isOpen && other.panel) {
          for (const piece of other.pieces) piece.classList.add("apparatus-is-open");
        }
      }
    }
    function remove(note) {
      note.panel?.remove();
      note.panel = null;
      pinned.delete(note);
      if (current === note) current = null;
      show(note, false);
      const group = groups.get(note.block);
      if (group) hideIfEmpty(group);
    }
    function keep() {
      const isNote = leadsTo(location.hash) !== void 0;
      const hash = current ? "#" + current.foot.id : isNote ? "" : location.hash;
      keepNotes(state(), hash);
    }
    const state = () => ({
      open: current ? current.foot.id : "",
      pinned: Array.from(pinned, (note) => note.foot.id)
    });
    function add(note) {
      note.panel ?? (note.panel = panelOf(note, text, {
        close: () => shut(note, true),
        pin: (isPinned) => {
          if (isPinned) pinned.add(note);
          else pinned.delete(note);
          keep();
        },
        list: () => {
          shut(note, false);
          note.foot.scrollIntoView({ block: "start", behavior: "instant" });
          first(".label", note.foot)?.focus({ preventScroll: true });
        },
        go: (steps2) => go(note, steps2),
        canGo: (steps2) => Boolean(noteBeside(inOrder, note, steps2, isShown))
      }));
      show(note, true);
    }
    function open(note, by = shiftOf) {
      for (const other of notes) {
        const stays = other === note || pinned.has(other) && isWide();
        if (other.panel && !stays) remove(other);
      }
      current = note;
      add(note);
      place();
      bringToSight(note, by);
      note.panel?.focus({ preventScroll: true });
      keep();
      document.dispatchEvent(new CustomEvent("apparatus-opened", { detail: parts.essay }));
    }
    function shut(note, back) {
      if (!note.panel) return;
      remove(note);
      place();
      if (back) {
        note.mark.focus({ preventScroll: true });
        scrollDown(shiftOf(extentOf([note.mark]), free()));
      }
      keep();
    }
    function go(from, steps2) {
      const note = noteBeside(inOrder, from, steps2, isShown);
      if (!note) return;
      open(note);
      const name = steps2 < 0 ? ".apparatus-panel-previous" : ".apparatus-panel-next";
      const button2 = (
        note.panel && first(name, note.panel)
      );
      if (button2 && !button2.disabled) button2.focus({ preventScroll: true });
    }
    const noteOf = (id) => notes.find((note) => note.foot.id === id);
    function leadsTo(hash) {
      const id = decodeURIComponent(hash.slice(1));
      return notes.find((note) => note.foot.id === id || note.mark.id === id);
    }
    function restore(by) {
      const kept = keptNotes();
      if (!kept) {
        const named = leadsTo(location.hash);
        if (named && isShown(named)) open(named, by);
        else keepNotes(state(), location.hash);
        return;
      }
      const wanted = [...kept.pinned, kept.open].flatMap((id) => noteOf(id) || []).filter(isShown);
      for (const note of notes) if (note.panel && !wanted.includes(note)) remove(note);
      pinned.clear();
      for (const note of wanted) {
        if (kept.pinned.includes(note.foot.id)) {
          pinned.add(note);
          add(note);
          const pin = note.panel && first(".apparatus-panel-pin", note.panel);
          pin?.setAttribute("aria-pressed", "true");
        }
      }
      current = wanted.find((note) => note.foot.id === kept.open) || null;
      if (current) add(current);
      place();
      if (current) bringToSight(current);
    }
    function follow(note) {
      beginEntry("#" + note.foot.id);
      open(note, shiftToReach);
    }
    document.addEventListener("apparatus-opened", (event) => {
      if (
        event.detail !== parts.essay && current
      ) {
        remove(current);
        place();
      }
    });
    document.addEventListener("focusin", (event) => {
      const sheet = first(".apparatus-sheet", parts.essay);
      const target = event.target;
      if (!sheet || !(target instanceof Element) || sheet.contains(target)) return;
      if (target.closest("[popover], dialog")) return;
      const { top, bottom } = extentOf([target]);
      if (bottom > free().bottom) scrollDown(shiftOf({ top, bottom }, free()));
    });
    window.addEventListener("resize", () => {
      place();
      if (current) bringToSight(current);
    });
    return {
      open,
      shut,
      follow,
      restore,
      place,
      /**
       * Bring an open note and its words to sight, if they are not.
       * @param {Note} note
       */
      reach(note) {
        const words2 = extentOf([...note.pieces, note.mark]);
        bringToSight(note, shiftOf(words2, free()) ? shiftToReach : shiftOf);
      },
      current: () => current,
      /** Close every note that is not shown any more. */
      shutHidden() {
        for (const note of notes) if (!isShown(note)) shut(note, false);
        place();
      },
      /** @param {Element} element */
      noteAt(element) {
        const line = element.closest(".apparatus-margin > li");
        if (line) return notes.find((note) => note.item === line);
        const panel = (
          element.closest(".apparatus-panel")
        );
        if (panel) return notes.find((note) => note.panel === panel);
        const mark = element.closest(".apparatus-mark");
        return mark ? notes.find((note) => note.mark === mark) : void 0;
      },
      /**
       * Return the note of this text that a link on its page leads to.
       * @param {HTMLAnchorElement} link
       */
      noteAfter(link) {
        if (link.pathname !== location.pathname || !link.hash) return void 0;
        return leadsTo(link.hash);
      }
    };
  }

  var STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
  var LEAST = 11;
  var WORST_FIRST = own?.worst || [
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
  function stripSteps(essay) {
    const strip = first(".apparatus-strip", essay);
    if (!strip) return [];
    let signs = [];
    return [
      () => {
        signs = signsOf(strip);
        setUpKeys(strip, signs);
      },
      () => setUp(strip, essay, signs)
    ];
  }
  function setUp(strip, essay, signs) {
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
      all(".apparatus-mark-fact-check, .apparatus-mark.apparatus-like-fact-check", essay).filter(isShown).map((mark) => mark.id.replace(/^.*?mark-/, ""))
    );
    for (const piece of all(".apparatus-checked", essay)) {
      const ids = (piece.dataset.notes || "").split(" ");
      piece.classList.toggle("apparatus-is-unmarked", !ids.some((id) => checks.has(id)));
    }
  }

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

  function presetOf(shown, kinds, everyVerdict) {
    if (shown.length === kinds && everyVerdict) return "all";
    if (!shown.length) return "none";
    return shown.every((kind) => kind === "fact-check") && everyVerdict ? "fact-check" : "";
  }
  function watchSwitches(overview, essay, view2, changed2) {
    const form = first("form.apparatus-switches", overview);
    if (!form) return;
    const inputs = (
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
      const preset = presetOf(shown.map(likeOf), layers.length, everyVerdict);
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
      changed2();
    }
    form.addEventListener("change", (event) => {
      const input = (
        event.target
      );
      if (presets.includes(input)) {
        for (const { value } of layers)
          show(value, input.value === "all" || input.value === likeOf(value));
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

  function setUpEssay(overview, view2) {
    const name = overview.dataset.for || "";
    const essay = (
      byId(name)
    );
    const titles = JSON.parse(need(".apparatus-data", overview).textContent || "{}");
    const { notes, groups } = collectNotes(essay, name.slice(0, -"text".length), titles);
    const ordered = Array.from(notes.values());
    const details = detailsOf(overview.dataset.page || "", essay.dataset.essay || "");
    const isShown = (note) => !view2.hidden.has(note.kind) && !view2.hidden.has(note.verdict);
    const opened = openedNotes({ essay, details }, ordered, groups, isShown);
    const { noteAt, place } = opened;
    function toggle(note) {
      if (note.panel) opened.shut(note, true);
      else opened.open(note);
    }
    essay.addEventListener("click", (event) => {
      const link = (
        targetOf(event)?.closest(".apparatus-number a")
      );
      if (link && !isModified(event)) citePassage(link, { essay, details, place });
    });
    essay.addEventListener("click", (event) => {
      if (isModified(event) || event.button) return;
      const target = targetOf(event)?.closest(".apparatus-mark, .apparatus-line");
      const note = target ? noteAt(target) : tapped(event);
      if (!note) return;
      event.preventDefault();
      toggle(note);
    });
    function tapped(event) {
      const target = targetOf(event);
      const piece = (
        target?.closest("[data-notes]")
      );
      const hasSelected = getSelection()?.isCollapsed === false;
      const { pointerType } = (
        event
      );
      if (!piece || hasSelected || pointerType === "mouse" || target?.closest("a, button")) return;
      const there = idsOf(piece).flatMap((id) => notes.get(id) || []);
      return shortestOf(there.filter(isShown));
    }
    document.addEventListener("click", (event) => {
      const link = (
        targetOf(event)?.closest("a[href*='#']:not(.apparatus-mark, .label)")
      );
      if (!link || event.defaultPrevented || isModified(event) || event.button) return;
      const note = opened.noteAfter(link);
      const isTouch2 = (
        event.pointerType === "touch"
      );
      const isAway = !link.closest(".apparatus-panel, .apparatus-strip");
      if (!note || !isShown(note) || isTouch2 && isAway) return;
      event.preventDefault();
      opened.follow(note);
    });
    document.addEventListener("keydown", (event) => {
      const target = targetOf(event);
      if (event.key !== "Escape" || target?.closest("input:not([type]), [type=search], textarea")) {
        return;
      }
      const there = target && noteAt(target);
      const note = there?.panel ? there : opened.current();
      if (!note) return;
      event.preventDefault();
      opened.shut(note, true);
    });
    for (const type of ["pointerover", "pointerdown", "focusin"]) {
      essay.addEventListener(type, (event) => {
        if (targetOf(event)?.closest("[data-notes], .apparatus-mark, .apparatus-line")) details();
      });
    }
    lightNotes(essay, notes, noteAt, isShown);
    window.addEventListener("load", () => {
      place();
      const note = opened.current();
      if (note) opened.reach(note);
    });
    window.addEventListener("popstate", () => opened.restore(shiftToReach));
    window.addEventListener("hashchange", () => opened.restore(shiftToReach));
    return [
      () => addLines(notes, groups),
      () => watchSwitches(overview, essay, view2, opened.shutHidden),
      () => {
        place();
        opened.restore(shiftToReach);
        if (window.ResizeObserver) new ResizeObserver(place).observe(essay);
      },
      ...stripSteps(essay)
    ];
  }
  var isModified = (event) => event.ctrlKey || event.metaKey || event.shiftKey;
  function citePassage(link, text) {
    const block = (
      link.closest(".apparatus-block")
    );
    const old = block.nextElementSibling;
    if (old?.classList.contains("apparatus-cite-box")) {
      old.remove();
      text.place();
      return;
    }
    const label = _("Cite {place}", { place: link.title });
    const names = "apparatus-opened apparatus-cite-box";
    const box = make("div", { class: names, role: "group", "aria-label": label });
    block.after(box);
    if (offersCorrections()) {
      const { essay = "" } = text.essay.dataset;
      const { id } = block;
      const target = { kind: (
        "passage"
      ), essay, id, label: link.title };
      box.append(correctButton(() => target));
    }
    const cited = { place: link.textContent || "", title: "", name: "", id: block.id, note: "" };
    setTimeout(() => toggleCitation(box, "passage", cited, text));
  }

  function closeFolds(overview) {
    const folds = (
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

  function watchPointer() {
    let at = "";
    function hasMoved({ clientX, clientY }) {
      const before = at;
      at = clientX + " " + clientY;
      return before !== at;
    }
    document.addEventListener("pointermove", hasMoved, { capture: true, passive: true });
    return hasMoved;
  }

  var PREVIEWED = ":is(.bd-article, article, main) a[href*='#']:not(.apparatus-mark, .headerlink, .label, .apparatus-number a, .apparatus-strip a)";
  var WAKING = ["pointerover", "focusin", "click"];
  function fetchPreviewsOnDemand() {
    let missed = null;
    let isFetched = false;
    const hasMoved = watchPointer();
    function wake(event) {
      const link = targetOf(event)?.closest(PREVIEWED);
      missed = link ? event : null;
      if (!link) return;
      if (event instanceof PointerEvent && event.type === "pointerover" && !hasMoved(event)) {
        missed = null;
        return;
      }
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
    event.pointerType === "touch"
  );
  function repeat(event) {
    const Kind = (
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
      for (const button2 of all(".apparatus-propose")) {
        button2.addEventListener("click", (event) => {
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

  var LETTER = "BZ CA CL CO CR GT MX NI PA PH PR SV US VE".split(" ");
  function usesLetter(locale) {
    return LETTER.includes(new Intl.Locale(locale).maximize().region || "");
  }
  function offerOwnPaper() {
    const [a4, letter] = ["A4", "Letter"].map((size) => first(`a[data-paper="${size}"]`));
    if (a4?.nextSibling && letter && usesLetter(navigator.language)) {
      a4.before(letter, a4.nextSibling);
    }
  }

  var ACTS = ["pointerdown", "keydown", "click", "popstate", "hashchange"];
  function inTurn(steps2) {
    const left = steps2.slice();
    function next() {
      left.shift()?.();
      if (left.length) setTimeout(next);
    }
    function finish() {
      for (const step of left.splice(0)) step();
      for (const type of ACTS) window.removeEventListener(type, finish, true);
    }
    for (const type of ACTS) window.addEventListener(type, finish, true);
    if (location.hash || history.state) finish();
    else if (document.hidden) setTimeout(next);
    else requestAnimationFrame(() => setTimeout(next));
  }

  for (const term of all(".apparatus-forms dt")) {
    offerCopy(
      term,
      term.nextElementSibling
    );
  }
  var view = readView();
  var steps = all(".apparatus-overview").flatMap((overview) => {
    closeFolds(overview);
    return setUpEssay(overview, view);
  });
  letEscapeClose();
  offerOwnPaper();
  fetchPreviewsOnDemand();
  fetchAnnotateOnDemand();
  if (offersCorrections()) fetchCorrectOnDemand();
  inTurn([...steps, () => performance.mark("apparatus-ready")]);
})();
