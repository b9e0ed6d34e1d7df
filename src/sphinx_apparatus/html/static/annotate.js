/* Generated from html/assets by “make scripts”; edit it there. */
"use strict";
(() => {
  // scripts/shared/dom.js
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

  // scripts/shared/messages.js
  function _(message, values = {}) {
    return message.replace(
      /\{(\w+)\}/g,
      (slot, name) => name in values ? String(values[name]) : slot
    );
  }

  // scripts/annotate/button.js
  var REST = 150;
  var GAP = 6;
  var GAP_BELOW_HANDLES = 30;
  function makeButton(dialog, selected, open) {
    const names = { type: "button", class: "apparatus-annotate-button" };
    const button = make("button", names, _("Annotate"));
    button.hidden = true;
    document.body.append(button);
    let found = null;
    let timer = 0;
    function offer() {
      if (dialog.open) return;
      found = selected();
      button.hidden = !found;
      const selection = document.getSelection();
      if (!found || !selection) return;
      const boxes = selection.getRangeAt(0).getClientRects();
      const box = boxes[boxes.length - 1];
      if (!box) return;
      const right = document.documentElement.clientWidth - button.offsetWidth - 8;
      const gap = matchMedia("(pointer: coarse)").matches ? GAP_BELOW_HANDLES : GAP;
      button.style.left = scrollX + Math.max(8, Math.min(box.right + 4, right)) + "px";
      button.style.top = scrollY + box.bottom + gap + "px";
    }
    document.addEventListener("selectionchange", () => {
      clearTimeout(timer);
      timer = setTimeout(offer, REST);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !button.hidden) button.hidden = true;
    });
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      const now = selected() || found;
      if (!now) return;
      button.hidden = true;
      open(now);
    });
    return offer;
  }

  // scripts/facts.js
  var KINDS = (
    /** @type {const} */
    ["fact-check", "context", "textual"]
  );
  var FORMS = { "github": { "show": "blob/{branch}/{path}", "edit": "edit/{branch}/{path}", "new": "new/{branch}?filename={path}", "text": "&value={text}", "issue": "issues/new?title={title}&body={body}", "form": "issues/new?template={template}", "field": "&{id}={text}" }, "gitea": { "show": "src/branch/{branch}/{path}", "edit": "_edit/{branch}/{path}", "new": "_new/{branch}/{folder}?filename={name}", "text": "&value={text}", "issue": "issues/new?title={title}&body={body}" }, "forgejo": { "show": "src/branch/{branch}/{path}", "edit": "_edit/{branch}/{path}", "new": "_new/{branch}/{folder}?filename={name}", "text": "&value={text}", "issue": "issues/new?title={title}&body={body}" }, "gitlab": { "show": "-/blob/{branch}/{path}", "edit": "-/edit/{branch}/{path}", "new": "-/new/{branch}?file_name={path}", "issue": "-/issues/new?issue[title]={title}&issue[description]={body}" } };
  var LONGEST = 6e3;
  var TITLE_LENGTH = 60;
  var TITLE_EDGES = ` .,;:–—-()[]“”‘’"'`;
  var TITLE_END = " .,;:–—-";
  var PAIRS = [["“", "”"], ["(", ")"], ["[", "]"]];
  var ID_WORDS = 4;
  var ID_LENGTH = 40;
  var SMALL_WORDS = ["a", "an", "and", "as", "at", "be", "by", "for", "from", "has", "have", "in", "into", "is", "it", "its", "of", "on", "or", "that", "the", "their", "they", "this", "to", "was", "were", "which", "who", "will", "with"];
  var SEARCHED_AS = { "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ς": "σ", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st" };
  var SLOTS = { "title": "@title@", "place": "@place@", "today": "@today@", "month": "@month@" };
  var MARKS = "̀-֑ͯ-ׇֽֿׁׂׅׄؐ-ؚـً-ٰٟۖ-ۜ۟-۪ۤۧۨ-ۭ";
  var WITHOUT_SPACES = "฀-႟ក-៿ᥐ-᧿ᨠ-᪯⺀-꓏ꩠ-꫟豈-﫿ｦ-ﾟ𛀀-𛅯𠀀-𿿿";

  // scripts/shared/text.js
  var marks = new RegExp("[" + MARKS + "]", "gu");
  var plain = new Map(Object.entries(SEARCHED_AS));
  var letters = new RegExp("[" + Object.keys(SEARCHED_AS).join("") + "]", "gu");
  var parts = new RegExp("[" + WITHOUT_SPACES + "]+|[^" + WITHOUT_SPACES + "]+", "gu");
  var withoutSpaces = new RegExp("^[" + WITHOUT_SPACES + "]", "u");
  var isWithoutSpaces = (text) => withoutSpaces.test(text);
  var inWord = (character) => /[\p{L}\p{N}\p{M}_\u200c\u200d]/u.test(character || "");
  function occurrences(quote, text) {
    const found = [];
    for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) found.push(at);
    return found;
  }

  // scripts/contributing/hosts.js
  var NAMES = { github: "GitHub", gitea: "Gitea", forgejo: "Forgejo", gitlab: "GitLab" };
  var isKnown = (host) => Object.keys(NAMES).includes(host);
  var nameOf = (host) => isKnown(host) ? NAMES[host] : host;
  function fill(form, values) {
    const query = form.startsWith("&") ? 0 : form.indexOf("?");
    return form.replace(/\{(\w+)\}/g, (_place, name, at) => {
      const parts2 = query >= 0 && at > query ? [values[name]] : values[name].split("/");
      return parts2.map(encodeURIComponent).join("/");
    });
  }
  function formOf({ repository, host }, purpose) {
    if (!repository || !isKnown(host)) return "";
    return (
      /** @type {Record<string, string>} */
      FORMS[host][purpose] || ""
    );
  }
  function addressOf(settings, purpose, values) {
    const form = formOf(settings, purpose);
    if (!form) return "";
    const { repository, branch } = settings;
    const address = repository + "/" + fill(form, { branch, ...values });
    return address.length > LONGEST ? "" : address;
  }
  function formFor({ folder, name }, settings) {
    return addressOf(settings, "new", { folder, name, path: folder + "/" + name });
  }
  function filledFormFor(file, settings) {
    const form = formFor(file, settings);
    const text = formOf(settings, "text");
    if (!form || !text) return "";
    const whole = form + fill(text, { text: file.text });
    return whole.length > LONGEST ? "" : whole;
  }
  function stepsAt(host, hasForm, isFilled) {
    if (!hasForm || !isKnown(host)) {
      return _(
        "This edition has no address for contributions yet. Copy or download the file, put your own sentences in place of the skeleton’s, and send it to the editors, or put it into a copy of the edition under the name below."
      );
    }
    const send = sendingAt(host);
    const steps = isFilled ? _("Sign in there, put your own sentences in place of the skeleton’s, and {send}", { send }) : _(
      "Copy the file first: the form cannot take it along. Sign in there, paste it, put your own sentences in place of the skeleton’s, and {send}",
      { send }
    );
    const fork = _("If you are asked to fork, agree: that is a copy of your own.");
    const lost = _("Should the form then be empty, copy the file from here.");
    return [steps, fork, ...isFilled ? [lost] : []].join(" ");
  }
  function sendingAt(host) {
    const pullRequest = _("choose a new branch and “Propose file change”, then “New pull request”.");
    return {
      github: _("press “Commit changes”, then “Propose changes” and “Create pull request”."),
      gitea: pullRequest,
      forgejo: pullRequest,
      gitlab: _("press “Commit changes”, and let it start a merge request.")
    }[host];
  }

  // scripts/annotate/note_file.js
  function newTitle(quote, taken) {
    const [initial, ...rest] = Array.from(strip(quote, TITLE_EDGES) || quote);
    const characters = Array.from(initial.toUpperCase()).concat(rest);
    const others = new Set(taken.map(folded));
    for (let number = 1; ; number += 1) {
      const end = number === 1 ? "" : " (" + number + ")";
      const title = balanced(cut(characters, TITLE_LENGTH - end.length)) + end;
      if (!others.has(folded(title))) return title;
    }
  }
  var folded = (title) => title.toUpperCase().toLowerCase();
  function cut(characters, length) {
    if (characters.length <= length) return characters.join("");
    const kept = characters.slice(0, length - 1).join("");
    const space = kept.lastIndexOf(" ");
    return stripEnd(space > 0 ? kept.slice(0, space) : kept, TITLE_END) + "…";
  }
  function stripEnd(text, characters) {
    let end = text.length;
    while (end > 0 && characters.includes(text[end - 1])) end -= 1;
    return text.slice(0, end);
  }
  function strip(text, characters) {
    let start2 = 0;
    while (start2 < text.length && characters.includes(text[start2])) start2 += 1;
    return stripEnd(text.slice(start2), characters);
  }
  function balanced(words) {
    return PAIRS.reduce((text, [opening, closing]) => {
      if (text.split(opening).length === text.split(closing).length) return text;
      return text.split(opening).join("").split(closing).join("");
    }, words);
  }
  function newId(quote, taken) {
    const ascii = Array.from(quote.normalize("NFKD")).filter((sign) => sign < "");
    const found = ascii.join("").toLowerCase().replace(/'/g, "").match(/[a-z0-9]+/g) || [];
    const telling = found.filter((word) => !SMALL_WORDS.includes(word));
    const words = telling.length ? telling : [...found];
    while (words.length && /^\d/.test(words[0])) words.shift();
    const joined = words.slice(0, ID_WORDS).join("-").slice(0, ID_LENGTH);
    const id = strip(joined, "-") || "note";
    let tried = id;
    for (let number = 2; taken.includes(tried); number += 1) tried = id + "-" + number;
    return tried;
  }
  function isoDay(day) {
    const two = (number) => String(number).padStart(2, "0");
    return day.getFullYear() + "-" + two(day.getMonth() + 1) + "-" + two(day.getDate());
  }
  function fileOf(kind, essay, fields, settings, today) {
    const { ids, titles, templates } = settings.essays[essay];
    const lines = Object.entries(fields).map(
      ([name, words2]) => name === "in" ? "in: " + words2 : name + ": >-\n  " + words2
    );
    const values = [
      [SLOTS.title, newTitle(fields.quote, titles)],
      [SLOTS.place, lines.join("\n")],
      [SLOTS.today, today],
      [SLOTS.month, today.slice(0, 7)]
    ];
    const words = new Map(values);
    const slots = new RegExp(Array.from(words.keys()).join("|"), "g");
    const text = templates[kind].replace(slots, (slot) => words.get(slot) || "");
    const folder = settings.folder + "/" + essay + "/notes";
    return { folder, name: newId(fields.quote, ids) + ".md", text };
  }

  // scripts/annotate/place.js
  function placeOf(blocks, block, start2, end) {
    const text = block.text;
    const quote = text.slice(start2, end);
    const count = blocks.reduce((sum, { text: text2 }) => sum + occurrences(quote, text2).length, 0);
    if (count === 1) return { quote };
    const here = occurrences(quote, text);
    if (here.length === 1) return { quote, in: block.id };
    const before = wordsOf(text.slice(0, start2));
    for (let n = 1; n <= before.length; n += 1) {
      const some = before.slice(-n).join(" ");
      const fits = here.filter((at) => text.slice(0, at).trimEnd().endsWith(some));
      if (fits.length === 1) return { quote, in: block.id, before: some };
    }
    const after = wordsOf(text.slice(end));
    for (let n = 1; n <= after.length; n += 1) {
      const some = after.slice(0, n).join(" ");
      const fits = here.filter(
        (at) => text.slice(at + quote.length).trimStart().startsWith(some)
      );
      if (fits.length === 1) return { quote, in: block.id, after: some };
    }
    return null;
  }
  var wordsOf = (text) => text.split(/\s+/).filter(Boolean);

  // scripts/annotate/spans.js
  var isApostrophe = (character) => character === "'" || character === "’";
  function isJoined(text, at) {
    if (at <= 0 || at >= text.length) return false;
    if (inWord(text[at - 1]) && inWord(text[at])) {
      const both = isWithoutSpaces(text[at - 1]) && isWithoutSpaces(text[at]);
      return !both || /\p{M}/u.test(text[at]);
    }
    return isApostrophe(text[at]) && inWord(text[at - 1]) && inWord(text[at + 1]) || isApostrophe(text[at - 1]) && inWord(text[at - 2]) && inWord(text[at]);
  }
  var isSecondHalf = (unit) => unit >= "\uDC00" && unit <= "\uDFFF";
  function widen(text, start2, end) {
    while (start2 < end && text[start2] === " ") start2 += 1;
    while (end > start2 && text[end - 1] === " ") end -= 1;
    while (isJoined(text, start2) || isSecondHalf(text[start2])) start2 -= 1;
    while (isJoined(text, end) || isSecondHalf(text[end])) end += 1;
    return { start: start2, end };
  }
  function around(text, at) {
    const before = text.slice(0, at).trimEnd();
    const rest = text.slice(at);
    const after = at + (rest.length - rest.trimStart().length);
    const next = text.slice(after).search(/\s/);
    return widen(text, before.lastIndexOf(" ") + 1, next < 0 ? text.length : after + next);
  }

  // scripts/annotate/window.js
  var twice = () => _("These words stand there twice in the same surroundings. Choose some more.");
  function kindsOfNotes() {
    const meanings = {
      "fact-check": [_("Fact-check"), _("grades what the essay asserts")],
      context: [_("Context"), _("explains who, what, when")],
      textual: [_("Textual note"), _("is about the words: a slip, a gap, another version")]
    };
    const legend = make("legend", {}, _("Kind of note"));
    const kinds = make("fieldset", { class: "apparatus-annotate-kinds" }, legend);
    KINDS.forEach((value, index) => {
      const [name, meaning] = meanings[value];
      const input = make("input", { type: "radio", name: "apparatus-annotate-kind", value });
      input.checked = index === 0;
      kinds.append(make("label", {}, input, " " + name, make("span", {}, " " + meaning)));
    });
    return kinds;
  }
  function chooserOfWords() {
    const passages = make("select", { id: "apparatus-annotate-passage" });
    const options = { rows: "6", "aria-readonly": "true", inputmode: "none", spellcheck: "false" };
    const area = make("textarea", { id: "apparatus-annotate-area", ...options });
    area.addEventListener("beforeinput", (event) => event.preventDefault());
    const take = make("button", { type: "button" }, _("Use the selected words"));
    const how = _(
      "Press on the first word and then on the last, or select them with Shift and the arrow keys (with Control: word by word):"
    );
    const chooser = make(
      "div",
      { class: "apparatus-annotate-chooser" },
      make("p", {}, make("label", { for: passages.id }, _("Passage ")), passages),
      make("p", {}, make("label", { for: area.id }, how)),
      area,
      make("p", {}, take)
    );
    let pressed = null;
    function fill2(text) {
      area.value = text;
      area.setSelectionRange(0, 0);
      pressed = null;
    }
    area.addEventListener("click", () => {
      const text = area.value;
      const at = area.selectionStart;
      if (at !== area.selectionEnd) {
        pressed = null;
        return;
      }
      const from = inWord(text[at]) ? at : at - 1;
      if (!inWord(text[from])) return;
      const word = widen(text, from, from + 1);
      const { start: start2, end } = pressed || word;
      pressed = pressed ? null : word;
      area.setSelectionRange(Math.min(start2, word.start), Math.max(end, word.end));
    });
    return { chooser, passages, area, take, fill: fill2 };
  }
  function viewOfFile() {
    const label = _("The file of the note");
    const options = { rows: "10", readonly: "", spellcheck: "false", wrap: "off" };
    const area = make("textarea", { ...options, "aria-label": label });
    const copy = make("button", { type: "button", "aria-live": "polite" }, _("Copy"));
    const download = make("a", { class: "apparatus-annotate-download" }, _("Download"));
    const path = make("code");
    const files = make(
      "details",
      {},
      make("summary", {}, _("The file")),
      make("p", {}, path),
      area,
      make("p", {}, copy, " ", download)
    );
    copy.addEventListener("click", () => {
      const done = () => {
        copy.textContent = _("Copied");
      };
      const byHand = () => {
        area.focus();
        area.select();
        if (document.execCommand("copy")) done();
      };
      if (navigator.clipboard) navigator.clipboard.writeText(area.value).then(done, byHand);
      else byHand();
    });
    function show(file) {
      area.value = file.text;
      path.textContent = file.folder + "/" + file.name;
      download.href = "data:text/markdown;charset=utf-8," + encodeURIComponent(file.text);
      download.setAttribute("download", file.name);
      copy.textContent = _("Copy");
    }
    return { files, show };
  }
  function makeWindow(settings) {
    const heading = make("h2", { id: "apparatus-annotate-title" }, _("Annotate"));
    const status = { role: "status", class: "apparatus-annotate-told" };
    const told = make("p", { id: "apparatus-annotate-told", ...status });
    const { chooser, passages, area, take, fill: fill2 } = chooserOfWords();
    const quoted = make("blockquote", { class: "apparatus-annotate-quote" });
    const kinds = kindsOfNotes();
    const send = make("p", { class: "apparatus-annotate-send" });
    const steps = make("p", { class: "apparatus-annotate-steps" });
    const { files, show } = viewOfFile();
    const result = make("div", {}, quoted, kinds, send, steps, files);
    const again = make("button", { type: "button" }, _("Choose other words"));
    const close = make("button", { type: "button" }, _("Close"));
    const guide = settings.guide ? make("a", { href: settings.guide, target: "_blank" }, _("How to write a note")) : "";
    const names = { "aria-labelledby": heading.id, "aria-describedby": told.id };
    const dialog = make(
      "dialog",
      { class: "apparatus-annotate-window", ...names },
      heading,
      told,
      chooser,
      result,
      make("p", { class: "apparatus-annotate-foot" }, again, close, guide)
    );
    document.body.append(dialog);
    let essay;
    let words;
    let fields;
    const chosenKind = () => (
      /** @type {HTMLInputElement} */
      need("input:checked", kinds)
    );
    function open(found) {
      essay = found.essay;
      passages.replaceChildren(
        ...essay.blocks.map(
          ({ label, text }, index) => make("option", { value: String(index) }, label + " · " + text.slice(0, 40) + "…")
        )
      );
      begin(found);
      if (!dialog.open) dialog.showModal();
      if (chooser.hidden) chosenKind().focus();
      else passages.focus();
    }
    function begin({ several, words: words2, start: start2 = 0, end = 0 }) {
      if (words2 && several) {
        const message = _(
          "Your selection runs over several paragraphs. A note is about words of one paragraph: choose them here, or select fewer words in the text. For the rest write a second note."
        );
        choose(words2, message);
      } else if (words2 && end > start2) {
        const place = placeOf(essay.blocks, words2, start2, end);
        if (place) showResult(words2, place);
        else choose(words2, twice());
      } else {
        choose(essay.blocks.find(({ id }) => id === "p1") || essay.blocks[0], "");
      }
    }
    function choose(passage2, message) {
      told.textContent = message;
      chooser.hidden = false;
      result.hidden = again.hidden = true;
      passages.value = String(essay.blocks.indexOf(passage2));
      fill2(passage2.text);
    }
    function showResult(passage2, place) {
      words = passage2;
      fields = place;
      told.textContent = "";
      chooser.hidden = true;
      result.hidden = again.hidden = false;
      quoted.textContent = fields.quote;
      renew();
    }
    function renew() {
      const file = fileOf(chosenKind().value, essay.id, fields, settings, isoDay(/* @__PURE__ */ new Date()));
      const filled = filledFormFor(file, settings);
      const form = formFor(file, settings);
      show(file);
      files.open = !filled;
      send.replaceChildren();
      if (form) {
        const host = nameOf(settings.host);
        const name = filled ? _("Open the new note at {host}", { host }) : _("Open the empty form at {host}", { host });
        const options = { target: "_blank", rel: "noopener noreferrer" };
        send.append(make("a", { href: filled || form, ...options }, name));
      }
      steps.textContent = stepsAt(settings.host, Boolean(form), Boolean(filled));
    }
    const passage = () => essay.blocks[Number(passages.value)];
    passages.addEventListener("change", () => fill2(passage().text));
    take.addEventListener("click", () => {
      const chosen = passage();
      const { start: start2, end } = widen(chosen.text, area.selectionStart, area.selectionEnd);
      if (end <= start2) {
        told.textContent = _("No words are selected yet.");
        area.focus();
        return;
      }
      const place = placeOf(essay.blocks, chosen, start2, end);
      if (!place) {
        told.textContent = twice();
        return;
      }
      showResult(chosen, place);
      chosenKind().focus();
    });
    kinds.addEventListener("change", renew);
    again.addEventListener("click", () => {
      choose(words, "");
      passages.focus();
    });
    close.addEventListener("click", () => dialog.close());
    return { dialog, open };
  }

  // scripts/annotate/words.js
  var OTHER = ".apparatus-number, .apparatus-mark, .apparatus-mark-gap, .apparatus-reading";
  function read(block) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    const entries = [];
    let text = "";
    while (walker.nextNode()) {
      const node = (
        /** @type {Text} */
        walker.currentNode
      );
      if (node.parentElement?.closest(OTHER)) continue;
      const places = [];
      for (const sign of node.data.normalize("NFC")) {
        places.push(text.length);
        for (let unit = 1; unit < sign.length; unit += 1) places.push(text.length + unit);
        if (!/\s/.test(sign)) text += sign;
        else if (text && !text.endsWith(" ")) text += " ";
      }
      places.push(text.length);
      entries.push({ node, places });
    }
    return { block, text: text.trimEnd(), entries };
  }
  function offsetOf(words, container, offset) {
    const point = document.createRange();
    point.setStart(container, offset);
    for (const { node, places } of words.entries) {
      if (node === container) {
        const at = node.data.slice(0, offset).normalize("NFC").length;
        return Math.min(places[at], words.text.length);
      }
      if (point.comparePoint(node, 0) >= 0) return Math.min(places[0], words.text.length);
    }
    return words.text.length;
  }
  function replaced(node) {
    const element = node instanceof Element ? node : node.parentElement;
    const before = element?.closest(".apparatus-reading")?.previousElementSibling;
    return before?.matches(".apparatus-base") ? before : null;
  }
  function readEssay(element) {
    const id = element.dataset.essay || "";
    const blocks = all(".apparatus-block", element).map((block) => {
      const blockId = block.id.replace("e" + id + "-", "");
      const number = first(".apparatus-number", block);
      const label = number ? (number.textContent || "").trim().replace("¶", "") : blockId;
      return { ...read(block), id: blockId, label };
    });
    return { id, element, blocks };
  }
  function selectedIn(range, essay) {
    const found = essay.blocks.filter((words2) => range.intersectsNode(words2.block)).map((words2) => ({ words: words2, span: spanIn(range, words2) })).filter(({ span: span2 }) => span2);
    if (!found.length) return null;
    const [{ words, span }] = found;
    return found.length > 1 ? { essay, several: true, words } : { essay, words, ...span };
  }
  function spanIn(range, words) {
    const { startContainer, startOffset, endContainer, endOffset } = range;
    const first2 = replaced(startContainer);
    const last = replaced(endContainer);
    const start2 = first2 ? offsetOf(words, first2, 0) : offsetOf(words, startContainer, startOffset);
    const end = last ? offsetOf(words, last, last.childNodes.length) : offsetOf(words, endContainer, endOffset);
    if (words.text.slice(start2, end).trim()) return widen(words.text, start2, end);
    const isAdded = [startContainer, endContainer].every(
      (node) => words.block.contains(node) && node.parentElement?.closest(".apparatus-reading")
    );
    return isAdded && range.toString().trim() ? around(words.text, start2) : null;
  }

  // scripts/annotate.js
  function start(settings) {
    const elements = all("[data-essay]");
    const read2 = /* @__PURE__ */ new Map();
    function essayOf(element) {
      const essay = read2.get(element) || readEssay(element);
      read2.set(element, essay);
      return essay;
    }
    function selected() {
      const selection = document.getSelection();
      if (!selection || !selection.rangeCount || selection.isCollapsed) return null;
      const range = selection.getRangeAt(0);
      const element = elements.find((essay) => range.intersectsNode(essay));
      return element ? selectedIn(range, essayOf(element)) : null;
    }
    const { dialog, open } = makeWindow(settings);
    const offer = makeButton(dialog, selected, open);
    for (const element of elements) {
      const button = need(".apparatus-annotate-start", element);
      button.addEventListener("click", () => open({ essay: essayOf(element) }));
      if (button.dataset.pressed) button.click();
    }
    offer();
  }
  if (window.apparatusAnnotate && all("[data-essay]").length) start(window.apparatusAnnotate);
})();
