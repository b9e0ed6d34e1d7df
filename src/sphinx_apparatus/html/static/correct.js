/* Generated from html/assets by “make scripts”; edit it there. */
"use strict";
(() => {
  // scripts/facts.js
  var VERDICTS = (
    /** @type {const} */
    { "supported": "Supported", "mostly-supported": "Mostly supported", "partly-supported": "Partly supported", "unsupported": "Unsupported", "contradicted": "Contradicted", "disputed": "Disputed", "not-checkable": "Not checkable" }
  );
  var FORMS = { "github": { "show": "blob/{branch}/{path}", "edit": "edit/{branch}/{path}", "new": "new/{branch}?filename={path}", "text": "&value={text}", "issue": "issues/new?title={title}&body={body}", "form": "issues/new?template={template}", "field": "&{id}={text}" }, "gitea": { "show": "src/branch/{branch}/{path}", "edit": "_edit/{branch}/{path}", "new": "_new/{branch}/{folder}?filename={name}", "text": "&value={text}", "issue": "issues/new?title={title}&body={body}" }, "forgejo": { "show": "src/branch/{branch}/{path}", "edit": "_edit/{branch}/{path}", "new": "_new/{branch}/{folder}?filename={name}", "text": "&value={text}", "issue": "issues/new?title={title}&body={body}" }, "gitlab": { "show": "-/blob/{branch}/{path}", "edit": "-/edit/{branch}/{path}", "new": "-/new/{branch}?file_name={path}", "issue": "-/issues/new?issue[title]={title}&issue[description]={body}" } };
  var LONGEST = 6e3;
  var RULES = { "FIELD_MISSING": "A021", "FIELD_VALUE": "A022", "QUOTE_LENGTH": "A051", "BODY_EMPTY": "A060", "BODY_LENGTH": "A061", "UNFILLED": "A065", "DEMANDED": "A066", "SUMMARY": "A070", "EVIDENCE": "A071", "CONFIDENCE": "A072", "CITATION_UNKNOWN": "A080", "CITATION_NONE": "A081", "CITATION_UNCONSULTED": "A082", "CONTESTED_WORD": "A121" };
  var CONFIDENCES = ["high", "medium", "low"];
  var MOST = { "title": 60, "summary": 25, "evidence": 50, "body": 120, "quote": 40 };
  var IN_BLOCK_FORM = ["after", "before", "claim", "evidence-none", "quote", "reading", "summary", "title"];
  var NOT_WORDS = ["false", "n", "no", "null", "off", "on", "true", "y", "yes"];
  var UNFILLED = ["State here in one sentence what the essay asserts.", "First sentence: what was found.", "First sentence: what a reader of these words needs to know.", "First sentence: why the words are as they are, or what other witnesses have.", "One sentence that names the thing and says what was found."];
  var ATTRIBUTIONS = ["accord(?:ing|ed)", "account", "accus(?:e|es|ed|ing|ation|ations)", "admit(?:s|ted)?", "alleg(?:e|es|ed|ing|ation|ations)", "announc(?:e|es|ed)", "answer(?:s|ed)?", "argu(?:e|es|ed|ing)", "ask(?:s|ed)?", "assert(?:s|ed)?", "believ(?:e|es|ed)", "call(?:s|ed|ing)?", "charg(?:e|es|ed)", "cit(?:e|es|ed|ing)", "claim(?:s|ed|ing)?", "conclud(?:e|es|ed)", "condemn(?:s|ed|ing)?", "convicted", "count(?:s|ed)", "declar(?:e|es|ed|ing)", "den(?:y|ies|ied)", "describ(?:e|es|ed|ing)", "differ(?:s|ed)?", "disagree(?:s|d)?", "disputed?", "estimat(?:e|es|ed)", "express(?:es|ed)", "f(?:ind|inds|ound)", "held", "holds", "indict(?:ed|ment)", "judg(?:e|es|ed)", "label(?:s|ed)?", "mean(?:s|t)?", "nam(?:e|es|ed)", "object(?:s|ed)?", "put(?:s)? it", "quot(?:e|es|ed|ing)", "recall(?:s|ed)?", "record(?:s|ed)", "reject(?:s|ed)?", "report(?:s|ed|edly|ing)?", "rul(?:ed|ing)", "sentenced", "s(?:ay|ays|aid|aying)", "speaks? of", "spoke of", "stat(?:es|ed)", "t(?:ells|old)", "term(?:s|ed)?", "testif(?:ies|ied)", "thinks?", "warn(?:s|ed)?", "words? of", "writ(?:e|es|ing|ten)", "wrote"];
  var BEFORE_NAMES = ["apr", "art", "aug", "c", "ca", "capt", "cf", "ch", "col", "dec", "dr", "e.g", "ed", "eds", "feb", "fig", "gen", "gov", "hon", "i.e", "jan", "jul", "jun", "lt", "mar", "mr", "mrs", "ms", "no", "nos", "nov", "oct", "p", "pp", "pres", "prof", "rep", "rev", "sec", "sen", "sep", "sept", "sgt", "st", "v", "vol", "vols", "vs"];
  var DOUBTFUL = ["a.m", "al", "co", "corp", "etc", "inc", "jr", "ltd", "p.m", "sr"];
  var OPENERS = ["a", "all", "although", "an", "and", "any", "as", "at", "because", "before", "both", "but", "by", "despite", "during", "each", "even", "every", "few", "for", "from", "given", "he", "her", "here", "his", "how", "however", "if", "in", "instead", "it", "its", "just", "many", "more", "most", "much", "my", "neither", "no", "nor", "not", "now", "of", "on", "once", "one", "only", "or", "our", "she", "since", "so", "some", "still", "such", "than", "that", "the", "their", "then", "there", "these", "they", "this", "those", "though", "through", "thus", "to", "under", "unless", "until", "we", "what", "when", "where", "whether", "which", "while", "who", "why", "with", "without", "yet", "you", "your"];

  // scripts/shared/dom.js
  var byId = (id) => document.getElementById(id);
  var all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
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

  // scripts/shared/messages.js
  var words = (
    /** @type {{ apparatusWords?: CatalogueWords }} */
    globalThis.apparatusWords
  );
  function _(message, values = {}) {
    const found = words?.messages[message];
    return filled(typeof found === "string" ? found : message, values);
  }
  var filled = (message, values) => message.replace(/\{(\w+)\}/g, (slot, name) => name in values ? String(values[name]) : slot);

  // scripts/contributing/front_matter.js
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
  function wordsOf(fields, name) {
    const field = fields.find((one) => one.name === name);
    if (!field) return "";
    const [first, ...rest] = field.lines;
    const start = first.slice(name.length + 1).trim();
    const isBlock = /^[>|][-+]?(\s*#.*)?$/.test(start);
    const words2 = [isBlock ? "" : start, ...rest.map((line) => line.trim())].join(" ").trim();
    if (isBlock) return words2.replace(/\s+/g, " ");
    const quoted = words2.match(/^(?:"(.*)"|'(.*)')$/);
    if (quoted) return quoted[1] ?? quoted[2].replace(/''/g, "'");
    return words2.replace(/\s+#.*$/, "");
  }
  var wordLines = (name, words2) => [name + ": >-", "  " + oneLine(words2)];
  var PLAIN = /^(?:[A-Za-z][\p{L}\p{N}_’. -]*[\p{L}\p{N}_’.]|[A-Za-z]|\d{4}-\d\d(-\d\d)?|\d{4}-[a-z][\p{L}\p{N}_-]*)$/u;
  function scalarLines(name, words2, indent) {
    const isPlain = PLAIN.test(words2) && !NOT_WORDS.includes(words2.toLowerCase());
    if (isPlain && !IN_BLOCK_FORM.includes(name)) return [indent + name + ": " + words2];
    return [indent + name + ": >-", indent + "  " + words2];
  }
  var oneLine = (words2) => words2.trim().replace(/\s+/g, " ");
  function withField(fields, name, lines, behind) {
    const made2 = { name, lines };
    const at = fields.findIndex((field) => field.name === name);
    if (at >= 0) return fields.map((field, index) => index === at ? made2 : field);
    const before = behind.find((one) => fields.some((field) => field.name === one));
    const place = fields.findIndex((field) => field.name === before);
    const end = place < 0 ? fields.length : place + 1;
    return [...fields.slice(0, end), made2, ...fields.slice(end)];
  }

  // scripts/contributing/sentences.js
  var CANDIDATE = /(?<![.!?…])([.!?…]+)([”’"')\]⟩]*)\s+(?=[“‘"'([⟨–—-]*\s?(?![_a-zß-öø-ÿ])[\p{L}\p{N}])/gu;
  var WORD_BEFORE = /[\p{L}\p{N}_.’'-]*$/u;
  var WORD_AFTER = /[\p{L}\p{N}_’'-]+/u;
  var INITIALS = /^(?:\p{L}\.)*\p{L}$/u;
  function sentences(text) {
    const found = [];
    let start = 0;
    for (const match of text.matchAll(CANDIDATE)) {
      if (!endsHere(text, match)) continue;
      found.push([start, match.index + match[1].length + match[2].length]);
      start = match.index + match[0].length;
    }
    found.push([start, text.trimEnd().length]);
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

  // scripts/contributing/rules.js
  var START = "(?<![\\p{L}\\p{N}_])(?:";
  var END = ")(?![\\p{L}\\p{N}_])";
  var attribution = new RegExp(START + ATTRIBUTIONS.join("|") + END, "iu");
  var QUOTATION = /“[^”]*”|‘(?:[^’]|’(?=[\p{L}\p{N}_]))*’|"[^"]*"/gu;
  var ROLE = /\{[a-z:]+\}`[^`]*`/g;
  var EMPHASIS = /(?<![*_\p{L}\p{N}])([*_])(?![*_\s])([^*_]+?)(?<!\s)\1(?![*_\p{L}\p{N}])/gu;
  var countOf = (words2) => words2.split(/\s+/).filter(Boolean).length;
  var blank = (words2) => words2.replace(/\S/g, " ");
  var escaped = (words2) => words2.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  var patternOf = (phrase) => new RegExp(START + phrase.split(/\s+/).map(escaped).join("\\s+") + END, "giu");
  function paragraphsOf(text) {
    return text.split(/\n\s*\n/).filter((part) => !part.trimStart().startsWith(">")).map((part) => {
      const plain = part.replace(ROLE, "").replace(/\*\*/g, "");
      const words2 = plain.replace(EMPHASIS, "$2");
      const own = plain.replace(EMPHASIS, (_all, _mark, inner) => blank(inner));
      return { words: words2, own: own.replace(QUOTATION, blank) };
    });
  }
  function contestedIn(text, contested) {
    const found = [];
    for (const { words: words2, own } of paragraphsOf(text)) {
      for (const [start, end] of sentences(words2)) {
        if (attribution.test(words2.slice(start, end))) continue;
        for (const entry of contested) {
          let part = own.slice(start, end);
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
    const count = countOf(words2);
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
    return [...faults, ...contestedFaults("summary", words2, settings)];
  }
  var hasGrounds = (evidence) => evidence.some(({ primary }) => primary) || new Set(evidence.map(({ source }) => source)).size > 1;
  var lacksGrounds = (kind, confidence, evidence, { demands }) => kind === "fact-check" && confidence === "high" && demands.includes("evidence") && !hasGrounds(evidence);
  var highNeeds = () => _(
    "High confidence needs the words of two independent sources, or of one that is the document itself (mark it so); else choose medium."
  );

  // scripts/annotate/note_file.js
  function isoDay(day) {
    const two = (number) => String(number).padStart(2, "0");
    return day.getFullYear() + "-" + two(day.getMonth() + 1) + "-" + two(day.getDate());
  }

  // scripts/contributing/correction.js
  function statementOf(file) {
    const { fields } = splitFile(file);
    const of = (name) => wordsOf(fields, name);
    return {
      title: of("title"),
      claim: of("claim"),
      verdict: of("verdict"),
      confidence: of("confidence"),
      summary: of("summary"),
      kind: of("kind")
    };
  }
  function evidenceOf(file) {
    const lines = splitFile(file).fields.find(({ name }) => name === "evidence")?.lines || [];
    const found = [];
    for (const line of lines) {
      const source = line.match(/^[\s-]*source:\s*(\S+)/);
      if (source) found.push({ source: source[1], quote: "" });
      const last = found[found.length - 1];
      if (last && /^[\s-]*primary:\s*true\b/.test(line)) last.primary = "true";
    }
    return found;
  }
  function reasonWith(reason, sources) {
    const why = oneLine(reason);
    const shown = oneLine(sources);
    return why && shown ? why.replace(/([^.?!…”’)])$/, "$1.") + " " + shown : why || shown;
  }
  function correctedFile(file, { verdict, confidence, summary, reason, sources }, today) {
    const { fields, body } = splitFile(file);
    const old = statementOf(file);
    let made2 = fields;
    const said = oneLine(summary);
    if (said && said !== old.summary) {
      const behind = ["confidence", "verdict", "after", "before", "in", "quote"];
      made2 = withField(made2, "summary", wordLines("summary", said), behind);
    }
    if (confidence && confidence !== old.confidence) {
      const line = made2.find((field) => field.name === "confidence")?.lines[0] || "confidence: -";
      const changed = line.replace(/(:\s*)[\w-]+/, "$1" + confidence);
      made2 = withField(made2, "confidence", [changed], ["verdict"]);
      made2 = withField(made2, "checked", ["checked: " + today], ["created"]);
    }
    const why = reasonWith(reason, sources);
    if (verdict && verdict !== old.verdict) {
      const line = made2.find((field) => field.name === "verdict")?.lines[0] || "verdict: -";
      made2 = withField(made2, "verdict", [line.replace(/(:\s*)[\w-]+/, "$1" + verdict)], ["claim"]);
      const history2 = made2.find((field) => field.name === "history");
      const entries = history2 && /^history:\s*$/.test(history2.lines[0]) ? history2.lines.slice(1) : [];
      const indent = (entries[0] || "  - ").match(/^ */)?.[0] || "";
      const entry = [
        "- date: " + today,
        "  from: " + old.verdict,
        "  to: " + verdict,
        ...scalarLines("reason", why, "  ")
      ].map((line2) => indent + line2);
      const created = made2.findIndex((field) => field.name === "created");
      const behind = created > 0 ? [made2[created - 1].name] : ["confidence", "verdict"];
      made2 = withField(made2, "history", ["history:", ...entries, ...entry], behind);
      made2 = withField(made2, "checked", ["checked: " + today], ["created"]);
    } else if (made2 !== fields && why) {
      const comment = "# " + _("To the editors, who take this line out:") + " " + why;
      const last = made2[made2.length - 1];
      made2 = [...made2.slice(0, -1), { ...last, lines: [...last.lines, comment] }];
    }
    return joinFile(made2, body);
  }
  function changeInWords(old, { verdict, confidence, summary, reason, sources }) {
    const said = oneLine(summary);
    const named = (name) => _(
      /** @type {Record<string, string>} */
      VERDICTS[name] || name
    );
    const changes = [];
    if (verdict && verdict !== old.verdict) {
      changes.push(named(old.verdict) + " → " + named(verdict));
    }
    if (confidence && confidence !== old.confidence) {
      const values = { old: old.confidence, new: confidence };
      changes.push(_("confidence: {old} → {new}", values));
    }
    if (said && said !== old.summary) changes.push(_("summary: “{summary}”", { summary: said }));
    if (!changes.length) return "";
    const why = reasonWith(reason, sources);
    return [...changes, ...why ? [_("reason: {reason}", { reason: why })] : []].join("; ");
  }
  var HEADINGS = {
    correction: {
      note: "Note",
      what: "What it says",
      reason: "What is wrong, and what it should say",
      sources: "Sources",
      verdict: "Verdict"
    },
    text: {
      essay: "Essay",
      quote: "Words of the essay",
      reading: "What your copy has",
      witness: "Your copy"
    }
  };
  function issueOf(form, title, answers, forms) {
    const headings = forms[form] || HEADINGS[form];
    return {
      form: forms[form] ? form + ".yml" : "",
      title,
      answers: Object.entries(headings).filter(([id]) => id in answers).map(([id, label]) => [id, label, answers[id]])
    };
  }
  var NOTE = /^(?:note|mark)-(.+)$/;
  function atPlace({ page, anchor, label }, pages) {
    const texts = pages[page] || [];
    const named = texts.find((id) => anchor.startsWith("e" + id + "-"));
    const essay = named || texts[0];
    if (!essay) return null;
    const rest = named ? anchor.slice(named.length + 2) : anchor;
    const note = rest.match(NOTE);
    if (note) return { kind: "note", essay, id: note[1] };
    return { kind: "passage", essay, id: rest, label };
  }

  // scripts/contributing/hosts.js
  var NAMES = { github: "GitHub", gitea: "Gitea", forgejo: "Forgejo", gitlab: "GitLab" };
  var isKnown = (host) => Object.keys(NAMES).includes(host);
  var nameOf = (host) => isKnown(host) ? NAMES[host] : host;
  function fill(form, values) {
    const query = form.startsWith("&") ? 0 : form.indexOf("?");
    return form.replace(/\{(\w+)\}/g, (_place, name, at) => {
      const parts = query >= 0 && at > query ? [values[name]] : values[name].split("/");
      return parts.map(encodeURIComponent).join("/");
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
  var textOfIssue = ({ answers }) => answers.map(([, label, answer]) => "### " + label + "\n\n" + (answer.trim() || "_No response_")).join("\n\n") + "\n";
  function issueFor(issue, settings) {
    const form = issue.form && addressOf(settings, "form", { template: issue.form });
    const { title } = issue;
    if (!form) return addressOf(settings, "issue", { title, body: textOfIssue(issue) });
    const field = formOf(settings, "field");
    const whole = [["title", "", title], ...issue.answers].filter(([, , text]) => text.trim()).map(([id, , text]) => fill(field, { id, text: text.trim() })).reduce((address, one) => address + one, form);
    return whole.length > LONGEST ? "" : whole;
  }

  // scripts/contributing/inputs.js
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
  var answersIn = (form) => Object.fromEntries(
    /** @type {Input[]} */
    all("[name]:not([type=radio])", form).map((input) => [
      input.name,
      input.value
    ])
  );
  function putAnswers(form, answers) {
    for (
      const input of
      /** @type {Input[]} */
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
  function keepDraft(form, changed) {
    const clear = make("button", { type: "button" }, _("Clear"));
    clear.hidden = true;
    let key = "";
    let empty = {};
    let cleared = null;
    const isBegun = () => Object.entries(answersIn(form)).some(([name, words2]) => words2 !== (empty[name] || ""));
    function renew() {
      clear.hidden = !isBegun() && !cleared;
      clear.textContent = cleared ? _("Bring back") : _("Clear");
    }
    function keep() {
      if (isBegun()) storage()?.setItem(key, JSON.stringify(answersIn(form)));
      else storage()?.removeItem(key);
    }
    form.addEventListener("input", () => {
      cleared = null;
      keep();
      renew();
    });
    clear.addEventListener("click", () => {
      const now = cleared || empty;
      cleared = cleared ? null : answersIn(form);
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
        empty = answersIn(form);
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

  // scripts/contributing/correct_window.js
  var read = /* @__PURE__ */ new Map();
  async function filesOf(essay) {
    const address = new URL("_static/contributing/" + essay + ".js", siteRoot()).href;
    if (!read.has(essay) && await loadScript(address)) {
      read.set(essay, window.apparatusFiles || {});
    }
    return read.get(essay) || {};
  }
  function makeCorrectWindow(settings) {
    const said = make("blockquote", { class: "apparatus-annotate-quote" });
    const claim = make("p", { class: "apparatus-correct-claim" });
    const verdict = choiceInput("verdict", Object.entries(VERDICTS));
    const summary = wordsInput("summary", 3);
    const reason = wordsInput("reason", 4);
    const sources = wordsInput("sources", 2);
    const verdictLine = labelled(_("Verdict"), verdict);
    const confidence = choiceInput(
      "confidence",
      CONFIDENCES.map((value) => [value, value])
    );
    const confidenceLine = labelled(_("Confidence"), confidence);
    const grounds = make("span", { class: "apparatus-asked", "aria-live": "polite" });
    confidenceLine.append(grounds);
    const summaryLine = labelled(
      _("Summary"),
      summary,
      _("the answer in one sentence that can stand alone")
    );
    const fits = make("span", { class: "apparatus-asked", "aria-live": "polite" });
    summaryLine.append(fits);
    const reasonLabel = make("span");
    const reasonLine = labelled("", reason);
    reasonLine.querySelector("label")?.append(reasonLabel);
    const sourcesLine = labelled(
      _("Sources"),
      sources,
      _("author, title, date, address, and how far you read it")
    );
    const answers = [verdictLine, confidenceLine, summaryLine, reasonLine, sourcesLine];
    const form = make("div", {}, claim, ...answers);
    const { box, show: showFaults } = listOfFaults(_("Before you send it"));
    const send = make("p", { class: "apparatus-annotate-send" });
    const steps = make("p", { class: "apparatus-annotate-steps" });
    const change = make("p", { class: "apparatus-correct-change" });
    const made2 = viewOfFile();
    const name = make("span", { class: "apparatus-hint" });
    made2.place.prepend(name, " ");
    const draft = keepDraft(form, (message) => renew(message));
    const guide = settings.guide ? make(
      "a",
      { href: new URL(settings.correcting, siteRoot()).href, target: "_blank" },
      _("How to correct a note")
    ) : "";
    const { dialog, heading, report } = makeDialog(
      "apparatus-correct",
      [said, form, box, change, send, steps, made2.place, made2.files, make("p", {}, guide)],
      [made2.taking, draft.clear, ""]
    );
    dialog.classList.add("apparatus-correct-window");
    const blank2 = { title: "", claim: "", verdict: "", confidence: "", summary: "", kind: "" };
    let target;
    let label = "";
    let file = "";
    async function open(asked) {
      const wanted = asked.kind === "place" ? atPlace(asked, settings.pages) : asked;
      if (!wanted) return;
      target = wanted;
      file = "";
      label = wanted.kind === "passage" ? wanted.label : wanted.kind === "source" ? wanted.key : "";
      if (wanted.kind === "note") {
        [label, file] = (await filesOf(wanted.essay))[wanted.id] || [wanted.id, ""];
      }
      const now = file ? statementOf(file) : blank2;
      heading.textContent = _("Correct {what}", { what: label });
      verdictLine.hidden = !now.verdict;
      confidenceLine.hidden = !now.confidence;
      claim.textContent = now.claim && _("Claim: {claim}", { claim: now.claim });
      claim.hidden = !now.claim;
      summaryLine.hidden = !now.summary && now.kind !== "fact-check" && now.kind !== "context";
      sourcesLine.hidden = wanted.kind === "source";
      const words2 = wordsOf2(wanted) || now.title;
      said.textContent = words2;
      said.hidden = !words2;
      reasonLabel.textContent = {
        note: _("What is wrong, and what shows it"),
        passage: _("What your copy of the text has"),
        source: _("What is wrong, and what it should say")
      }[wanted.kind];
      putAnswers(form, { ...now, reason: "", sources: "" });
      const isKept = draft.begin(keyOf(wanted));
      renew(isKept ? _("Your answers of last time are here.") : "");
      if (!dialog.open) dialog.showModal();
      const first = verdictLine.hidden ? summaryLine.hidden ? reason : summary : verdict;
      first.focus();
    }
    function issue() {
      const { confidence: confidence2, reason: reason2, sources: sources2, summary: summary2, verdict: verdict2 } = answersIn(form);
      const title = _("Correction: {what}", { what: label });
      if (target.kind === "passage") {
        const answers3 = { essay: target.essay, quote: wordsOf2(target), reading: reason2 };
        return issueOf("text", title, { ...answers3, witness: sources2 }, settings.forms);
      }
      if (target.kind === "source") {
        const answers3 = { note: "source " + target.key, what: target.words, reason: reason2 };
        return issueOf("correction", title, { ...answers3, sources: target.key }, settings.forms);
      }
      const now = file ? statementOf(file) : blank2;
      const isNew = Boolean(file) && summary2.trim() !== now.summary;
      const isSurer = Boolean(now.confidence) && confidence2 !== now.confidence;
      const parts = [
        reason2,
        isNew ? _("Summary: {summary}", { summary: summary2 }) : "",
        isSurer ? _("Confidence: {confidence}", { confidence: confidence2 }) : ""
      ];
      const answers2 = {
        note: target.essay + "/" + target.id + (file ? " (" + label + ")" : ""),
        what: [now.verdict, target.words || now.summary].filter(Boolean).join(": "),
        reason: parts.filter(Boolean).join("\n\n"),
        sources: sources2,
        verdict: verdict2 === now.verdict ? "" : verdict2
      };
      return issueOf("correction", title, answers2, settings.forms);
    }
    function changed() {
      if (target.kind !== "note") {
        const path = target.kind === "source" ? settings.references : "";
        return { folder: "", name: path, text: "" };
      }
      const text = file && correctedFile(file, correction(), isoDay(/* @__PURE__ */ new Date()));
      return {
        folder: settings.folder + "/" + target.essay + "/notes",
        name: target.id + ".md",
        text
      };
    }
    function renew(message) {
      if (message !== void 0) report.textContent = message;
      const asked = issue();
      const own = changed();
      const isChanged = Boolean(file) && own.text !== file;
      const host = nameOf(settings.host);
      const address = issueFor(asked, settings);
      const path = own.folder + (own.folder && "/") + own.name;
      const editor = own.name ? addressOf(settings, "edit", { path }) : "";
      const whole = { folder: "", name: "correction.md", text: textOfIssue(asked) };
      made2.show(isChanged ? own : whole);
      name.textContent = isChanged ? _(
        "With your change this is the note’s own file; in a copy (clone) of the edition it stands at"
      ) : file ? _("So far the note’s own file is unchanged. What you write is a text for the editors:") : _("What you write is a text for the editors:");
      const inWords = describe();
      change.textContent = inWords && _("Your change: {change}", { change: inWords });
      ask();
      const { reason: reason2 } = answersIn(form);
      const faults = missing(isChanged);
      const refused = isChanged && faults.find(({ rule }) => rule !== RULES.CONTESTED_WORD);
      const held = reason2.trim() ? refused && refused.message : _("First fill in “{field}”.", { field: reasonLabel.textContent || "" });
      made2.hold(held || "");
      const ways = [];
      if (address) ways.push(outward(address, _("Send it as a form at {host}", { host })));
      if (editor) {
        const words2 = isChanged ? _("Copy the changed file and open its editor at {host}", { host }) : _("Open the file at {host}", { host });
        const link = outward(editor, words2, "apparatus-second");
        if (isChanged) link.addEventListener("click", made2.copyFile);
        if (isChanged && held) {
          link.removeAttribute("href");
          holdBack(link, made2.done.id);
        }
        ways.push(link);
      }
      send.replaceChildren(...ways.flatMap((way) => [way, " "]));
      steps.textContent = stepsOf(Boolean(address), Boolean(editor), isChanged);
      showFaults(faults);
    }
    const correction = () => ({ ...blank2, reason: "", sources: "", ...answersIn(form) });
    const describe = () => file && changeInWords(statementOf(file), correction());
    function ask() {
      const { confidence: confidence2, summary: summary2, verdict: verdict2 } = answersIn(form);
      const now = file ? statementOf(file) : blank2;
      const isOpen = verdict2 !== now.verdict && summary2.trim() === now.summary;
      fits.textContent = now.verdict && isOpen ? _("Does the summary still fit?") : "";
      grounds.textContent = isGroundless(confidence2, now) ? highNeeds() : "";
    }
    const isGroundless = (confidence2, { kind, confidence: old }) => confidence2 !== old && lacksGrounds(kind, confidence2, evidenceOf(file), settings);
    function missing(isChanged) {
      const { confidence: confidence2, reason: reason2, summary: summary2 } = answersIn(form);
      const faults = summaryLine.hidden ? [] : faultsOfSummary(summary2, settings);
      if (isChanged && !reason2.trim()) {
        faults.push({
          rule: "",
          field: "reason",
          message: _("Say what is wrong, and what shows it.")
        });
      }
      const now = file ? statementOf(file) : blank2;
      if (isGroundless(confidence2, now)) {
        faults.push({ rule: RULES.DEMANDED, field: "confidence", message: highNeeds() });
      }
      return faults;
    }
    function stepsOf(hasForm, hasEditor, isChanged) {
      if (!hasForm && !hasEditor) {
        return _(
          "There is nowhere to send this to: the edition has no address for contributions yet. Copy or download it, and keep it or hand it to the editors yourself; whoever has a copy of the edition can put a changed file there."
        );
      }
      const parts = [];
      if (hasForm) parts.push(_("The form is filled in; an editor answers it."));
      else parts.push(_("This is too long for a link: copy it, and write an issue with it."));
      if (hasEditor && isChanged) {
        parts.push(_("In the editor select everything and paste the changed file over it."));
      } else if (hasEditor && target.kind === "source") {
        parts.push(_("In the file, search for {key}.", { key: target.key }));
      }
      return parts.join(" ");
    }
    form.addEventListener("input", () => renew(""));
    return { open };
  }
  var keyOf = (target) => target.kind === "source" ? "source/" + target.key : target.essay + "/" + target.id;
  function wordsOf2(target) {
    if (target.kind !== "passage") return target.words || "";
    const block = byId(target.id);
    if (!block?.matches(".apparatus-block")) return "";
    const copy = (
      /** @type {HTMLElement} */
      block.cloneNode(true)
    );
    const others = ".apparatus-number, .apparatus-mark, .apparatus-mark-gap, .apparatus-reading";
    for (const other of all(others, copy)) other.remove();
    return (copy.textContent || "").trim().replace(/\s+/g, " ");
  }

  // scripts/correct.js
  if (window.apparatusContributing) {
    const { open } = makeCorrectWindow(window.apparatusContributing);
    document.addEventListener("apparatus-correct", ({ detail }) => void open(detail));
  }
})();
