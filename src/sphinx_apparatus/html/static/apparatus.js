/* What scripts add to an edited text: lines in the margin, notes opened in place, switches,
   arrow keys on the strip. Everything is made from what stands in the page. */
(function () {
  "use strict";

  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));

  function make(tag, classes, words) {
    const element = document.createElement(tag);
    if (classes) element.className = classes;
    if (words !== undefined) element.textContent = words;
    return element;
  }

  /* -- what is shown: in the address, in storage, on the root element ----------------------- */

  const state = {
    hidden: new Set((root.getAttribute("data-apparatus-hide") || "").split(" ").filter(Boolean)),
    text: root.getAttribute("data-apparatus-text") || "",
  };

  function keep(key, value) {
    try {
      if (value) localStorage.setItem("apparatus-" + key, value);
      else localStorage.removeItem("apparatus-" + key);
    } catch (error) { /* Storage is forbidden; the address still tells. */ }
  }

  function tell() {
    const hidden = Array.from(state.hidden).sort();
    if (hidden.length) root.setAttribute("data-apparatus-hide", hidden.join(" "));
    else root.removeAttribute("data-apparatus-hide");
    if (state.text) root.setAttribute("data-apparatus-text", state.text);
    else root.removeAttribute("data-apparatus-text");
    keep("hide", hidden.join(","));
    keep("text", state.text);
    const asked = new URLSearchParams(location.search);
    if (hidden.length) asked.set("hide", hidden.join(",")); else asked.delete("hide");
    if (state.text) asked.set("text", state.text); else asked.delete("text");
    const query = asked.toString().replace(/%2C/g, ",");
    try {
      history.replaceState(null, "", location.pathname + (query ? "?" + query : "") + location.hash);
    } catch (error) { /* Some browsers refuse this for files. */ }
  }

  function watchSwitches(overview, essay, changed) {
    const form = overview.querySelector(".apparatus-switches");
    if (!form) return;
    const inputs = (end) => all("input", form).filter((input) => input.name.endsWith(end));
    const layers = inputs("layer"), verdicts = inputs("verdict");
    const shows = inputs("show"), texts = inputs("text");

    function sync() {
      layers.concat(verdicts).forEach((input) => { input.checked = !state.hidden.has(input.value); });
      const shown = layers.filter((input) => input.checked).map((input) => input.value);
      const graded = verdicts.every((input) => input.checked);
      const preset = shown.length === layers.length && graded ? "all"
        : !shown.length ? "none"
        : shown.length === 1 && shown[0] === "fact-check" && graded ? "fact-check" : "";
      shows.forEach((input) => { input.checked = input.value === preset; });
      const text = state.text || essay.dataset.textView;
      texts.forEach((input) => { input.checked = input.value === text; });
    }

    form.addEventListener("change", (event) => {
      const input = event.target;
      if (shows.includes(input)) {
        layers.forEach((layer) => {
          const shown = input.value === "all" || input.value === layer.value;
          state.hidden[shown ? "delete" : "add"](layer.value);
        });
        verdicts.forEach((verdict) => state.hidden.delete(verdict.value));
      } else if (texts.includes(input)) {
        state.text = input.value === essay.dataset.textView ? "" : input.value;
      } else {
        state.hidden[input.checked ? "delete" : "add"](input.value);
      }
      tell();
      sync();
      changed();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.querySelector(".apparatus-reset").addEventListener("click", () => {
      state.hidden.clear();
      tell();
      sync();
      changed();
    });
    const details = form.querySelector("details");
    if (details && state.hidden.size) details.open = !shows.some((input) => (sync(), input.checked));
    sync();
  }

  /* A button behind the name of a form of citation that copies it, or else selects it. */
  function offerCopy(term, words) {
    const button = make("button", "", "Copy");
    button.type = "button";
    button.setAttribute("aria-label", "Copy " + term.textContent);
    button.addEventListener("click", () => {
      const select = () => getSelection().selectAllChildren(words);
      if (!navigator.clipboard) { select(); return; }
      navigator.clipboard.writeText(words.textContent.trim())
        .then(() => { button.textContent = "Copied"; }, select);
    });
    term.append(" ", button);
  }
  all(".apparatus-forms dt").forEach((term) => offerCopy(term, term.nextElementSibling));

  /* -- one text ------------------------------------------------------------------------------ */

  function setUp(overview) {
    const essay = byId(overview.dataset.for);
    const prefix = overview.dataset.for.slice(0, -"text".length);
    const titles = JSON.parse(overview.querySelector(".apparatus-data").textContent);
    const notes = new Map();
    const groups = new Map();

    /* The end of what belongs to a block: the block and its cross-reference lines. */
    function endOf(block) {
      let end = block;
      while (end.nextElementSibling && end.nextElementSibling.classList.contains("apparatus-crossref")) {
        end = end.nextElementSibling;
      }
      return end;
    }

    all("aside.apparatus-note", essay).forEach((foot) => {
      const id = foot.id.slice(prefix.length + "note-".length);
      const mark = byId(prefix + "mark-" + id);
      if (!mark) return;
      const label = foot.querySelector(".label").textContent;
      const named = (start) => (Array.from(foot.classList).find((name) => name.startsWith(start)) || "").slice(start.length);
      const kind = named("apparatus-note-"), verdict = named("apparatus-verdict-");
      const shown = foot.querySelector(".apparatus-note-title");
      const title = titles[id] || (shown ? shown.textContent : label);
      const block = mark.closest(".apparatus-block");
      if (!groups.has(block)) {
        const list = make("ul", "apparatus-margin");
        const name = block.querySelector(".apparatus-number a");
        list.setAttribute("aria-label", "Notes on " + (name ? name.textContent : "this part"));
        groups.set(block, { list, opened: null });
      }
      const item = make("li", "apparatus-margin-" + kind + (verdict ? " apparatus-verdict-" + verdict : ""));
      const line = make("button", "apparatus-line");
      line.type = "button";
      // The mark in the text is where the keyboard stops; this is for the pointer.
      line.tabIndex = -1;
      line.setAttribute("aria-expanded", "false");
      line.append(make("span", "apparatus-line-label", label), make("span", "apparatus-line-sign"));
      const sign = foot.querySelector(".apparatus-sign");
      if (sign) {
        const copy = sign.cloneNode(true);
        copy.setAttribute("aria-hidden", "true");
        line.lastChild.append(copy, make("span", "apparatus-away", verdict.replace("-", " ")));
      }
      line.append(make("span", "apparatus-line-title", title));
      line.title = title;
      item.append(line);
      groups.get(block).list.append(item);
      notes.set(id, { id, label, kind, verdict, title, mark, foot, block, item, line, panel: null, pieces: [] });
    });
    groups.forEach((group, block) => endOf(block).after(group.list));
    all("[data-notes]", essay).forEach((piece) => {
      piece.dataset.notes.split(" ").forEach((id) => { if (notes.has(id)) notes.get(id).pieces.push(piece); });
    });

    /* Margin lines: as near to their words as those before allow. All reading, then all writing. */
    const lists = Array.from(groups.values()).map((group) => group.list);
    const isWide = () => lists.length > 0 && getComputedStyle(lists[0]).display !== "none";
    const ordered = Array.from(notes.values());

    function place() {
      // What else has changed is laid out first: measured is what placing adds to it.
      essay.getBoundingClientRect();
      const began = performance.now();
      set();
      performance.measure("apparatus-place", { start: began });
    }

    function set() {
      const wide = isWide();
      ordered.forEach((note) => { if (note.panel) settle(note, wide); });
      if (!wide) return;
      const top = essay.getBoundingClientRect().top;
      const found = ordered.map((note) => {
        const height = note.item.offsetHeight;
        return height ? { note, height, at: note.mark.getBoundingClientRect().top - top } : null;
      }).filter(Boolean);
      found.sort((one, other) => one.at - other.at);
      let free = 0;
      found.forEach((place) => {
        const at = Math.max(free, Math.round(place.at) - 4);
        place.note.item.style.transform = "translateY(" + at + "px)";
        free = at + place.height;
      });
    }

    /* Put an open note where it is read: in the margin, or under the paragraph. */
    function settle(note, wide) {
      const group = groups.get(note.block);
      if (wide) {
        if (note.panel.parentNode !== note.item) note.item.append(note.panel);
      } else {
        if (!group.opened) {
          group.opened = make("div", "apparatus-opened");
          group.list.before(group.opened);
        }
        if (note.panel.parentNode !== group.opened) {
          const after = Array.from(group.opened.children)
            .find((panel) => ordered.indexOf(notes.get(panel.dataset.note)) > ordered.indexOf(note));
          group.opened.insertBefore(note.panel, after || null);
        }
      }
      if (group.opened) group.opened.hidden = !group.opened.childElementCount;
    }

    function panelOf(note) {
      const panel = make("div", note.foot.className.replace(/\b(footnote|brackets)\b/g, "") + " apparatus-panel");
      panel.dataset.note = note.id;
      panel.tabIndex = -1;
      panel.setAttribute("role", "group");
      panel.setAttribute("aria-label", "Note " + note.label);
      Array.from(note.foot.children).forEach((child) => {
        if (child.classList.contains("label")) return;
        const copy = child.cloneNode(true);
        all("[id]", copy).concat(copy).forEach((element) => element.removeAttribute("id"));
        panel.append(copy);
      });
      const heading = make("span", "apparatus-panel-title");
      const title = panel.querySelector(".apparatus-note-title");
      const first = panel.querySelector(".apparatus-note-head, .apparatus-entry");
      heading.append(note.label + " ");
      if (title) {
        const between = title.nextSibling;
        heading.append(title);
        if (between && between.nodeType === Node.TEXT_NODE) heading.append(between);
      }
      if (first) first.prepend(heading);
      const bar = make("div", "apparatus-panel-foot");
      const close = make("button", "apparatus-close", "Close");
      close.type = "button";
      close.addEventListener("click", () => shut(note, true));
      const place = make("a", "", "Among all notes");
      place.href = "#" + note.foot.id;
      const cited = make("button", "", "Cite");
      cited.type = "button";
      cited.addEventListener("click", () => cite(panel, "note", {
        place: note.label, title: note.title, name: essay.dataset.essay + "/" + note.id, id: note.foot.id,
      }));
      bar.append(close, cited, place);
      panel.append(bar);
      more().then((data) => { name(panel, (data.names || {})[note.id]); });
      return panel;
    }

    /* Forms of citations, and whom and what notes are about, are fetched when they are asked for. */
    let fetched = null;
    function more() {
      return fetched = fetched || new Promise((tell) => {
        const script = make("script");
        const base = new URL(root.dataset.content_root || "./", location.href);
        script.src = new URL("_static/notes/" + overview.dataset.page + ".js", base).href;
        script.onload = script.onerror = () => tell((window.apparatusMore || {})[essay.dataset.essay] || {});
        document.head.append(script);
      });
    }

    function name(panel, names) {
      if (!names || !panel.isConnected) return;
      const line = make("p", "apparatus-note-meta", "Names: ");
      names.forEach(([words, address], index) => {
        const link = make("a", "", words);
        link.href = address;
        line.append(index ? " · " : "", link);
      });
      panel.lastChild.before(line);
      place();
    }

    /* The forms of a citation, each with a button that copies it; the first has the focus. */
    function cite(into, kind, values) {
      const old = into.querySelector(".apparatus-citation");
      if (old) { old.remove(); place(); return; }
      more().then((data) => {
        const list = make("dl", "apparatus-forms apparatus-citation");
        // An edition whose address is not settled is cited from where it is read, unless from a folder.
        const at = /^(?:https?:|$)/.test(data.url || "") || location.protocol === "file:" ? data.url
          : location.origin + location.pathname;
        values.url = at + "#" + values.id;
        Object.entries(data[kind] || {}).forEach(([name, form]) => {
          const plain = (key) => name === "CSL-JSON" ? JSON.stringify(values[key]).slice(1, -1) : values[key];
          const text = form.replace(/\{(place|title|name|url)\}/g, (whole, key) => plain(key));
          const term = make("dt", "", name), words = make("dd");
          words.append(make("pre", "", text));
          offerCopy(term, words);
          list.append(term, words);
        });
        into.append(list);
        place();
        const first = list.querySelector("button");
        if (first) first.focus({ preventScroll: true });
      });
    }

    essay.addEventListener("click", (event) => {
      const link = event.target.closest(".apparatus-number a");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const block = link.closest(".apparatus-block");
      let box = block.nextElementSibling;
      if (!box || !box.classList.contains("apparatus-cite-box")) {
        box = make("div", "apparatus-opened apparatus-cite-box");
        box.setAttribute("role", "group");
        box.setAttribute("aria-label", "Cite " + link.title);
        block.after(box);
      }
      const values = { place: link.textContent, title: "", name: "", id: block.id };
      // After the jump to the passage, which takes the focus away.
      setTimeout(() => cite(box, "passage", values));
    });

    function open(note) {
      note.panel = panelOf(note);
      note.line.setAttribute("aria-expanded", "true");
      place();
      note.panel.focus({ preventScroll: true });
      note.panel.scrollIntoView({ block: "nearest" });
    }

    function shut(note, back) {
      if (!note.panel) return;
      note.panel.remove();
      note.panel = null;
      note.line.setAttribute("aria-expanded", "false");
      const group = groups.get(note.block);
      if (group.opened) group.opened.hidden = !group.opened.childElementCount;
      place();
      if (back) note.mark.focus({ preventScroll: true });
    }

    function noteAt(element) {
      const line = element.closest(".apparatus-margin > li");
      if (line) return ordered.find((note) => note.item === line);
      const panel = element.closest(".apparatus-panel");
      if (panel) return notes.get(panel.dataset.note);
      const mark = element.closest(".apparatus-mark");
      return mark ? ordered.find((note) => note.mark === mark) : undefined;
    }

    essay.addEventListener("click", (event) => {
      const target = event.target.closest(".apparatus-mark, .apparatus-line");
      const note = target && noteAt(target);
      if (!note || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      if (note.panel) shut(note, true); else open(note);
    });
    essay.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      const note = noteAt(event.target);
      if (note && note.panel) { event.preventDefault(); shut(note, true); }
    });

    /* Words, mark and line light up together. */
    let lit = [];
    function light(ids) {
      lit.forEach((element) => element.classList.remove("apparatus-is-lit"));
      lit = [];
      ids.forEach((id) => {
        const note = notes.get(id);
        if (note) lit.push(note.mark, note.line, ...note.pieces);
      });
      lit.forEach((element) => element.classList.add("apparatus-is-lit"));
    }
    function lightAt(event) {
      if (!(event.target instanceof Element)) return;
      const piece = event.target.closest("[data-notes]");
      const note = piece ? undefined : noteAt(event.target);
      light(piece ? piece.dataset.notes.split(" ").filter(isShown) : note ? [note.id] : []);
    }
    function isShown(id) {
      const note = notes.get(id);
      return note && !state.hidden.has(note.kind) && !state.hidden.has(note.verdict);
    }
    ["mouseover", "focusin"].forEach((type) => essay.addEventListener(type, lightAt));
    essay.addEventListener("mouseleave", () => light([]));
    essay.addEventListener("focusout", () => light([]));

    function changed() {
      ordered.forEach((note) => { if (note.panel && !isShown(note.id)) shut(note, false); });
      place();
    }
    watchSwitches(overview, essay, changed);
    place();
    if (window.ResizeObserver) new ResizeObserver(() => place()).observe(essay);
    window.addEventListener("load", place);

    strip(overview);
  }

  /* One stop for Tab; arrows go from sign to sign. */
  function strip(overview) {
    const links = all(".apparatus-strip a", overview);
    if (!links.length) return;
    let current = links[0];
    links.forEach((link) => {
      const note = byId(link.hash.slice(1).replace("mark-", "note-"));
      const title = note && note.querySelector(".apparatus-note-title");
      link.title = link.querySelector(".apparatus-away").textContent + (title ? " · " + title.textContent : "");
    });
    links.forEach((link) => { link.tabIndex = link === current ? 0 : -1; });
    overview.querySelector(".apparatus-strip").addEventListener("keydown", (event) => {
      const shown = links.filter((link) => link.offsetParent !== null || link.getClientRects().length);
      const at = shown.indexOf(document.activeElement);
      const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
      const to = event.key === "Home" ? 0 : event.key === "End" ? shown.length - 1
        : step ? Math.min(Math.max(at + step, 0), shown.length - 1) : -1;
      if (to < 0) return;
      event.preventDefault();
      current.tabIndex = -1;
      current = shown[to];
      current.tabIndex = 0;
      current.focus();
    });
  }

  all(".apparatus-overview").forEach(setUp);

  /* Previews are fetched when somebody first points at a link that may have one. What happens to
     such links until the script is there happens again for it; a tap would else follow the link. */
  const previewed = ":is(.bd-article, article, main) a[href*='#']"
    + ":not(.apparatus-mark, .headerlink, .label, .apparatus-number a, .apparatus-strip a)";
  const waking = ["mouseover", "focusin", "click"];
  let previews = null, missed = null;

  function wake(event) {
    const link = event.target instanceof Element && event.target.closest(previewed);
    missed = link ? event : null;
    if (!link) return;
    if (event.type === "click") {
      if (event.pointerType !== "touch") { missed = null; return; }
      event.preventDefault();
      event.stopPropagation();
    }
    if (previews) return;
    previews = make("script");
    previews.src = new URL("_static/apparatus-previews.js", new URL(root.dataset.content_root || "./", location.href)).href;
    previews.onload = previews.onerror = () => {
      waking.forEach((type) => document.removeEventListener(type, wake, true));
      if (missed) missed.target.dispatchEvent(new missed.constructor(missed.type, missed));
    };
    document.head.append(previews);
  }
  waking.forEach((type) => document.addEventListener(type, wake, true));

  /* Select-to-annotate is fetched when somebody selects words of a text or presses the button. */
  const annotating = byId("apparatus-annotate");
  const bars = all(".apparatus-annotate-bar");
  if (!annotating || !window.HTMLDialogElement) {
    bars.forEach((bar) => bar.remove());
  } else {
    const texts = all("[data-essay]");
    const files = JSON.parse(annotating.textContent);
    let asked = false;
    const ask = () => {
      if (asked) return;
      asked = true;
      const style = make("link");
      style.rel = "stylesheet";
      style.href = files[0];
      style.onload = style.onerror = () => files.slice(1).forEach((file) => {
        const script = make("script");
        script.async = false;
        script.src = file;
        document.head.append(script);
      });
      document.head.append(style);
    };
    bars.forEach((bar) => {
      const start = bar.querySelector("button");
      start.addEventListener("click", () => { start.dataset.pressed = "true"; ask(); }, { once: true });
      all(".apparatus-propose").forEach((button) => button.addEventListener("click", (event) => {
        event.preventDefault();
        start.click();
      }));
    });
    document.addEventListener("selectionchange", () => {
      const chosen = getSelection();
      if (!chosen.isCollapsed && texts.some((text) => chosen.containsNode(text, true))) ask();
    });
  }
})();
