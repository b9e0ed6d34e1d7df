/* From words in the page to the file of a note: select, choose a kind, send.
   The quotation is made of the base text alone, as the check of the edition reads it. */
(function () {
  "use strict";

  const essays = Array.from(document.querySelectorAll("[data-essay]"));
  const settings = window.apparatusAnnotate;
  if (!settings || !essays.length) return;
  // What stands in a block and is no word of the base text.
  const OTHER = ".apparatus-number, .apparatus-mark, .apparatus-mark-gap, .apparatus-reading";
  const LONGEST = 6000;
  const HOSTS = { github: "GitHub", gitea: "Gitea", forgejo: "Forgejo", gitlab: "GitLab" };

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    Object.entries(attributes || {}).forEach(([name, value]) => element.setAttribute(name, value));
    element.append(...children);
    return element;
  }

  /* -- the words of a block --------------------------------------------------------------- */

  /* Give a block's words with white space drawn together, and where each text node's signs went. */
  function read(block) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    const entries = [];
    let text = "";
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.parentElement.closest(OTHER)) continue;
      const places = [];
      for (const sign of node.data.normalize("NFC")) {
        const blank = /\s/.test(sign);
        places.push(text.length);
        for (let unit = 1; unit < sign.length; unit += 1) places.push(text.length + unit);
        if (!blank) text += sign;
        else if (text && !text.endsWith(" ")) text += " ";
      }
      places.push(text.length);
      entries.push({ node, places });
    }
    return { block, text: text.trimEnd(), entries };
  }

  /* Give the place in a block's words that an end of a selection stands for. */
  function placeOf(words, container, offset) {
    const point = document.createRange();
    point.setStart(container, offset);
    for (const { node, places } of words.entries) {
      if (node === container) {
        return Math.min(places[node.data.slice(0, offset).normalize("NFC").length], words.text.length);
      }
      if (point.comparePoint(node, 0) >= 0) return Math.min(places[0], words.text.length);
    }
    return words.text.length;
  }

  /* Words of the reading text stand for those of the base text that they replace. */
  function replaced(container) {
    const element = container.nodeType === Node.ELEMENT_NODE ? container : container.parentElement;
    const added = element && element.closest(".apparatus-reading");
    const before = added && added.previousElementSibling;
    return before && before.matches(".apparatus-base") ? before : null;
  }

  const inWord = (sign) => /[\p{L}\p{N}\p{M}_]/u.test(sign || "");

  function isJoined(text, at) {
    if (at <= 0 || at >= text.length) return false;
    if (inWord(text[at - 1]) && inWord(text[at])) return true;
    // An apostrophe within a word joins its halves.
    const joins = (sign) => sign === "'" || sign === "\u2019";
    return (joins(text[at]) && inWord(text[at - 1]) && inWord(text[at + 1]))
      || (joins(text[at - 1]) && inWord(text[at - 2]) && inWord(text[at]));
  }

  function isSurrogate(sign) { return sign >= "\udc00" && sign <= "\udfff"; }

  /* Widen to whole words; leave out white space at the ends. Nothing becomes the words beside it. */
  function widen(text, start, end) {
    while (start < end && text[start] === " ") start += 1;
    while (end > start && text[end - 1] === " ") end -= 1;
    while (isJoined(text, start) || isSurrogate(text[start])) start -= 1;
    while (isJoined(text, end) || isSurrogate(text[end])) end += 1;
    return { start, end };
  }

  function around(text, at) {
    const before = text.slice(0, at).trimEnd();
    const after = at + (text.slice(at).length - text.slice(at).trimStart().length);
    const next = text.slice(after).search(/\s/);
    return widen(text, before.lastIndexOf(" ") + 1, next < 0 ? text.length : after + next);
  }

  const readEssays = new Map();
  function wordsOf(essay) {
    if (!readEssays.has(essay)) {
      const id = essay.dataset.essay;
      const blocks = Array.from(essay.querySelectorAll(".apparatus-block")).map((block) => {
        const words = read(block);
        words.id = block.id.replace("e" + id + "-", "");
        const number = block.querySelector(".apparatus-number");
        // By the number alone, so that typing it finds the passage.
        words.label = number ? number.textContent.trim().replace("\u00b6", "") : words.id;
        return words;
      });
      readEssays.set(essay, { id, element: essay, blocks });
    }
    return readEssays.get(essay);
  }

  /* Give what is selected: words of one block, or that they are of several; nothing if of none. */
  function selected() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const element = essays.find((essay) => range.intersectsNode(essay));
    if (!element) return null;
    const essay = wordsOf(element);
    const found = [];
    essay.blocks.forEach((words) => {
      if (!range.intersectsNode(words.block)) return;
      const first = replaced(range.startContainer), last = replaced(range.endContainer);
      let start = first ? placeOf(words, first, 0) : placeOf(words, range.startContainer, range.startOffset);
      let end = last ? placeOf(words, last, last.childNodes.length)
        : placeOf(words, range.endContainer, range.endOffset);
      if (words.text.slice(start, end).trim()) found.push({ words, ...widen(words.text, start, end) });
      else if (words.block.contains(range.startContainer) && words.block.contains(range.endContainer)
        && range.toString().trim()
        && [range.startContainer, range.endContainer].every((node) => node.parentElement.closest(".apparatus-reading"))) {
        found.push({ words, ...around(words.text, start) });
      }
    });
    if (!found.length) return null;
    return found.length > 1 ? { essay, several: true, words: found[0].words } : { essay, ...found[0] };
  }

  /* -- the file ---------------------------------------------------------------------------- */

  function occurrences(quote, text) {
    const found = [];
    for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) found.push(at);
    return found;
  }

  /* As few fields as single the words out: writing.py has the same steps. */
  function place(essay, words, start, end) {
    const text = words.text, quote = text.slice(start, end);
    const count = essay.blocks.reduce((sum, block) => sum + occurrences(quote, block.text).length, 0);
    if (count === 1) return { quote };
    const here = occurrences(quote, text);
    if (here.length === 1) return { quote, in: words.id };
    const before = text.slice(0, start).split(/\s+/).filter(Boolean);
    for (let n = 1; n <= before.length; n += 1) {
      const some = before.slice(-n).join(" ");
      if (here.filter((at) => text.slice(0, at).trimEnd().endsWith(some)).length === 1) {
        return { quote, in: words.id, before: some };
      }
    }
    const after = text.slice(end).split(/\s+/).filter(Boolean);
    for (let n = 1; n <= after.length; n += 1) {
      const some = after.slice(0, n).join(" ");
      if (here.filter((at) => text.slice(at + quote.length).trimStart().startsWith(some)).length === 1) {
        return { quote, in: words.id, after: some };
      }
    }
    return null;
  }

  /* Marks that have lost their partner are left out. */
  function balanced(words) {
    return ["“”", "()", "[]"].reduce((text, [opening, closing]) =>
      text.split(opening).length === text.split(closing).length ? text
        : text.split(opening).join("").split(closing).join(""), words);
  }

  function newTitle(quote, taken) {
    const plain = quote.replace(/^[ .,;:–—\-()[\]“”‘’"']+|[ .,;:–—\-()[\]“”‘’"']+$/g, "") || quote;
    const stripped = plain[0].toUpperCase() + plain.slice(1);
    const others = new Set(taken.map((title) => title.toLowerCase()));
    for (let number = 1; ; number += 1) {
      const end = number === 1 ? "" : " (" + number + ")";
      const signs = Array.from(stripped), length = 60 - end.length;
      let title = stripped;
      if (signs.length > length) {
        const kept = signs.slice(0, length - 1).join("");
        const cut = kept.lastIndexOf(" ");
        title = (cut > 0 ? kept.slice(0, cut) : kept).replace(/[ .,;:–—-]+$/, "") + "…";
      }
      title = balanced(title) + end;
      if (!others.has(title.toLowerCase())) return title;
    }
  }

  function newId(quote, taken) {
    const plain = quote.normalize("NFKD").replace(/[^\x00-\x7f]/g, "").toLowerCase().replace(/'/g, "");
    const found = plain.match(/[a-z0-9]+/g) || [];
    let telling = found.filter((word) => !settings.small.includes(word));
    if (!telling.length) telling = found;
    while (telling.length && /^\d/.test(telling[0])) telling = telling.slice(1);
    const id = telling.slice(0, 4).join("-").slice(0, 40).replace(/^-+|-+$/g, "") || "note";
    let tried = id;
    for (let number = 2; taken.includes(tried); number += 1) tried = id + "-" + number;
    return tried;
  }

  function today() {
    const now = new Date(), two = (number) => String(number).padStart(2, "0");
    return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  }

  function fileOf(kind, essay, fields) {
    const known = settings.essays[essay.id];
    const id = newId(fields.quote, known.ids);
    const day = today();
    const lines = Object.entries(fields).map(([name, words]) =>
      name === "in" ? "in: " + words : name + ": >-\n  " + words);
    const values = {
      "@title@": newTitle(fields.quote, known.titles), "@place@": lines.join("\n"),
      "@today@": day, "@month@": day.slice(0, 7),
    };
    const text = known.templates[kind].replace(/@(title|place|today|month)@/g, (mark) => values[mark]);
    return { id, folder: settings.folder + "/" + essay.id + "/notes", name: id + ".md", text };
  }

  /* Give the address of the host's form for a new file, with the text if the host takes it along.
     docs/engine/design.md, “The forms of the hosts”, says where these are documented. */
  function addressOf(file, withText) {
    if (!settings.repository || !HOSTS[settings.host]) return "";
    const branch = settings.branch.split("/").map(encodeURIComponent).join("/");
    const path = encodeURIComponent(file.folder + "/" + file.name);
    const forms = {
      github: "/new/" + branch + "?filename=" + path,
      gitea: "/_new/" + branch + "/" + file.folder + "?filename=" + encodeURIComponent(file.name),
      gitlab: "/-/new/" + branch + "?file_name=" + path,
    };
    forms.forgejo = forms.gitea;
    const address = settings.repository + forms[settings.host];
    if (!withText) return address;
    if (settings.host === "gitlab") return "";
    const whole = address + "&value=" + encodeURIComponent(file.text);
    return whole.length > LONGEST ? "" : whole;
  }

  /* -- the window -------------------------------------------------------------------------- */

  const KINDS = [
    ["fact-check", "Fact-check", "grades what the essay asserts"],
    ["context", "Context", "explains who, what, when"],
    ["textual", "Textual note", "is about the words: a slip, a gap, another version"],
  ];

  const heading = make("h2", { id: "apparatus-annotate-title" }, "Annotate");
  const told = make("p", { id: "apparatus-annotate-told", role: "status", class: "apparatus-annotate-told" });
  const passages = make("select", { id: "apparatus-annotate-passage" });
  // Not readonly: browsers show no caret there, and keys would select nothing.
  const area = make("textarea", {
    id: "apparatus-annotate-area", rows: "6", "aria-readonly": "true", inputmode: "none", spellcheck: "false",
  });
  area.addEventListener("beforeinput", (event) => event.preventDefault());
  const take = make("button", { type: "button" }, "Use the selected words");
  const chooser = make("div", { class: "apparatus-annotate-chooser" },
    make("p", {}, make("label", { for: passages.id }, "Passage "), passages),
    make("p", {}, make("label", { for: area.id },
      "Press on the first word and then on the last, or select them with Shift and the arrow keys "
      + "(with Control: word by word):")),
    area, make("p", {}, take));
  const quoted = make("blockquote", { class: "apparatus-annotate-quote" });
  const kinds = make("fieldset", { class: "apparatus-annotate-kinds" }, make("legend", {}, "Kind of note"));
  KINDS.forEach(([value, name, meaning], index) => {
    const input = make("input", { type: "radio", name: "apparatus-annotate-kind", value });
    input.checked = index === 0;
    kinds.append(make("label", {}, input, " " + name, make("span", {}, " " + meaning)));
  });
  const send = make("p", { class: "apparatus-annotate-send" });
  const steps = make("p", { class: "apparatus-annotate-steps" });
  const fileArea = make("textarea", {
    rows: "10", readonly: "", "aria-label": "The file of the note", spellcheck: "false", wrap: "off",
  });
  const copy = make("button", { type: "button", "aria-live": "polite" }, "Copy");
  const download = make("a", { class: "apparatus-annotate-download" }, "Download");
  const path = make("code", {});
  const files = make("details", {}, make("summary", {}, "The file"), make("p", {}, path), fileArea,
    make("p", {}, copy, " ", download));
  const result = make("div", {}, quoted, kinds, send, steps, files);
  const again = make("button", { type: "button" }, "Choose other words");
  const close = make("button", { type: "button" }, "Close");
  const guide = settings.guide
    ? make("a", { href: settings.guide, target: "_blank" }, "How to write a note")
    : "";
  const dialog = make("dialog", {
    class: "apparatus-annotate-window", "aria-labelledby": heading.id, "aria-describedby": told.id,
  }, heading, told, chooser, result, make("p", { class: "apparatus-annotate-foot" }, again, close, guide));
  document.body.append(dialog);

  let current = null;

  function open(found) {
    passages.replaceChildren(...found.essay.blocks.map((words, index) =>
      make("option", { value: String(index) }, words.label + " · " + words.text.slice(0, 40) + "…")));
    current = { essay: found.essay };
    if (found.quote) showResult(found);
    else if (found.several) {
      choose(found.words, "Your selection runs over several paragraphs. A note is about words of one "
        + "paragraph: choose them here, or select fewer words in the text. For the rest write a second note.");
    } else if (found.words && found.end > found.start) {
      const fields = place(found.essay, found.words, found.start, found.end);
      if (fields) showResult({ ...found, fields });
      else choose(found.words, "These words stand there twice in the same surroundings. Choose some more.");
    } else choose(found.essay.blocks.find((words) => words.id === "p1") || found.essay.blocks[0], "");
    if (!dialog.open) dialog.showModal();
    if (chooser.hidden) kinds.querySelector("input:checked").focus(); else passages.focus();
  }

  function choose(words, message) {
    told.textContent = message;
    chooser.hidden = false;
    result.hidden = again.hidden = true;
    passages.value = String(current.essay.blocks.indexOf(words));
    fill();
  }

  function fill() {
    area.value = current.essay.blocks[Number(passages.value)].text;
    area.setSelectionRange(0, 0);
    pressed = null;
  }

  /* The first press marks a word, the second all from it to another; a finger can do no more. */
  let pressed = null;
  function press() {
    const text = area.value, at = area.selectionStart;
    if (at !== area.selectionEnd) {
      pressed = null;
      return;
    }
    const from = inWord(text[at]) ? at : at - 1;
    if (!inWord(text[from])) return;
    const word = widen(text, from, from + 1);
    const start = pressed ? Math.min(pressed.start, word.start) : word.start;
    const end = pressed ? Math.max(pressed.end, word.end) : word.end;
    pressed = pressed ? null : word;
    area.setSelectionRange(start, end);
  }

  function showResult(found) {
    current = found;
    told.textContent = "";
    chooser.hidden = true;
    result.hidden = again.hidden = false;
    quoted.textContent = found.fields.quote;
    renew();
  }

  const OWN = "put your own sentences in place of the skeleton’s, ";
  const STEPS = {
    github: "press “Commit changes”, then “Propose changes” and “Create pull request”.",
    gitea: "choose a new branch and “Propose file change”, then “New pull request”.",
    gitlab: "press “Commit changes”, and let it start a merge request.",
  };
  STEPS.forgejo = STEPS.gitea;

  function stepsTo(address, form) {
    if (!form) {
      return "This edition has no address for contributions yet. Copy or download the file, " + OWN
        + "and send it to the editors, or put it into a copy of the edition under the name below.";
    }
    const start = address ? "Sign in there, " : "Copy the file first: the form cannot take it along. "
      + "Sign in there, paste it, ";
    // A fork is made before the form is shown, and what was to stand in the form may get lost.
    return start + OWN + "and " + STEPS[settings.host] + " If you are asked to fork, agree: that is a "
      + "copy of your own." + (address ? " Should the form then be empty, copy the file from here." : "");
  }

  function renew() {
    const kind = kinds.querySelector("input:checked").value;
    const file = fileOf(kind, current.essay, current.fields);
    const address = addressOf(file, true), form = addressOf(file, false);
    fileArea.value = file.text;
    path.textContent = file.folder + "/" + file.name;
    download.href = "data:text/markdown;charset=utf-8," + encodeURIComponent(file.text);
    download.setAttribute("download", file.name);
    send.replaceChildren();
    if (form) {
      send.append(make("a", { href: address || form, target: "_blank", rel: "noopener noreferrer" },
        (address ? "Open the new note at " : "Open the empty form at ") + HOSTS[settings.host]));
    }
    steps.textContent = stepsTo(address, form);
    files.open = !address;
    copy.textContent = "Copy";
  }

  function copyFile() {
    const done = () => { copy.textContent = "Copied"; };
    const byHand = () => {
      fileArea.focus();
      fileArea.select();
      if (document.execCommand("copy")) done();
    };
    if (navigator.clipboard) navigator.clipboard.writeText(fileArea.value).then(done, byHand);
    else byHand();
  }

  passages.addEventListener("change", fill);
  area.addEventListener("click", press);
  take.addEventListener("click", () => {
    const words = current.essay.blocks[Number(passages.value)];
    const found = widen(words.text, area.selectionStart, area.selectionEnd);
    if (found.end <= found.start) {
      told.textContent = "No words are selected yet.";
      area.focus();
      return;
    }
    const fields = place(current.essay, words, found.start, found.end);
    if (!fields) {
      told.textContent = "These words stand there twice in the same surroundings. Choose some more.";
      return;
    }
    showResult({ essay: current.essay, words, fields });
    kinds.querySelector("input:checked").focus();
  });
  kinds.addEventListener("change", renew);
  copy.addEventListener("click", copyFile);
  again.addEventListener("click", () => { choose(current.words, ""); passages.focus(); });
  close.addEventListener("click", () => dialog.close());

  /* -- the buttons ------------------------------------------------------------------------- */

  const button = make("button", { type: "button", class: "apparatus-annotate-button" }, "Annotate");
  button.hidden = true;
  document.body.append(button);
  let found = null;

  function offer() {
    if (dialog.open) return;
    found = selected();
    button.hidden = !found;
    if (!found) return;
    const boxes = document.getSelection().getRangeAt(0).getClientRects();
    const box = boxes[boxes.length - 1];
    if (!box) return;
    const right = document.documentElement.clientWidth - button.offsetWidth - 8;
    button.style.left = scrollX + Math.max(8, Math.min(box.right + 4, right)) + "px";
    // A finger's handles hang below the words.
    button.style.top = scrollY + box.bottom + (matchMedia("(pointer: coarse)").matches ? 30 : 6) + "px";
  }

  let timer = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(offer, 150);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !button.hidden) button.hidden = true;
  });
  // The selection must outlive the click.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const now = selected() || found;
    if (!now) return;
    button.hidden = true;
    open(now);
  });

  essays.forEach((element) => {
    // apparatus.js has made it, and fetched this script when it was pressed or words were selected.
    const start = element.previousElementSibling.querySelector("button");
    start.addEventListener("click", () => open({ essay: wordsOf(element) }));
    if (start.dataset.pressed) start.click();
  });
  offer();
})();
