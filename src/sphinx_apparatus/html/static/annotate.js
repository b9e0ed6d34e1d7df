/* Generated from html/assets by “make scripts”; edit it there. */
"use strict";
(() => {
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
  var siteRoot = () => new URL(document.documentElement.dataset.content_root || "./", location.href);

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

  var askToCorrect = (target) => void document.dispatchEvent(new CustomEvent("apparatus-correct", { detail: target }));

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
      button.textContent = found?.ofNote ? _("Correct") : _("Annotate");
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

  var VERDICTS = (
    { "supported": "Supported", "mostly-supported": "Mostly supported", "partly-supported": "Partly supported", "unsupported": "Unsupported", "contradicted": "Contradicted", "disputed": "Disputed", "not-checkable": "Not checkable" }
  );
  var MEANINGS = { "supported": "The evidence bears out the claim in substance and detail.", "mostly-supported": "The evidence bears out the claim in substance; a detail is off.", "partly-supported": "One part holds and another does not, or the claim holds only with a limit that the essay does not state.", "unsupported": "No reliable evidence was found for the claim.", "contradicted": "Reliable evidence says otherwise.", "disputed": "Credible sources disagree.", "not-checkable": "An opinion, a forecast or a judgment of value." };
  var OFF_SCALE = ["disputed", "not-checkable"];
  var VERDICT_NEEDS = { "no words": "not-checkable", "search": "unsupported", "sides": "disputed" };
  var KINDS = (
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
  var RULES = { "FIELD_MISSING": "A021", "FIELD_VALUE": "A022", "DATE_ORDER": "A024", "READING": "A049", "QUOTE_LENGTH": "A051", "BODY_EMPTY": "A060", "BODY_LENGTH": "A061", "BODY_MARKUP": "A062", "UNFILLED": "A065", "DEMANDED": "A066", "EXPECTED": "A067", "SUMMARY": "A070", "EVIDENCE": "A071", "CONFIDENCE": "A072", "CITATION_UNKNOWN": "A080", "CITATION_NONE": "A081", "CITATION_UNCONSULTED": "A082", "CONTESTED_WORD": "A121" };
  var NOT_REFUSED = ["A051", "A061", "A067", "A121"];
  var REQUIRED = { "fact-check": ["title", "quote", "checked", "evidence-through", "by", "kind", "claim", "verdict", "confidence"], "context": ["title", "quote", "by", "kind"], "textual": ["title", "quote", "by", "kind", "change", "certainty"] };
  var CONFIDENCES = ["high", "medium", "low"];
  var CERTAINTIES = ["certain", "probable", "conjectural"];
  var NOT_READ = "no";
  var MOST = { "title": 60, "summary": 25, "evidence": 50, "body": 120, "quote": 40 };
  var SIDES = 2;
  var IN_BLOCK_FORM = ["after", "before", "claim", "comment", "evidence-none", "quote", "reading", "summary", "title"];
  var NOT_WORDS = ["false", "n", "no", "null", "off", "on", "true", "y", "yes"];
  var UNFILLED = ["State here in one sentence what the essay asserts.", "First sentence: what was found.", "First sentence: what a reader of these words needs to know.", "First sentence: why the words are as they are, or what other witnesses have.", "One sentence that names the thing and says what was found."];
  var ATTRIBUTIONS = ["accord(?:ing|ed)", "account", "accus(?:e|es|ed|ing|ation|ations)", "admit(?:s|ted)?", "alleg(?:e|es|ed|ing|ation|ations)", "announc(?:e|es|ed)", "answer(?:s|ed)?", "argu(?:e|es|ed|ing)", "ask(?:s|ed)?", "assert(?:s|ed)?", "believ(?:e|es|ed)", "call(?:s|ed|ing)?", "charg(?:e|es|ed)", "cit(?:e|es|ed|ing)", "claim(?:s|ed|ing)?", "conclud(?:e|es|ed)", "condemn(?:s|ed|ing)?", "convicted", "count(?:s|ed)", "declar(?:e|es|ed|ing)", "den(?:y|ies|ied)", "describ(?:e|es|ed|ing)", "differ(?:s|ed)?", "disagree(?:s|d)?", "disputed?", "estimat(?:e|es|ed)", "express(?:es|ed)", "f(?:ind|inds|ound)", "held", "holds", "indict(?:ed|ment)", "judg(?:e|es|ed)", "label(?:s|ed)?", "mean(?:s|t)?", "nam(?:e|es|ed)", "object(?:s|ed)?", "put(?:s)? it", "quot(?:e|es|ed|ing)", "recall(?:s|ed)?", "record(?:s|ed)", "reject(?:s|ed)?", "report(?:s|ed|edly|ing)?", "rul(?:ed|ing)", "sentenced", "s(?:ay|ays|aid|aying)", "speaks? of", "spoke of", "stat(?:es|ed)", "t(?:ells|old)", "term(?:s|ed)?", "testif(?:ies|ied)", "thinks?", "warn(?:s|ed)?", "words? of", "writ(?:e|es|ing|ten)", "wrote"];
  var BEFORE_NAMES = ["apr", "art", "aug", "c", "ca", "capt", "cf", "ch", "col", "dec", "dr", "e.g", "ed", "eds", "feb", "fig", "gen", "gov", "hon", "i.e", "jan", "jul", "jun", "lt", "mar", "mr", "mrs", "ms", "no", "nos", "nov", "oct", "p", "pp", "pres", "prof", "rep", "rev", "sec", "sen", "sep", "sept", "sgt", "st", "v", "vol", "vols", "vs"];
  var DOUBTFUL = ["a.m", "al", "co", "corp", "etc", "inc", "jr", "ltd", "p.m", "sr"];
  var OPENERS = ["a", "all", "although", "an", "and", "any", "as", "at", "because", "before", "both", "but", "by", "despite", "during", "each", "even", "every", "few", "for", "from", "given", "he", "her", "here", "his", "how", "however", "if", "in", "instead", "it", "its", "just", "many", "more", "most", "much", "my", "neither", "no", "nor", "not", "now", "of", "on", "once", "one", "only", "or", "our", "she", "since", "so", "some", "still", "such", "than", "that", "the", "their", "then", "there", "these", "they", "this", "those", "though", "through", "thus", "to", "under", "unless", "until", "we", "what", "when", "where", "whether", "which", "while", "who", "why", "with", "without", "yet", "you", "your"];
  var SEARCHED_AS = { "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ς": "σ", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st" };
  var SLOTS = { "title": "@title@", "place": "@place@", "today": "@today@", "month": "@month@" };
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
  var ruleOf = (verdict) => own ? own.rules[verdict] || "" : verdict;

  var made = 0;
  function labelled(label, input, hint = "") {
    made += 1;
    input.id || (input.id = "apparatus-input-" + made);
    const line = make("p", { class: "apparatus-field" }, make("label", { for: input.id }, label));
    if (hint) {
      const report = make("span", { class: "apparatus-hint", id: input.id + "-hint" }, hint);
      input.setAttribute("aria-describedby", report.id);
      line.append(" ", report);
    }
    line.append(input);
    return line;
  }
  var wordsInput = (name, rows = 1) => rows > 1 ? make("textarea", { name, rows: String(rows) }) : make("input", { name, type: "text" });
  function choiceInput(name, choices) {
    const options = choices.map(([value, words2]) => make("option", { value }, words2 && _(words2)));
    return make("select", { name }, ...options);
  }
  function verdictInput(blank2 = []) {
    const choices = Object.entries(VERDICTS2);
    const isOff = ([value]) => OFF_SCALE2.includes(value);
    const select = choiceInput("verdict", [...blank2, ...choices.filter((one) => !isOff(one))]);
    const off = make("optgroup", { label: _("Off the scale") });
    off.append(...choiceInput("", choices.filter(isOff)).options);
    if (off.childElementCount) select.append(off);
    select.selectedIndex = 0;
    const meaning = make("span", { class: "apparatus-hint", "aria-live": "polite" });
    const line = labelled(_("Verdict"), select);
    line.append(meaning);
    function say() {
      const words2 = MEANINGS2[select.value];
      meaning.textContent = words2 ? _(words2) : "";
    }
    return { select, line, say };
  }
  function limitOf(choice) {
    const high = (
      need("[value=high]", choice)
    );
    let wasHigh = false;
    return (isLimited2) => {
      high.disabled = isLimited2;
      if (isLimited2 && choice.value === "high") {
        choice.value = "medium";
        wasHigh = true;
      } else if (!isLimited2 && wasHigh) {
        if (choice.value === "medium") choice.value = "high";
        wasHigh = false;
      }
    };
  }
  var answersIn = (form) => Object.fromEntries(
    all("[name]:not([type=radio])", form).map((input) => [
      input.name,
      input.value
    ])
  );
  function putAnswers(form, answers) {
    for (
      const input of
      all("[name]:not([type=radio])", form)
    ) {
      if (input.name in answers) input.value = answers[input.name];
    }
  }
  function storage() {
    try {
      return localStorage;
    } catch {
      return null;
    }
  }
  var NAME = "apparatus-name";
  var keptName = () => storage()?.getItem(NAME) || "";
  function nameInput(people, list) {
    const words2 = { placeholder: _("your name (optional)"), autocomplete: "name" };
    const by = make("input", { name: "by", type: "text", list, ...words2 });
    by.addEventListener("input", () => {
      if (by.value.trim()) storage()?.setItem(NAME, by.value);
      else storage()?.removeItem(NAME);
    });
    const hint = _("the name that stands under the note; an editor enters new people");
    const line = labelled(_("By"), by, hint);
    const known = Object.values(people).map((value) => make("option", { value }));
    line.append(make("datalist", { id: list }, ...known));
    return line;
  }
  function writerOf(name, people) {
    const by = name.trim();
    const key = Object.keys(people).find((one) => one === by || people[one] === by) || "";
    return { by: key, writer: key ? "" : by };
  }
  function keepDraft(form, changed) {
    const clear = make("button", { type: "button" }, _("Clear"));
    clear.hidden = true;
    let key = "";
    let empty = {};
    let cleared = null;
    const given = () => Object.fromEntries(Object.entries(answersIn(form)).filter(([name]) => name !== "by"));
    const isBegun = () => Object.entries(given()).some(([name, words2]) => words2 !== (empty[name] || ""));
    function renew() {
      clear.hidden = !isBegun() && !cleared;
      clear.textContent = cleared ? _("Bring back") : _("Clear");
    }
    function keep() {
      if (isBegun()) storage()?.setItem(key, JSON.stringify(given()));
      else storage()?.removeItem(key);
    }
    form.addEventListener("input", () => {
      cleared = null;
      keep();
      renew();
    });
    clear.addEventListener("click", () => {
      const now = cleared || empty;
      cleared = cleared ? null : given();
      putAnswers(form, now);
      keep();
      renew();
      changed(cleared ? _("Your answers are cleared.") : _("Your answers are back."));
    });
    return {
      clear,
      /**
       * Begin with what was kept under a name; return whether something was.
       * @param {string} name
       */
      begin(name) {
        key = "apparatus-draft:" + name;
        cleared = null;
        empty = given();
        const kept = JSON.parse(storage()?.getItem(key) || "null");
        if (kept) putAnswers(form, kept);
        renew();
        return Boolean(kept);
      }
    };
  }
  function listOfFaults(name) {
    const list = make("ul", { class: "apparatus-faults" });
    const box = make("div", { role: "group", "aria-label": name }, make("strong", {}, name), list);
    box.hidden = true;
    function show(faults) {
      const lines = new Set(faults.map(({ message }) => message));
      list.replaceChildren(...Array.from(lines, (line) => make("li", {}, line)));
      box.hidden = !lines.size;
    }
    return { box, show };
  }
  function viewOfFile() {
    const shown = { rows: "10", readonly: "", spellcheck: "false", wrap: "off" };
    const area = make("textarea", { ...shown, "aria-label": _("The file of the note") });
    const copy = make("button", { type: "button", "aria-live": "polite" }, _("Copy"));
    const download = make("a", { class: "apparatus-annotate-download" }, _("Download"));
    const path = make("code");
    const place = make("p", {}, path);
    made += 1;
    const options = { "aria-live": "polite", class: "apparatus-annotate-done" };
    const done = make("span", { id: "apparatus-done-" + made, ...options });
    const taking = make("div", { class: "apparatus-annotate-take" }, done, copy, download);
    const files = make("details", {}, make("summary", {}, _("The file")), place, area);
    let address = "";
    function copyFile() {
      if (isHeld(copy)) return;
      const confirm = () => {
        copy.textContent = _("Copied");
        done.textContent = _("{file} is on the clipboard.", { file: download.download });
      };
      const byHand = () => {
        files.open = true;
        area.focus();
        area.select();
        if (document.execCommand("copy")) confirm();
      };
      if (navigator.clipboard) navigator.clipboard.writeText(area.value).then(confirm, byHand);
      else byHand();
    }
    copy.addEventListener("click", copyFile);
    download.addEventListener("click", () => {
      if (isHeld(download)) return;
      done.textContent = _("{file} goes to your downloads.", { file: download.download });
    });
    function hold(reason) {
      done.textContent = reason;
      holdBack(copy, reason && done.id);
      holdBack(download, reason && done.id);
      if (reason) download.removeAttribute("href");
      else download.href = address;
    }
    function show(file) {
      area.value = file.text;
      path.textContent = file.folder + (file.folder && "/") + file.name;
      address = "data:text/markdown;charset=utf-8," + encodeURIComponent(file.text);
      download.setAttribute("download", file.name);
      copy.textContent = _("Copy");
      hold("");
    }
    return { files, place, taking, done, show, hold, copyFile };
  }
  function holdBack(way, reason) {
    const held = { "aria-disabled": "true", "aria-describedby": reason, role: "link", tabindex: "0" };
    for (const [name, value] of Object.entries(held)) {
      if (name === "role" && way.matches("button")) continue;
      if (reason) way.setAttribute(name, value);
      else way.removeAttribute(name);
    }
  }
  var isHeld = (way) => way.getAttribute("aria-disabled") === "true";
  function countedWords(words2, most) {
    const count = words2.split(/\s+/).filter(Boolean).length;
    return countOf("{count} word", "{count} words", count) + " " + _("of at most {most}", { most });
  }
  var nowhereLine = () => make(
    "p",
    { class: "apparatus-annotate-nowhere" },
    _("You will get a file to send to the editors.")
  );
  function makeDialog(name, content, foot) {
    const heading = make("h2", { id: name + "-title" });
    const status = { role: "status", class: "apparatus-annotate-report" };
    const report = make("p", { id: name + "-report", ...status });
    const close = make("button", { type: "button" }, _("Close"));
    const dialog = make(
      "dialog",
      {
        class: "apparatus-annotate-window",
        "aria-labelledby": heading.id,
        "aria-describedby": report.id
      },
      heading,
      report,
      ...content,
      make(
        "div",
        { class: "apparatus-annotate-foot" },
        ...foot.slice(0, -1),
        close,
        ...foot.slice(-1)
      )
    );
    document.body.append(dialog);
    close.addEventListener("click", () => dialog.close());
    return { dialog, heading, report };
  }
  function outward(href, words2, kind = "") {
    const options = { target: "_blank", rel: "noopener noreferrer" };
    return make("a", { href, ...options, ...kind && { class: kind } }, words2);
  }
  var inputOf = (form, name) => (
    need("[name='" + name + "']", form)
  );

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
  var textOfIssue = ({ answers }) => answers.map(([, label, answer]) => "### " + label + "\n\n" + (answer.trim() || "_No response_")).join("\n\n") + "\n";
  function issueFor(issue, settings) {
    const form = issue.form && addressOf(settings, "form", { template: issue.form });
    const { title } = issue;
    if (!form) return addressOf(settings, "issue", { title, body: textOfIssue(issue) });
    const field = formOf(settings, "field");
    const whole = [["title", "", title], ...issue.answers].filter(([, , text]) => text.trim()).map(([id, , text]) => fill(field, { id, text: text.trim() })).reduce((address, one) => address + one, form);
    return whole.length > LONGEST ? "" : whole;
  }
  function stepsAt(host, hasForm, isFilled, isWhole) {
    if (!hasForm || !isKnown(host)) {
      return _(
        "This edition has no address for contributions yet: nothing can be sent from here. Download the file and send it to the editors, for example by mail. Or, if you have the folder of the edition on your computer, save it there under the name shown below."
      );
    }
    const send = sendingAt(host);
    const own2 = isWhole ? "" : _("put your own sentences in place of the skeleton’s,") + " ";
    const steps = isFilled ? _("Sign in there, {own}and {send}", { own: own2, send }) : _(
      "Copy the file first: the form cannot take it along. Sign in there, paste it, {own}and {send}",
      {
        own: own2,
        send
      }
    );
    const fork = _("If you are asked to fork, agree: that is a copy of your own.");
    const lost = _("Should the form then be empty, copy the file from here.");
    return [steps, fork, ...isFilled ? [lost] : []].join(" ");
  }
  var stepsWith = (hasForm) => hasForm ? _("The form is filled in; an editor answers it.") : _("This is too long for a link: copy it, and write an issue with it.");
  function sendingAt(host) {
    const pullRequest = _("choose a new branch and “Propose file change”, then “New pull request”.");
    return {
      github: _("press “Commit changes”, then “Propose changes” and “Create pull request”."),
      gitea: pullRequest,
      forgejo: pullRequest,
      gitlab: _("press “Commit changes”, and let it start a merge request.")
    }[host];
  }

  var CANDIDATE = /(?<![.!?…])([.!?…]+)([”’"')\]⟩]*)\s+(?=[“‘"'([⟨–—-]*\s?(?![_a-zß-öø-ÿ])[\p{L}\p{N}])/gu;
  var WORD_BEFORE = /[\p{L}\p{N}_.’'-]*$/u;
  var WORD_AFTER = /[\p{L}\p{N}_’'-]+/u;
  var INITIALS = /^(?:\p{L}\.)*\p{L}$/u;
  function sentences(text) {
    const found = [];
    let start2 = 0;
    for (const match of text.matchAll(CANDIDATE)) {
      if (!endsHere(text, match)) continue;
      found.push([start2, match.index + match[1].length + match[2].length]);
      start2 = match.index + match[0].length;
    }
    found.push([start2, text.trimEnd().length]);
    return found.filter(([begin, end]) => text.slice(begin, end).trim()).map(([begin, end]) => {
      const part = text.slice(begin, end);
      return [begin + part.length - part.trimStart().length, end];
    });
  }
  function endsHere(text, match) {
    if (match[1] !== "." || match[2]) return true;
    const at = match.index || 0;
    const word = (text.slice(0, at).match(WORD_BEFORE)?.[0] || "").toLowerCase();
    const after = text.slice(at + match[0].length).match(WORD_AFTER)?.[0] || "";
    const opens = OPENERS.includes(after.toLowerCase());
    if (BEFORE_NAMES.includes(word)) return false;
    if (DOUBTFUL.includes(word)) return opens;
    if (INITIALS.test(word) && word !== "i") return opens && word.includes(".");
    return true;
  }

  var refusedFor = (faults) => faults.filter(({ rule }) => !NOT_REFUSED.includes(rule));
  var demandOf = (name, { expected }) => expected?.includes(name) ? RULES.EXPECTED : RULES.DEMANDED;
  var START = "(?<![\\p{L}\\p{N}_])(?:";
  var END = ")(?![\\p{L}\\p{N}_])";
  var attribution = new RegExp(START + ATTRIBUTIONS.join("|") + END, "iu");
  var QUOTATION = /“[^”]*”|‘(?:[^’]|’(?=[\p{L}\p{N}_]))*’|"[^"]*"/gu;
  var ROLE = /\{[a-z:]+\}`[^`]*`/g;
  var EMPHASIS = /(?<![*_\p{L}\p{N}])([*_])(?![*_\s])([^*_]+?)(?<!\s)\1(?![*_\p{L}\p{N}])/gu;
  var CITATION = /\{cite:(?:[pt]|author|year)\}`([^`]*)`/g;
  var MARKUP = [
    /^(?:(?:#{1,6}|[-+*]|\d{1,9}[.)])\s|>)/,
    /^(?:[-*_] ?){3,}$/,
    /`[^`]+`/,
    /\*(?![\s*])(?:[^*]*[^\s*])?\*/,
    /(?<![\p{L}\p{N}_])_(?![\s_])(?:[^_]*[^\s_])?_(?![\p{L}\p{N}_])/u,
    /\]\([^()\s]*\)|\[\^[^\]\s]+\]/,
    /<(?:[a-z][a-z\d+.-]+:[^<>\s]*>|\/?[a-z][^<>]*>|!--)/i,
    /\\[!-/:-@[-`{-~]/,
    /&(?:#\d+|#x[\da-f]+|[a-z]{2,}\d*);/i
  ];
  function markupFaults(field, words2) {
    const text = words2.trim().replace(/\s+/g, " ");
    const [found] = MARKUP.map((one) => text.match(one)).filter(Boolean);
    if (!found) return [];
    const message = _("Plain words are expected here; “{found}” is markup.", { found: found[0] });
    return [{ rule: RULES.BODY_MARKUP, field, message }];
  }
  var countOf2 = (words2) => words2.split(/\s+/).filter(Boolean).length;
  var blank = (words2) => words2.replace(/\S/g, " ");
  var escaped = (words2) => words2.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  var patternOf = (phrase) => new RegExp(START + phrase.split(/\s+/).map(escaped).join("\\s+") + END, "giu");
  var citedIn = (body) => Array.from(body.matchAll(CITATION)).flatMap(
    ([, content]) => content.replace(/\{[^{}]*\}/g, " ").split(",").map((key) => key.trim()).filter(Boolean)
  );
  function paragraphsOf(text) {
    return text.split(/\n\s*\n/).filter((part) => !part.trimStart().startsWith(">")).map((part) => {
      const plain3 = part.replace(ROLE, "").replace(/\*\*/g, "");
      const words2 = plain3.replace(EMPHASIS, "$2");
      const own2 = plain3.replace(EMPHASIS, (_all, _mark, inner) => blank(inner));
      return { words: words2, own: own2.replace(QUOTATION, blank) };
    });
  }
  function contestedIn(text, contested) {
    const found = [];
    for (const { words: words2, own: own2 } of paragraphsOf(text)) {
      for (const [start2, end] of sentences(words2)) {
        if (attribution.test(words2.slice(start2, end))) continue;
        for (const entry of contested) {
          let part = own2.slice(start2, end);
          for (const phrase of entry.except) part = part.replace(patternOf(phrase), blank);
          for (const word of entry.words) {
            for (const [use] of part.matchAll(patternOf(word))) found.push([use, entry.reason]);
          }
        }
      }
    }
    return found;
  }
  var contestedFaults = (field, text, { contested }) => contestedIn(text, contested).map(([word, reason]) => ({
    rule: RULES.CONTESTED_WORD,
    field,
    message: _("“{word}” is a contested word: {reason}. Quote it, or say who uses it.", {
      word,
      reason
    })
  }));
  function faultsOfSummary(summary, settings) {
    const words2 = summary.trim().replace(/\s+/g, " ");
    if (!words2) return [];
    const faults = [];
    const say = (message) => faults.push({ rule: RULES.SUMMARY, field: "summary", message });
    if (UNFILLED.includes(words2)) {
      return [{ rule: RULES.UNFILLED, field: "summary", message: _("Write the summary.") }];
    }
    const count = countOf2(words2);
    if (count > MOST.summary) {
      say(
        _("The summary has {count} words; at most {most} are allowed.", {
          count,
          most: MOST.summary
        })
      );
    }
    if (sentences(words2).length > 1) say(_("The summary is one sentence."));
    if (!/[.?!…]$/.test(words2.replace(/[”’"')]+$/, ""))) {
      say(_("The summary is a whole sentence and ends with a stop."));
    }
    faults.push(...markupFaults("summary", words2));
    return [...faults, ...contestedFaults("summary", words2, settings)];
  }
  var lengthOf = (body) => countOf2(body.replace(ROLE, "").replace(/\*\*|(?<!\S)>(?=\s)/g, " "));
  function lengthFaults(body) {
    const count = lengthOf(body);
    if (count <= MOST.body) return [];
    const values = { count, most: MOST.body };
    const message = _("The finding has {count} words; at most about {most} are expected.", values);
    return [{ rule: RULES.BODY_LENGTH, field: "body", message }];
  }
  function faultsOf(draft, settings, sources) {
    const faults = [];
    const say = (rule, field, message) => void faults.push({ rule, field, message });
    const isTextual = likeOf(draft.kind) === "textual";
    const isCheck = likeOf(draft.kind) === "fact-check";
    const needed = REQUIRED[likeOf(draft.kind)];
    const title = draft.title.trim();
    if (!title) say(RULES.FIELD_MISSING, "title", _("Write a title."));
    else if (Array.from(title).length > MOST.title) {
      say(
        RULES.FIELD_VALUE,
        "title",
        _("The title has {count} characters; at most {most} are allowed.", {
          count: Array.from(title).length,
          most: MOST.title
        })
      );
    }
    if (countOf2(draft.quote) > MOST.quote) {
      say(
        RULES.QUOTE_LENGTH,
        "words",
        _("You selected {count} words. A note is about one statement: select at most {most}.", {
          count: countOf2(draft.quote),
          most: MOST.quote
        })
      );
    }
    if (needed.includes("claim")) {
      if (!draft.claim.trim()) {
        say(RULES.FIELD_MISSING, "claim", _("Say in one sentence what the text asserts."));
      } else if (UNFILLED.includes(draft.claim.trim())) {
        say(RULES.UNFILLED, "claim", _("Say in one sentence what the text asserts."));
      }
      const month = draft.evidenceThrough ?? "2000-01";
      if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(month)) {
        const message = _("Write the month to which you searched as 2026-03.");
        say(month ? RULES.FIELD_VALUE : RULES.FIELD_MISSING, "evidence-through", message);
      } else if (settings.months && (month < settings.months[0] || month > settings.months[1])) {
        const message = _("Write a month that is not in the future, and not before the text.");
        say(RULES.DATE_ORDER, "evidence-through", message);
      }
      if (!(draft.verdict in VERDICTS2)) say(RULES.FIELD_MISSING, "verdict", _("Choose a verdict."));
      if (!CONFIDENCES.includes(draft.confidence)) {
        say(RULES.FIELD_MISSING, "confidence", _("Choose a confidence."));
      }
    }
    if (settings.demands.includes("summary") && !isTextual && !draft.summary.trim()) {
      const message = _("Write a summary: the answer in one sentence.");
      say(demandOf("summary", settings), "summary", message);
    }
    faults.push(...faultsOfSummary(draft.summary, settings));
    const body = draft.body.trim();
    const cited = citedIn(body);
    if (!lengthOf(body)) say(RULES.BODY_EMPTY, "body", _("Write what you found."));
    faults.push(...lengthFaults(body));
    for (const line of body.split("\n")) {
      if (UNFILLED.some((words2) => line.includes(words2))) {
        say(RULES.UNFILLED, "body", _("Write what you found."));
        break;
      }
    }
    for (const key of cited) {
      if (!(key in sources)) faults.push(unknownSource(key));
    }
    for (const { source, about } of draft.others || []) faults.push(unknownSource(source, about));
    if (isCheck && !cited.length && !draft.others?.length) {
      say(RULES.CITATION_NONE, "source", _("Name a source that you read."));
    } else if (isCheck && cited.length && cited.every((key) => sources[key]?.[2] === NOT_READ)) {
      say(
        RULES.CITATION_UNCONSULTED,
        "source",
        _("None of the sources was read; name one that was.")
      );
    }
    faults.push(...faultsOfEvidence(draft.evidence, cited, settings, sources));
    faults.push(...faultsOfFinding(draft, settings));
    faults.push(...faultsOfReading(draft), ...markupFaults("evidence-none", draft.evidenceNone));
    for (
      const [field, words2] of
      [
        ["title", draft.title],
        ["body", body],
        ["evidence-none", draft.evidenceNone]
      ]
    ) {
      faults.push(...contestedFaults(field, words2, settings));
    }
    return inOrder(faults, ORDER);
  }
  var ORDER = [
    ...["words", "claim", "verdict", "confidence", "summary", "change", "reading", "source"],
    ...["quote", "translation", "evidence-none", "body", "evidence-through", "title"]
  ];
  var inOrder = (faults, fields) => [...faults].sort((one, other) => fields.indexOf(one.field) - fields.indexOf(other.field));
  var unknownSource = (key, about = "") => ({
    rule: RULES.CITATION_UNKNOWN,
    field: "source",
    message: _("The source “{key}” is not in the bibliography.", { key }) + " " + (about ? _("An editor enters it.") : _("Choose one of the list, or describe it there.")),
    isTheirs: true
  });
  function faultsOfReading({ kind, change = "none", reading = "", quote }) {
    if (likeOf(kind) !== "textual") return [];
    const words2 = reading.trim().replace(/\s+/g, " ");
    const fault = (message, isTheirs = false) => [
      { rule: RULES.READING, field: "reading", message, ...isTheirs && { isTheirs } }
    ];
    if (change === "none" || change === "variant") {
      if (words2) return fault(_("This change leaves the text alone: take the reading out."));
      return change === "none" ? [] : fault(_("A variant names the witnesses that have it: an editor enters them."), true);
    }
    if (change === "omission") {
      return words2 ? fault(_("Of words that are left out there is no reading: take it out.")) : [];
    }
    if (!words2) return fault(_("Write the words as they read after the change."));
    if (words2 === quote.trim().replace(/\s+/g, " ")) {
      return fault(_("The reading is the same as the words of the text."));
    }
    return change === "supplement" && !words2.includes("⟨") ? fault(_("Put the words that are supplied in ⟨ ⟩.")) : [];
  }
  function faultsOfEvidence(evidence, cited, settings, sources) {
    const faults = [];
    const say = (rule, field, message) => void faults.push({ rule, field, message });
    for (const { source, quote, language, translation } of evidence) {
      const known = sources[source];
      if (!known) faults.push(unknownSource(source));
      else if (known[2] === NOT_READ) {
        say(RULES.EVIDENCE, "source", _("“{key}” was not read; quote another.", { key: source }));
      }
      if (known && !cited.includes(source)) {
        say(RULES.EVIDENCE, "body", _("Cite “{key}” where you say what it shows.", { key: source }));
      }
      if (countOf2(quote) > MOST.evidence) {
        say(
          RULES.EVIDENCE,
          "quote",
          _("The quotation has {count} words; at most {most} are allowed.", {
            count: countOf2(quote),
            most: MOST.evidence
          })
        );
      }
      const own2 = language || known?.[1] || "";
      const isForeign = Boolean(own2) && base(own2) !== base(settings.language);
      if (isForeign && !translation?.trim()) {
        say(
          RULES.EVIDENCE,
          "translation",
          _("“{key}” is in another language: add a translation.", { key: source })
        );
      }
      if (known && !isForeign && translation?.trim()) {
        say(
          RULES.EVIDENCE,
          "translation",
          _("“{key}” is in the language of the edition and needs no translation.", { key: source })
        );
      }
    }
    return faults;
  }
  function faultsOfFinding({ kind, verdict, confidence, evidence, evidenceNone }, settings) {
    if (likeOf(kind) !== "fact-check") return [];
    const faults = [];
    const say = (rule, field, message) => void faults.push({ rule, field, message });
    const isNone = Boolean(evidenceNone.trim());
    const hasSides = ruleOf(verdict) !== VERDICT_NEEDS.sides || evidence.length >= SIDES;
    if (evidence.length && !hasSides) say(RULES.EVIDENCE, "quote", eachSide());
    if (isNone && confidence === "high") say(RULES.CONFIDENCE, "confidence", atMostMedium());
    if (!settings.demands.includes("evidence") || ruleOf(verdict) === VERDICT_NEEDS["no words"]) {
      return faults;
    }
    const demanded = demandOf("evidence", settings);
    if (!evidence.length && !isNone && ruleOf(verdict) !== VERDICT_NEEDS.search) {
      say(
        demanded,
        "quote",
        _("Quote the words of a source that decide it, or say below what you searched.")
      );
    } else if (ruleOf(verdict) === VERDICT_NEEDS.search && !isNone) {
      say(demanded, "evidence-none", _("Say what you searched, where, and on which day."));
    } else if (!evidence.length && !hasSides) {
      say(demanded, "quote", eachSide());
    } else if (lacksGrounds(kind, confidence, evidence, settings)) {
      say(demanded, "confidence", highNeeds());
    }
    return faults;
  }
  var eachSide = () => _("A disputed claim has a quotation for each side.");
  var atMostMedium = () => _("Without words to quote the confidence is at most medium.");
  var isLimited = ({ kind, verdict, evidenceNone }, { demands }) => likeOf(kind) === "fact-check" && (Boolean(evidenceNone.trim()) || ruleOf(verdict) === VERDICT_NEEDS.search && demands.includes("evidence"));
  var hasGrounds = (evidence) => evidence.some(({ primary }) => primary) || new Set(evidence.map(({ source }) => source)).size > 1;
  var lacksGrounds = (kind, confidence, evidence, { demands }) => likeOf(kind) === "fact-check" && confidence === "high" && demands.includes("evidence") && !hasGrounds(evidence);
  var highNeeds = () => _(
    "High confidence needs the words of two independent sources, or of one that is the document itself (mark it so); else choose medium."
  );
  var base = (language) => language.split("-")[0].toLowerCase();

  var FIELD = /^([a-z][a-z-]*):(.*)$/;
  function splitFile(file) {
    const end = file.indexOf("\n---\n", 3);
    const fields = [];
    for (const line of file.slice("---\n".length, end).split("\n")) {
      const found = line.match(FIELD);
      if (found) fields.push({ name: found[1], lines: [line] });
      else fields[fields.length - 1]?.lines.push(line);
    }
    return { fields, body: file.slice(end + "\n---\n".length) };
  }
  var joinFile = (fields, body) => "---\n" + fields.map(({ lines }) => lines.join("\n") + "\n").join("") + "---\n" + body;
  var PLAIN = /^(?:[A-Za-z][\p{L}\p{N}_’. -]*[\p{L}\p{N}_’.]|[A-Za-z]|\d{4}-\d\d(-\d\d)?|\d{4}-[a-z][\p{L}\p{N}_-]*)$/u;
  function scalarLines(name, words2, indent) {
    const isPlain = PLAIN.test(words2) && !NOT_WORDS.includes(words2.toLowerCase());
    if (isPlain && !IN_BLOCK_FORM.includes(name)) return [indent + name + ": " + words2];
    return [indent + name + ": >-", indent + "  " + words2];
  }
  var UNSEEN = /[\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]|(?!\s)\p{Cc}/gu;
  var seen = (text) => text.replace(UNSEEN, "");
  var oneLine = (words2) => seen(words2).trim().replace(/\s+/g, " ");
  function withField(fields, name, lines, behind) {
    const made2 = { name, lines };
    const at = fields.findIndex((field) => field.name === name);
    if (at >= 0) return fields.map((field, index) => index === at ? made2 : field);
    const before = behind.find((one) => fields.some((field) => field.name === one));
    const place = fields.findIndex((field) => field.name === before);
    const end = place < 0 ? fields.length : place + 1;
    return [...fields.slice(0, end), made2, ...fields.slice(end)];
  }

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
  function balanced(words2) {
    return PAIRS.reduce((text, [opening, closing]) => {
      if (text.split(opening).length === text.split(closing).length) return text;
      return text.split(opening).join("").split(closing).join("");
    }, words2);
  }
  function newId(quote, taken) {
    const ascii = Array.from(quote.normalize("NFKD")).filter((sign) => sign < "");
    const found = ascii.join("").toLowerCase().replace(/'/g, "").replace(/(?<![a-z0-9])([a-z])\.(?=[a-z](?![a-z0-9]))/g, "$1").match(/[a-z0-9]+/g) || [];
    const telling = found.filter((word) => !SMALL_WORDS.includes(word));
    const words2 = telling.length ? telling : [...found];
    while (words2.length && /^\d/.test(words2[0])) words2.shift();
    const joined = words2.slice(0, ID_WORDS).join("-");
    const start2 = joined.slice(0, ID_LENGTH + 1);
    const whole = start2.slice(0, Math.max(0, start2.lastIndexOf("-")));
    const id = (joined.length > ID_LENGTH ? whole || start2.slice(0, ID_LENGTH) : joined) || "note";
    let tried = id;
    for (let number = 2; taken.includes(tried); number += 1) tried = id + "-" + number;
    return tried;
  }
  function isoDay(day) {
    const two = (number) => String(number).padStart(2, "0");
    return day.getFullYear() + "-" + two(day.getMonth() + 1) + "-" + two(day.getDate());
  }
  function fileOf(kind, essay, fields, text, texts, today, answers = {}) {
    const { ids, titles, templates } = text;
    const lines = Object.entries(fields).map(
      ([name, words3]) => name === "in" ? "in: " + words3 : name + ": >-\n  " + words3
    );
    const values = [
      [SLOTS.title, oneLine(answers.title || "") || newTitle(fields.quote, titles)],
      [SLOTS.place, lines.join("\n")],
      [SLOTS.today, today],
      [SLOTS.month, today.slice(0, 7)]
    ];
    const words2 = new Map(values);
    const slots = new RegExp(Array.from(words2.keys()).join("|"), "g");
    const file = templates[kind].replace(slots, (slot) => words2.get(slot) || "");
    const folder = texts + "/" + essay + "/notes";
    return { folder, name: newId(fields.quote, ids) + ".md", text: answered(file, answers) };
  }
  function answered(file, answers) {
    const { fields, body } = splitFile(file);
    const given = [
      ["summary", answers.summary, ["after", "before", "in", "quote"]],
      ["claim", answers.claim, []],
      ["verdict", answers.verdict, []],
      ["confidence", answers.confidence, []],
      ["evidence-none", answers.evidenceNone, ["confidence"]],
      ["change", answers.change, []],
      ["reading", answers.reading, []],
      ["certainty", answers.certainty, []],
      ["evidence-through", answers.evidenceThrough, ["checked"]]
    ];
    let made2 = fields;
    for (const [name, answer, behind] of given) {
      const words2 = oneLine(answer || "");
      if (words2) made2 = withField(made2, name, scalarLines(name, words2, ""), behind);
    }
    if (answers.evidence?.length) {
      const lines = answers.evidence.flatMap(evidenceLines).map((line) => "  " + line);
      made2 = withField(made2, "evidence", ["evidence:", ...lines], ["confidence"]);
    }
    made2 = signed(made2, answers.by || "", oneLine(answers.writer || ""));
    if (!answers.body?.trim()) return joinFile(made2, body);
    made2 = made2.filter(({ lines }) => !/^index: \[\]/.test(lines[0]));
    return joinFile(made2, sentenceLines(answers.body) + "\n");
  }
  function signed(fields, by, writer) {
    if (by) return withField(fields, "by", ["by: [" + by + "]"], []);
    if (!writer) return fields;
    const [line = "by: [editors]"] = fields.find(({ name }) => name === "by")?.lines || [];
    return withField(fields, "by", [line.replace(/ *#.*$/, "") + "  # written by " + writer], []);
  }
  var MARKUP2 = /^(?:[-+*>#|]|\d+[.)]|\s)/;
  var sentenceLines = (body) => seen(body).trim().split("\n").flatMap((line) => {
    if (MARKUP2.test(line)) return [line];
    const parts2 = sentences(line).map(([start2, end]) => line.slice(start2, end));
    return parts2.some((part) => MARKUP2.test(part)) ? [line] : parts2.length ? parts2 : [""];
  }).join("\n");
  function evidenceLines(evidence) {
    const names = (
      ["source", "language", "quote", "at", "translation"]
    );
    const lines = names.flatMap((name) => {
      const words2 = oneLine(evidence[name] || "");
      return words2 ? scalarLines(name, words2, "  ") : [];
    });
    if (evidence.primary) lines.push("  primary: true");
    return lines.map((line, index) => index ? line : "- " + line.trimStart());
  }
  function notCited(body, keys) {
    const cited = citedIn(body);
    return keys.filter((key, at) => !cited.includes(keyIn(key)) && keys.indexOf(key) === at);
  }
  var keyIn = (citation) => citation.replace(/\{.*\}/, "").trim();
  function citedAt(text, place, keys) {
    const inWord2 = /[\p{L}\p{N}]$/u.test(text.slice(0, place));
    const more = inWord2 && text.slice(place).match(/^[\p{L}\p{N}]+/u)?.[0] || "";
    const before = text.slice(0, place + more.length).trimEnd();
    const stop = before.match(/(?<![.!?…])[.!?…]$/)?.[0] || "";
    const words2 = before.slice(0, before.length - stop.length).trimEnd();
    const joined = words2.match(/^([^]*\{cite:p\}`[^`]*)`$/);
    const cited = joined ? joined[1] + "," + keys.join(",") + "`" : words2 + (words2 && " ") + "{cite:p}`" + keys.join(",") + "`";
    return { text: cited + stop + text.slice(before.length), end: cited.length + stop.length };
  }
  var withoutCitation = (text, key) => text.replace(/( ?\{cite:[pt]\}`)([^`]*)`/g, (whole, start2, content) => {
    const keys = content.split(/,(?![^{]*\})/);
    const others = keys.filter(
      (one) => one.replace(/\{.*\}/, "").trim() !== key
    );
    if (others.length === keys.length) return whole;
    return others.length ? start2 + others.join(",").trim() + "`" : "";
  });
  function withCitations(body, keys) {
    const text = body.trim();
    const missing = notCited(text, keys);
    return text && missing.length ? citedAt(text, text.length, missing).text : text;
  }

  var marks = new RegExp("[" + MARKS + "]", "gu");
  var plain = new Map(Object.entries(SEARCHED_AS));
  var letters = new RegExp("[" + Object.keys(SEARCHED_AS).join("") + "]", "gu");
  var parts = new RegExp("[" + WITHOUT_SPACES + "]+|[^" + WITHOUT_SPACES + "]+", "gu");
  var withoutSpaces = new RegExp("^[" + WITHOUT_SPACES + "]", "u");
  var isWithoutSpaces = (text) => withoutSpaces.test(text);
  var fold = (text) => text.toLowerCase().normalize("NFD").replace(marks, "").replace(letters, (letter) => plain.get(letter) || letter).normalize("NFC");
  var inWord = (character) => /[\p{L}\p{N}\p{M}_\u200c\u200d]/u.test(character || "");
  function occurrences(quote, text) {
    const found = [];
    for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) found.push(at);
    return found;
  }

  var MOST_OFFERED = 6;
  var MOST_MATCHES = 4;
  var OFFERED = (
    ["quote", "language", "at", "translation", "primary"]
  );
  var inNewNote = (number) => ({
    list: "apparatus-sources",
    name: _("Source {number}", { number }),
    hint: _("as the page cites it, such as “Doe 1999”, or a word of its title"),
    words: _("exactly as they stand, at most {most}", { most: MOST.evidence }),
    unknown: _("no such source in the bibliography")
  });
  var plain2 = (words2) => words2.toLowerCase().replace(/[,()]/g, "").replace(/\s+/g, " ").trim().replace(/\.$/, "");
  function keyOf(typed, sources) {
    const name = typed.trim();
    if (!name || Object.hasOwn(sources, name)) return name;
    const words2 = plain2(name);
    const fits = Object.keys(sources).filter((key) => {
      const label = plain2(sources[key][0]);
      return label === words2 || label.startsWith(words2 + ". ");
    });
    return fits.length === 1 ? fits[0] : name;
  }
  function matchesOf(typed, sources, own2 = []) {
    const words2 = fold(plain2(typed)).split(" ");
    const rank = (key) => {
      if (own2.includes(key)) return 0;
      return (" " + fold(plain2(citedAs(sources[key])))).includes(" " + words2[0]) ? 1 : 2;
    };
    return Object.keys(sources).filter((key) => {
      const label = fold(plain2(sources[key][0])) + " " + key.toLowerCase();
      return words2.every((word) => label.includes(word));
    }).sort((one, other) => rank(one) - rank(other));
  }
  var citedAs = ([label]) => label.split(". ")[0];
  var listOfSources = (id, sources) => make(
    "datalist",
    { id },
    ...Object.entries(sources).map(([value, [label]]) => make("option", { value, label }))
  );
  function sourceInputs(number, sources, said = inNewNote(number), replaced2 = () => false) {
    const of = (name) => name + "-" + number;
    const key = make("input", { name: of("source"), type: "text", list: said.list });
    const known = make("span", { class: "apparatus-known", "aria-live": "polite" });
    const source = labelled(_("Source"), key, said.hint);
    const matches = make("span", { class: "apparatus-offered" });
    matches.addEventListener("mousedown", (event) => event.preventDefault());
    const gone = make("span", { class: "apparatus-asked", "aria-live": "polite" });
    source.append(known, matches, gone);
    const about = wordsInput(of("about"), 2);
    const aboutLine = labelled(
      _("What it is"),
      about,
      _("author, title, year, address, and how far you read it: an editor enters it")
    );
    const offered = make("p", { class: "apparatus-offered" });
    const primary = make("input", { name: of("primary"), type: "checkbox", value: "" });
    primary.addEventListener("input", () => {
      primary.value = primary.checked ? "true" : "";
    });
    const pages = make("span", { class: "apparatus-asked", "aria-live": "polite" });
    const place = labelled(_("Place in it"), wordsInput(of("at")), _("such as p. 4"));
    place.append(pages);
    const evidence = [
      offered,
      labelled(_("Its words"), wordsInput(of("quote"), 2), said.words),
      labelled(
        _("Translation"),
        wordsInput(of("translation"), 2),
        _("if they are in another language")
      ),
      labelled(
        _("This source is the document itself"),
        primary,
        _("that the claim is about, or the record of those who counted, ruled or spoke")
      )
    ];
    evidence[3].classList.add("apparatus-box");
    evidence[3].prepend(primary);
    const group = make(
      "fieldset",
      { class: "apparatus-source-inputs" },
      make("legend", {}, said.name),
      source,
      aboutLine,
      place,
      ...evidence,
      // The language of words that were taken, and the source that they were taken from.
      make("input", { type: "hidden", name: of("language") }),
      make("input", { type: "hidden", name: of("taken") })
    );
    const input = (name) => inputOf(group, of(name));
    let shown = null;
    let isTyping = false;
    let last = "";
    function fill2(words2) {
      for (const name of OFFERED) input(name).value = words2[name] || "";
    }
    function take(words2) {
      fill2(words2);
      input("taken").value = keyOf(key.value, sources);
      input("quote").dispatchEvent(new Event("input", { bubbles: true }));
    }
    function settle(isDone) {
      const named = keyOf(key.value, sources);
      const isKnown2 = Object.hasOwn(sources, named);
      isTyping = !isDone;
      if (!isKnown2 && !isDone) return;
      const before = input("taken").value || last;
      last = isKnown2 ? named : "";
      if (!before || before === named) return;
      const held = ["taken", ...OFFERED].map(
        (name) => (
          [name, input(name).value]
        )
      );
      const isFilled = held.some(([, words2]) => words2);
      fill2({});
      input("taken").value = "";
      if (!replaced2(before) && !isFilled) return;
      gone.textContent = _("What was taken from {source} is out: words, place, citation.", {
        source: citedAs(sources[before])
      });
      if (!isFilled) return;
      const back = make("button", { type: "button" }, _("Bring back"));
      back.addEventListener("click", () => {
        gone.textContent = "";
        key.value = last = before;
        isTyping = false;
        for (const [name, words2] of held) input(name).value = words2;
        group.dispatchEvent(new Event("input", { bubbles: true }));
        key.focus();
      });
      gone.append(" ", back);
    }
    key.addEventListener("input", () => {
      gone.textContent = "";
      settle(false);
    });
    key.addEventListener("change", () => {
      settle(true);
      group.dispatchEvent(new Event("input", { bubbles: true }));
    });
    input("quote").addEventListener("input", () => {
      if (!input("quote").value.trim()) input("taken").value = input("language").value = "";
    });
    function offerMatches(typed, own2) {
      const found = typed && !Object.hasOwn(sources, typed) ? matchesOf(typed, sources, own2) : [];
      if (matches.dataset.keys === found.join()) return found.length;
      matches.dataset.keys = found.join();
      const buttons = found.map((one) => {
        const button = make("button", { type: "button" }, sources[one][0]);
        button.addEventListener("click", () => {
          const name = citedAs(sources[one]);
          key.value = keyOf(name, sources) === one ? name : one;
          key.dispatchEvent(new Event("change"));
          (evidence[1].hidden ? key : input("quote")).focus();
        });
        return button;
      });
      const first2 = buttons.splice(0, MOST_MATCHES);
      matches.replaceChildren(...first2);
      if (!buttons.length) return found.length;
      const counts = { shown: first2.length, count: found.length };
      const rest = make("button", { type: "button" }, _("Show the rest"));
      const line = make("span", {}, _("{shown} of {count} shown", counts), " ", rest);
      rest.addEventListener("click", () => {
        line.replaceWith(...buttons);
        buttons[0].focus();
      });
      matches.append(line);
      return found.length;
    }
    function show(isCheck, quoted, own2 = []) {
      const named = keyOf(key.value, sources);
      const isKnown2 = Object.hasOwn(sources, named);
      if (!isTyping) last = isKnown2 ? named : "";
      const count = offerMatches(named, own2);
      const missing = named && said.unknown;
      const found = countOf("{count} source matches:", "{count} sources match:", count);
      const label = isKnown2 ? sources[named][0] : isTyping && count ? found : missing;
      if (known.textContent !== label) known.textContent = label;
      aboutLine.hidden = isKnown2 || !named || isTyping && count > 0;
      pages.textContent = isKnown2 && sources[named][3] && !input("at").value.trim() ? _("It has pages: on which?") : "";
      primary.checked = Boolean(primary.value);
      for (const part of evidence) part.hidden = !isCheck;
      const there = isKnown2 && quoted[named] || [];
      offered.hidden = !isCheck || !there.length;
      if (shown === there) return;
      shown = there;
      offered.replaceChildren(
        make("span", { class: "apparatus-hint" }, _("Notes of this page quote from it:")),
        ...there.slice(0, MOST_OFFERED).map((words2) => {
          const button = make(
            "button",
            { type: "button" },
            "“" + words2.quote + "”" + (words2.at && ", " + words2.at)
          );
          button.addEventListener("click", () => take(words2));
          return button;
        })
      );
    }
    return { group, key, show };
  }

  var MOST_SOURCES = 4;
  function kindsOfNotes() {
    const meanings = {
      "fact-check": _("grades what the essay asserts"),
      context: _("explains who, what, when"),
      textual: _("is about the words: a slip, a gap, another version")
    };
    const legend = make("legend", {}, _("Kind of note"));
    const kinds = make("fieldset", { class: "apparatus-annotate-kinds" }, legend);
    KINDS2.forEach((value, index) => {
      const [name] = namesOf(value);
      const meaning = meanings[likeOf(value)];
      const input = make("input", { type: "radio", name: "apparatus-annotate-kind", value });
      input.checked = index === 0;
      kinds.append(make("label", {}, input, " " + name, make("span", {}, " " + meaning)));
    });
    return kinds;
  }
  function answersForm(sources, people) {
    const check = ["fact-check"];
    const own2 = ["fact-check", "context"];
    const blank2 = (
      [["", _("choose")]]
    );
    const plain3 = (values) => values.map((value) => (
      [value, value]
    ));
    const summary = wordsInput("summary", 3);
    const count = make("span", { class: "apparatus-count" });
    const summaryLine = labelled(
      _("Summary"),
      summary,
      _("the answer in one sentence that can stand alone")
    );
    summaryLine.append(count);
    const body = wordsInput("body", 5);
    const lengths = make("span", { class: "apparatus-count" });
    const bodyLine = labelled(
      _("What you found"),
      body,
      _("each fact with its source: put the cursor behind the fact and press the source below")
    );
    const cites = make("span", { class: "apparatus-cites" });
    const marks2 = make("span", { class: "apparatus-hint", "aria-live": "polite" });
    const ends = make("span", { class: "apparatus-hint", "aria-live": "polite" });
    bodyLine.append(lengths, cites, marks2, ends);
    const month = wordsInput("evidence-through");
    const grounds = make("span", { class: "apparatus-asked", "aria-live": "polite" });
    const verdict = verdictInput(blank2);
    const confidence = choiceInput("confidence", [...blank2, ...plain3([...CONFIDENCES].reverse())]);
    const confidenceLine = labelled(
      _("Confidence"),
      confidence,
      _("how sure you are of the finding")
    );
    confidenceLine.append(grounds);
    const lines = [
      [
        labelled(_("Claim"), wordsInput("claim", 2), _("what the text asserts, in one sentence")),
        check
      ],
      [verdict.line, check],
      [confidenceLine, check],
      [summaryLine, own2],
      [
        labelled(_("Change"), choiceInput("change", changeNames()), _("what is done to the words")),
        ["textual"]
      ],
      [
        labelled(
          _("Reading"),
          wordsInput("reading", 2),
          _("the words as they read after the change")
        ),
        ["textual"]
      ],
      [labelled(_("Certainty"), choiceInput("certainty", plain3(CERTAINTIES))), ["textual"]]
    ];
    const inputs = Array.from(
      { length: MOST_SOURCES },
      (_none, index) => sourceInputs(index + 1, sources, void 0, uncite)
    );
    const groups = inputs.map(({ group }) => group);
    const more = make("button", { type: "button" }, _("Add a source"));
    const none = labelled(
      _("If there are no words to quote"),
      wordsInput("evidence-none", 2),
      _("what you searched, where, and on which day")
    );
    const monthLine = labelled(
      _("Searched to"),
      month,
      _("month of the newest source that you could search; this month, if you searched today")
    );
    const titleLine = labelled(
      _("Title"),
      wordsInput("title"),
      _("at most {most} characters", { most: MOST.title })
    );
    const known = listOfSources("apparatus-sources", sources);
    const form = make(
      "div",
      { class: "apparatus-annotate-answers" },
      ...lines.map(([line]) => line),
      ...groups,
      make("p", {}, more),
      none,
      bodyLine,
      monthLine,
      titleLine,
      nameInput(people, "apparatus-people"),
      known
    );
    let shown = 1;
    let kind = "";
    const isUsed = (group) => (
      all("[name]", group).some((input) => input.value)
    );
    let quoted = {};
    const named = () => inputs.map(({ key }) => keyOf(key.value, sources)).filter((key, at, keys) => key && keys.indexOf(key) === at);
    function uncite(key) {
      const text = named().includes(key) ? body.value : withoutCitation(body.value, key);
      const isOut = text !== body.value;
      body.value = text;
      return isOut;
    }
    function showCites() {
      const keys = named().filter((key) => Object.hasOwn(sources, key));
      const nameOf2 = (key) => citedAs(sources[key]);
      const [mark] = body.value.match(/\{cite:[pt]\}`[^`]*`/) || [""];
      marks2.textContent = mark && _("{reference} is a reference that the editors’ tools understand; you can move it.", {
        reference: mark
      });
      const added = body.value.trim() ? notCited(body.value, keys).map(nameOf2) : [];
      ends.textContent = added.length ? _("Cited at the end, as the text does not cite it yet: {sources}.", {
        sources: added.join("; ")
      }) : "";
      if (cites.dataset.keys === keys.join()) return;
      cites.dataset.keys = keys.join();
      cites.replaceChildren(
        ...keys.map((key) => {
          const button = make(
            "button",
            { type: "button" },
            _("Cite {source}", { source: nameOf2(key) })
          );
          button.addEventListener("click", () => {
            const place = body.selectionEnd || body.value.length;
            const { text, end } = citedAt(body.value, place, [key]);
            body.value = text;
            body.focus();
            body.setSelectionRange(end, end);
            body.dispatchEvent(new Event("input", { bubbles: true }));
          });
          return button;
        })
      );
    }
    function showKind(chosen, there) {
      kind = chosen;
      quoted = there;
      verdict.say();
      for (const [line, kinds] of lines) line.hidden = !kinds.includes(likeOf(kind));
      groups.forEach((group, index) => {
        group.hidden = index >= shown && !isUsed(group);
        inputs[index].show(likeOf(kind) === "fact-check", quoted);
      });
      monthLine.hidden = likeOf(kind) !== "fact-check";
      showCites();
      more.hidden = groups.every((group) => !group.hidden);
      none.hidden = likeOf(kind) !== "fact-check";
      count.textContent = countedWords(summary.value, MOST.summary);
      lengths.textContent = countedWords(body.value, MOST.body);
    }
    more.addEventListener("click", () => {
      shown = groups.filter((group) => !group.hidden).length + 1;
      showKind(kind, quoted);
      groups[shown - 1].querySelector("input")?.focus();
    });
    return { form, grounds, limit: limitOf(confidence), showKind };
  }
  function answersOf(kind, answers, sources, people) {
    const isCheck = likeOf(kind) === "fact-check";
    const isTextual = likeOf(kind) === "textual";
    const numbers = Array.from({ length: MOST_SOURCES }, (_none, index) => index + 1);
    const named = numbers.map((number) => ({
      source: keyOf(answers["source-" + number] || "", sources),
      quote: (answers["quote-" + number] || "").trim(),
      language: answers["language-" + number] || "",
      at: (answers["at-" + number] || "").trim(),
      translation: (answers["translation-" + number] || "").trim(),
      primary: answers["primary-" + number] || "",
      about: oneLine(answers["about-" + number] || "")
    })).filter(({ source }) => source);
    const when = (isAsked, name) => isAsked && answers[name] || "";
    return {
      title: answers.title || "",
      ...writerOf(answers.by || "", people),
      evidenceThrough: isCheck ? (answers["evidence-through"] || "").trim() : "",
      summary: when(!isTextual, "summary"),
      claim: when(isCheck, "claim"),
      verdict: when(isCheck, "verdict"),
      confidence: when(isCheck, "confidence"),
      evidence: isCheck ? named.filter(({ quote }) => quote) : [],
      evidenceNone: when(isCheck, "evidence-none"),
      change: when(isTextual, "change"),
      reading: when(isTextual, "reading"),
      certainty: when(isTextual, "certainty"),
      others: named.filter(({ source }) => !Object.hasOwn(sources, source)),
      body: withCitations(
        answers.body || "",
        named.filter(({ source }) => Object.hasOwn(sources, source)).map(
          ({ source, at, quote }) => at && !(isCheck && quote) && !/[{}`]/.test(at) ? source + "{" + at + "}" : source
        )
      )
    };
  }
  var changeNames = () => [
    ["none", _("none")],
    ["variant", _("variant")],
    ["omission", _("omission")],
    ["regularization", _("regularization")],
    ["correction", _("correction")],
    ["supplement", _("supplement")]
  ];
  var HEADINGS = {
    essay: "Essay",
    kind: "Kind of note",
    quote: "Words of the essay",
    in: "Paragraph",
    before: "Words just before",
    after: "Words just after",
    title: "Title",
    summary: "Summary",
    claim: "Claim",
    verdict: "Verdict",
    confidence: "Confidence in the finding",
    evidence: "Words of the sources",
    "evidence-none": "Where nothing was found",
    "evidence-through": "Evidence through",
    change: "Change to the text",
    reading: "Reading",
    certainty: "Certainty of the reading",
    body: "Text of the note",
    sources: "Sources",
    name: "Name to be printed",
    licence: "License and sign-off"
  };
  function issueOfNote(essay, fields, note, { forms, people = {} }) {
    const form = forms["new-note"];
    const cited = note.evidence.map(
      ({ source, at, quote, language, translation, primary }) => [
        source + (at ? ", " + at : ""),
        quote,
        ...language ? ["Language: " + language] : [],
        ...primary ? ["Primary: yes"] : [],
        ...translation ? ["Translation: " + translation] : []
      ].join("\n")
    );
    const answers = {
      essay,
      kind: note.kind,
      in: "",
      before: "",
      after: "",
      ...fields,
      title: note.title,
      summary: note.summary,
      claim: note.claim,
      verdict: note.verdict,
      confidence: note.claim && note.confidence,
      evidence: cited.join("\n\n"),
      "evidence-none": note.evidenceNone,
      "evidence-through": note.claim && note.evidenceThrough,
      change: note.change === "none" ? "" : note.change,
      reading: note.reading,
      certainty: note.certainty,
      body: note.body,
      sources: [
        Array.from(new Set(citedIn(note.body))).join(", "),
        ...note.others.map(({ source, about }) => source + (about && ": " + about))
      ].filter(Boolean).join("\n"),
      name: note.writer || people[note.by] || ""
    };
    const box = _(
      "I wrote this text, and it may be published under CC BY 4.0 (Developer Certificate of Origin 1.1)."
    );
    if (!form) answers.licence = "- [ ] " + box;
    return {
      form: form ? "new-note.yml" : "",
      title: _("New note: {title}", { title: note.title }),
      answers: Object.entries(form || HEADINGS).filter(([id]) => id in answers).map(([id, label]) => [id, label, answers[id]])
    };
  }

  var INITIALS2 = /(?<![\p{L}\p{N}])(?:\p{L}\.)+\p{L}$/u;
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
    if (text[end] === "." && INITIALS2.test(text.slice(start2, end))) end += 1;
    return { start: start2, end };
  }
  function around(text, at) {
    const before = text.slice(0, at).trimEnd();
    const rest = text.slice(at);
    const after = at + (rest.length - rest.trimStart().length);
    const next = text.slice(after).search(/\s/);
    return widen(text, before.lastIndexOf(" ") + 1, next < 0 ? text.length : after + next);
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

  function keptLine(dialog) {
    const words2 = make("span", { role: "status" });
    const open = make("button", { type: "button" }, _("Go on"));
    const away = make("button", { type: "button" }, _("Dismiss"));
    const line = make("p", { class: "apparatus-annotate-kept" }, words2, " ", open, " ", away);
    line.hidden = true;
    document.body.append(line);
    let selected = null;
    let passage = "";
    dialog.addEventListener("close", () => {
      const selection = document.getSelection();
      if (selected && selection && selection.isCollapsed) {
        selection.removeAllRanges();
        selection.addRange(selected);
      }
      line.hidden = !passage;
      words2.textContent = passage ? _("Your answers are kept; select words in {passage} to go on.", { passage }) : "";
    });
    open.addEventListener("click", () => {
      line.hidden = true;
      dialog.showModal();
    });
    away.addEventListener("click", () => {
      line.hidden = true;
    });
    return {
      /** Take down what is selected: inputs take the selection away. */
      opened() {
        const selection = document.getSelection();
        const isSome = selection && selection.rangeCount && !selection.isCollapsed;
        selected = isSome ? selection.getRangeAt(0).cloneRange() : null;
        line.hidden = true;
      },
      /** @param {string} name the passage that answers are about; empty if there are none */
      about(name) {
        passage = name;
      }
    };
  }

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

  var OTHER = ".apparatus-number, .apparatus-mark, .apparatus-mark-gap, .apparatus-reading, .apparatus-call, .headerlink";
  function read(block) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    const entries = [];
    let text = "";
    while (walker.nextNode()) {
      const node = (
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
  function offsetOf(words2, container, offset) {
    const point = document.createRange();
    point.setStart(container, offset);
    for (const { node, places } of words2.entries) {
      if (node === container) {
        const at = node.data.slice(0, offset).normalize("NFC").length;
        return Math.min(places[at], words2.text.length);
      }
      if (point.comparePoint(node, 0) >= 0) return Math.min(places[0], words2.text.length);
    }
    return words2.text.length;
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
    const found = essay.blocks.filter((words2) => range.intersectsNode(words2.block)).flatMap((words2) => {
      const span = spanIn(range, words2);
      return span ? [{ words: words2, ...span }] : [];
    });
    if (found.length > 1) return { essay, several: found };
    if (found.length) return { essay, ...found[0] };
    const place = range.commonAncestorContainer;
    const within = place instanceof Element ? place : place.parentElement;
    const said = range.toString().trim();
    if (!within || !said) return null;
    const note = (
      within.closest(".apparatus-panel, aside.apparatus-note")
    );
    const id = note?.dataset.note || note?.id.replace(/^(?:e.+-)?note-/, "");
    if (id) return { essay, ofNote: id, said };
    return within.closest(".apparatus-front") ? { essay, ofHeadnote: true } : null;
  }
  function spanIn(range, words2) {
    const { startContainer, startOffset, endContainer, endOffset } = range;
    const first2 = replaced(startContainer);
    const last = replaced(endContainer);
    const start2 = first2 ? offsetOf(words2, first2, 0) : offsetOf(words2, startContainer, startOffset);
    const end = last ? offsetOf(words2, last, last.childNodes.length) : offsetOf(words2, endContainer, endOffset);
    const readings = all(".apparatus-reading", words2.block);
    const isRestored = readings.some(
      (reading) => range.intersectsNode(reading) && reading.getClientRects().length > 0
    );
    if (words2.text.slice(start2, end).trim()) return { ...widen(words2.text, start2, end), isRestored };
    const isAdded = [startContainer, endContainer].every(
      (node) => words2.block.contains(node) && node.parentElement?.closest(".apparatus-reading")
    );
    if (!isAdded || !range.toString().trim()) return null;
    return { ...around(words2.text, start2), isRestored: true };
  }
  function notesAt(words2, start2, end) {
    const spans = /* @__PURE__ */ new Map();
    for (const { node, places } of words2.entries) {
      const piece = (
        node.parentElement?.closest("[data-notes]")
      );
      for (const id of piece?.dataset.notes?.split(" ") || []) {
        const span = spans.get(id) || { start: places[0], end: 0 };
        spans.set(id, { start: span.start, end: places[places.length - 1] });
      }
    }
    const isSame = (span) => words2.text.slice(span.start, span.end).trim() === words2.text.slice(start2, end).trim() && Math.abs(span.start - start2) <= 1;
    const isWhole = (span) => isSame(span) || span.start >= start2 && span.end <= end;
    return Array.from(spans, ([id, span]) => ({
      id,
      span,
      isSame: isSame(span),
      isWhole: isWhole(span)
    })).filter(({ span }) => span.start < end && span.end > start2);
  }

  var twice = () => _("These words stand there twice in the same surroundings. Choose some more.");
  function makeWindow(page, settings, sources) {
    const { chooser, passages, area, take, fill: fill2 } = chooserOfWords();
    const parts2 = make("p", { class: "apparatus-annotate-parts" });
    const quoted = make("blockquote", { class: "apparatus-annotate-quote" });
    const others = make("div", { class: "apparatus-annotate-others" });
    const kinds = kindsOfNotes();
    const { form, grounds, limit, showKind } = answersForm(sources, settings.people || {});
    const blank2 = answersIn(form);
    const { box, show: showFaults } = listOfFaults(_("Before you send it"));
    const later = make(
      "p",
      { class: "apparatus-hint" },
      _(
        "After sending, a check also looks at markup, at what is said of living people, and at words that stand for evidence, such as “obviously” or “some say”."
      )
    );
    const send = make("p", { class: "apparatus-annotate-send" });
    const steps = make("p", { class: "apparatus-annotate-steps" });
    const { files, taking, done, show, hold } = viewOfFile();
    const nowhere = nowhereLine();
    nowhere.hidden = Boolean(addressOf(settings, "issue", { title: "", body: "" }));
    const draft = keepDraft(form, (message) => {
      report.textContent = message;
      renew();
    });
    const result = make("div", {}, ...[quoted, others, kinds, form, box, later, send, steps, files]);
    const again = make("button", { type: "button" }, _("Choose other words"));
    const guide = settings.guide ? make(
      "a",
      { href: new URL(settings.guide, siteRoot()).href, target: "_blank" },
      _("How to write a note")
    ) : "";
    const { dialog, heading, report } = makeDialog(
      "apparatus-annotate",
      [nowhere, parts2, chooser, again, result, make("p", {}, guide)],
      [taking, draft.clear, ""]
    );
    heading.textContent = _("Annotate");
    const kept = keptLine(dialog);
    let essay;
    let words2;
    let fields;
    let place = "";
    let title = "";
    let isChoosing = false;
    const chosenKind = () => (
      need("input:checked", kinds).value
    );
    function open(found) {
      essay = found.essay;
      isChoosing = false;
      kept.opened();
      passages.replaceChildren(
        ...essay.blocks.map(
          ({ label, text }, index) => make("option", { value: String(index) }, label + " · " + text.slice(0, 40) + "…")
        )
      );
      begin(found);
      if (!dialog.open) dialog.showModal();
      if (!parts2.hidden) parts2.querySelector("button")?.focus();
      else if (chooser.hidden) need("input:checked", kinds).focus();
      else passages.focus();
    }
    function begin({ several, ofHeadnote, isRestored, words: words3, start: start2 = 0, end = 0 }) {
      if (ofHeadnote) {
        answer();
      } else if (several) {
        offerParts(several);
      } else if (words3 && end > start2) {
        const place2 = placeOf(essay.blocks, words3, start2, end);
        if (!place2) choose(words3, twice());
        else {
          const message = _(
            "Some of these words are the editors’. A note is about the words of the base text, which stand below."
          );
          showResult(words3, place2, start2, end, isRestored ? message : "");
        }
      } else {
        choose(essay.blocks.find(({ id }) => id === "p1") || essay.blocks[0], "");
      }
    }
    function answer() {
      showParts(
        _("These words are the editors’, not the text’s. They stand in the file of this page.")
      );
      const address = addressOf(settings, "edit", { path: page.document });
      parts2.replaceChildren(
        address ? outward(address, _("Open the file at {host}", { host: nameOf(settings.host) })) : make("code", {}, page.document)
      );
    }
    function showParts(message) {
      report.textContent = message;
      parts2.hidden = again.hidden = false;
      chooser.hidden = result.hidden = true;
      taking.hidden = draft.clear.hidden = true;
    }
    function offerParts(selected) {
      words2 = selected[0].words;
      showParts(
        _(
          "Your selection runs over several paragraphs. A note is about words of one paragraph: which? For the rest write a second note."
        )
      );
      parts2.replaceChildren(
        ...selected.map(({ words: words3, start: start2, end }) => {
          const label = (/^\d/.test(words3.label) ? "¶" : "") + words3.label;
          const part = words3.text.slice(start2, end);
          const shown = part.length > 80 ? part.slice(0, 40) + " … " + part.slice(-30) : part;
          const button = make("button", { type: "button" }, label + " “" + shown + "”");
          button.addEventListener("click", () => {
            begin({ essay, words: words3, start: start2, end });
            need("input:checked", kinds).focus();
          });
          return button;
        })
      );
    }
    function choose(passage2, message) {
      report.textContent = message;
      chooser.hidden = false;
      parts2.hidden = result.hidden = again.hidden = true;
      taking.hidden = draft.clear.hidden = true;
      passages.value = String(essay.blocks.indexOf(passage2));
      fill2(passage2.text);
    }
    function showResult(passage2, at, start2, end, message = "") {
      words2 = passage2;
      fields = at;
      parts2.hidden = chooser.hidden = true;
      result.hidden = again.hidden = taking.hidden = false;
      quoted.textContent = fields.quote;
      offerNotes(notesAt(words2, start2, end));
      const isKept = beginAnswers();
      report.textContent = message || (isKept ? _("Your answers of last time are here.") : "");
      renew();
    }
    function beginAnswers() {
      const given = answersIn(form);
      const isBegun = Object.entries(given).some(([name, words3]) => words3 !== blank2[name]);
      const isSame = place === essay.id + "/" + words2.id;
      const former = title;
      place = essay.id + "/" + words2.id;
      title = newTitle(fields.quote, page.texts[essay.id].titles);
      blank2.title = title;
      blank2.by = keptName();
      blank2["evidence-through"] = isoDay(/* @__PURE__ */ new Date()).slice(0, 7);
      putAnswers(form, blank2);
      const isKept = draft.begin(place);
      const isMoved = isBegun && !isKept && (isSame || isChoosing);
      if (isMoved) putAnswers(form, given);
      const head = inputOf(form, "title");
      if (head.value === former) head.value = title;
      if (isMoved) form.dispatchEvent(new Event("input"));
      isChoosing = false;
      return isKept;
    }
    function offerNotes(there) {
      const { ids, labels, titles, kinds: kinds2 = [] } = page.texts[essay.id];
      const kindOf = (id) => kinds2[ids.indexOf(id)];
      const near = there.filter(({ id, isWhole }) => isWhole || likeOf(kindOf(id)) !== "textual");
      const order = ({ id, isSame }) => (isSame ? 0 : 2) + (likeOf(kindOf(id)) === "fact-check" ? 0 : 1);
      near.sort((one, other) => order(one) - order(other));
      others.replaceChildren(
        ...near.slice(0, 3).map(({ id, isSame }) => {
          const index = ids.indexOf(id);
          const values = { label: labels[index], title: titles[index] };
          const line = isSame ? _("Note {label} is about these words: “{title}”.", values) : _("Note {label} is about some of these words: “{title}”.", values);
          const correct = make("button", { type: "button" }, _("Correct note {label}", values));
          correct.addEventListener("click", () => {
            dialog.close();
            askToCorrect({ kind: "note", essay: essay.id, id });
          });
          return make("p", {}, line, " ", correct);
        })
      );
    }
    function renew() {
      const kind = chosenKind();
      const text = page.texts[essay.id];
      showKind(kind, text.quoted || {});
      const given = () => answersOf(kind, answersIn(form), sources, settings.people || {});
      const limited = isLimited({ ...given(), kind }, settings);
      limit(limited);
      const answers = given();
      const today = isoDay(/* @__PURE__ */ new Date());
      const file = fileOf(kind, essay.id, fields, text, settings.folder, today, answers);
      const drafted = { ...answers, kind, quote: fields.quote };
      const isGroundless = lacksGrounds(kind, answers.confidence, answers.evidence, settings);
      grounds.textContent = limited ? atMostMedium() : isGroundless ? highNeeds() : "";
      const filled2 = filledFormFor(file, settings);
      const address = formFor(file, settings);
      const issue = issueOfNote(essay.id, fields, drafted, settings);
      const asked = issueFor(issue, settings);
      const faults = faultsOf(
        drafted,
        { ...settings, months: [text.written || "0000", today.slice(0, 7)] },
        sources
      );
      kept.about(draft.clear.hidden ? "" : (/^\d/.test(words2.label) ? "¶" : "") + words2.label);
      const refused = refusedFor(faults);
      const isForEditors = refused.length > 0 && refused.every(({ isTheirs }) => isTheirs);
      show(isForEditors ? { folder: "", name: "new-note.md", text: textOfIssue(issue) } : file);
      hold(!isForEditors && refused[0]?.message || "");
      if (isForEditors) {
        done.textContent = _("An editor enters what is missing: this is a text for them.");
      }
      if (!filled2) files.open = true;
      send.replaceChildren();
      const host = nameOf(settings.host);
      if (address && isForEditors) {
        if (asked) send.append(outward(asked, _("Send it as a form at {host}", { host })));
      } else if (address) {
        const name = filled2 ? _("Open the new note at {host}", { host }) : _("Open the empty form at {host}", { host });
        send.append(outward(filled2 || address, name));
        if (asked) send.append(" ", outward(asked, _("Send it as a form"), "apparatus-second"));
      }
      showFaults(faults);
      const isWhole = !faults.length;
      steps.textContent = address && isForEditors ? stepsWith(Boolean(asked)) : stepsAt(settings.host, Boolean(address), Boolean(filled2), isWhole);
    }
    const passage = () => essay.blocks[Number(passages.value)];
    passages.addEventListener("change", () => fill2(passage().text));
    take.addEventListener("click", () => {
      const chosen = passage();
      const { start: start2, end } = widen(chosen.text, area.selectionStart, area.selectionEnd);
      if (end <= start2) {
        report.textContent = _("No words are selected yet.");
        area.focus();
        return;
      }
      const place2 = placeOf(essay.blocks, chosen, start2, end);
      if (!place2) {
        report.textContent = twice();
        return;
      }
      showResult(chosen, place2, start2, end);
      need("input:checked", kinds).focus();
    });
    kinds.addEventListener("change", renew);
    form.addEventListener("input", renew);
    again.addEventListener("click", () => {
      isChoosing = true;
      choose(words2 || essay.blocks[0], "");
      passages.focus();
    });
    return { dialog, open };
  }

  function start(page, settings) {
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
    const { dialog, open } = makeWindow(page, settings, window.apparatusSources || {});
    const offer = makeButton(dialog, selected, (found) => {
      const { essay, ofNote, said } = found;
      if (ofNote) askToCorrect({ kind: "note", essay: essay.id, id: ofNote, words: said });
      else open(found);
    });
    for (const element of elements) {
      const button = need(".apparatus-annotate-start", element);
      button.addEventListener("click", () => open({ essay: essayOf(element) }));
      if (button.dataset.pressed) button.click();
    }
    offer();
  }
  if (window.apparatusAnnotate && window.apparatusContributing && all("[data-essay]").length) {
    start(window.apparatusAnnotate, window.apparatusContributing);
  }
})();
