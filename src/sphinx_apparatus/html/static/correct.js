/* Generated from html/assets by “make scripts”; edit it there. */
"use strict";
(() => {
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
  var RULES = { "FIELD_MISSING": "A021", "FIELD_VALUE": "A022", "DATE_ORDER": "A024", "READING": "A049", "QUOTE_LENGTH": "A051", "BODY_EMPTY": "A060", "BODY_LENGTH": "A061", "BODY_MARKUP": "A062", "UNFILLED": "A065", "DEMANDED": "A066", "EXPECTED": "A067", "SUMMARY": "A070", "EVIDENCE": "A071", "CONFIDENCE": "A072", "CITATION_UNKNOWN": "A080", "CITATION_NONE": "A081", "CITATION_UNCONSULTED": "A082", "CONTESTED_WORD": "A121" };
  var NOT_REFUSED = ["A051", "A061", "A067", "A121"];
  var CONFIDENCES = ["high", "medium", "low"];
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
  var MARKS = "̀-֑ͯ-ׇֽֿׁׂׅׄؐ-ؚـً-ٰٟۖ-ۜ۟-۪ۤۧۨ-ۭ";
  var WITHOUT_SPACES = "฀-႟ក-៿ᥐ-᧿ᨠ-᪯⺀-꓏ꩠ-꫟豈-﫿ｦ-ﾟ𛀀-𛅯𠀀-𿿿";

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
  function loadScript(address, inOrder2 = false) {
    return new Promise((resolve) => {
      const script = make("script");
      script.async = !inOrder2;
      script.src = address;
      script.onload = () => resolve(true);
      script.onerror = () => resolve(false);
      document.head.append(script);
    });
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

  var own = (
    globalThis.apparatusScheme
  );
  var likeOf = (kind) => (
    own?.kinds[kind]?.like || kind
  );

  var VERDICTS2 = own?.verdicts || VERDICTS;
  var MEANINGS2 = own?.meanings || MEANINGS;
  var OFF_SCALE2 = own?.off || OFF_SCALE;
  var KINDS2 = own ? Object.keys(own.kinds) : KINDS;
  var CHECKS = KINDS2.filter((kind) => likeOf(kind) === "fact-check");
  var ruleOf = (verdict) => own ? own.rules[verdict] || "" : verdict;

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
    const [first2, ...rest] = field.lines;
    const start = first2.slice(name.length + 1).trim();
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
  function takesItems(fields, name) {
    const [first2, second = "- "] = fields.find((field) => field.name === name)?.lines || [];
    return !first2 || /^[a-z-]+:\s*(?:\[\s*\])?\s*(?:#.*)?$/.test(first2) && /^ *- /.test(second);
  }
  function withItem(fields, name, item, behind) {
    const [first2 = name + ":", ...items] = fields.find((field) => field.name === name)?.lines || [];
    const head = first2.replace(/^([a-z-]+:)\s*\[\s*\]/, "$1");
    const indent = (items.find((line) => /^ *- /.test(line)) || "  - ").match(/^ */)?.[0] || "";
    const added = item.map((line) => indent + line);
    return withField(fields, name, [head, ...items, ...added], behind);
  }

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
      for (const [start, end] of sentences(words2)) {
        if (attribution.test(words2.slice(start, end))) continue;
        for (const entry of contested) {
          let part = own2.slice(start, end);
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
  var inOrder = (faults, fields) => [...faults].sort((one, other) => fields.indexOf(one.field) - fields.indexOf(other.field));
  var unknownSource = (key, about = "") => ({
    rule: RULES.CITATION_UNKNOWN,
    field: "source",
    message: _("The source “{key}” is not in the bibliography.", { key }) + " " + (about ? _("An editor enters it.") : _("Choose one of the list, or describe it there.")),
    isTheirs: true
  });
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

  function isoDay(day) {
    const two = (number) => String(number).padStart(2, "0");
    return day.getFullYear() + "-" + two(day.getMonth() + 1) + "-" + two(day.getDate());
  }
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

  var marks = new RegExp("[" + MARKS + "]", "gu");
  var plain = new Map(Object.entries(SEARCHED_AS));
  var letters = new RegExp("[" + Object.keys(SEARCHED_AS).join("") + "]", "gu");
  var parts = new RegExp("[" + WITHOUT_SPACES + "]+|[^" + WITHOUT_SPACES + "]+", "gu");
  var withoutSpaces = new RegExp("^[" + WITHOUT_SPACES + "]", "u");
  var fold = (text) => text.toLowerCase().normalize("NFD").replace(marks, "").replace(letters, (letter) => plain.get(letter) || letter).normalize("NFC");

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
  function sourceInputs(number, sources, said = inNewNote(number), replaced = () => false) {
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
      if (!replaced(before) && !isFilled) return;
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

  var ITEM = /^\s*(?:[-+*]\s|[>|]|\d+[.)]\s)/;
  var STOP = /[.!?…][”’"')\]*_]*(?:\s*\{[\w:]+\}`[^`]*`)*\s*$/;
  var CITATION2 = /( ?)\{cite:(?:[pt]|author|year)\}`([^`]*)`/g;
  var TARGET = /\{apparatus:(?:text|passage|note)\}`/;
  var isOfBlock = (line) => /^\s/.test(line) || ITEM.test(line);
  var citationsIn = (content) => content.split(/,(?![^{]*\})/).map((one) => ({
    key: one.replace(/\{[^{}]*\}/g, "").trim(),
    place: one.match(/\{([^{}]*)\}\s*$/)?.[1] || ""
  }));
  function citing(words2, key, place) {
    const there = Array.from(words2.matchAll(CITATION2)).flatMap(
      ([, , content]) => citationsIn(content)
    );
    if (!key || there.some((one) => one.key === key && (!place || one.place === place))) return words2;
    const [, before, stop] = words2.trimEnd().match(/^([^]*?)(\.?)$/) || [];
    return before + " {cite:p}`" + key + (place && "{" + place + "}") + "`" + stop;
  }
  function sentencesIn(lines) {
    const found = [];
    let goesOn = false;
    lines.forEach((line, at) => {
      const isBlank = !line.trim();
      if (!isBlank && goesOn && !ITEM.test(line)) found[found.length - 1][1] = at + 1;
      else if (!isBlank) found.push([at, at + 1]);
      goesOn = !isBlank && !STOP.test(line);
    });
    return found;
  }
  function withSentence(text, sentence, key, place) {
    const said = oneLine(sentence);
    if (!said) {
      const cited = citing(text, key, place);
      return cited === text ? text : cited + "\n";
    }
    const lines = text.trimEnd().split("\n");
    const found = sentencesIn(lines);
    const last = found.length ? lines.slice(...found[found.length - 1]).join("\n") : "";
    const onlyRefers = TARGET.test(last) && last.search(CITATION2) < 0 && !isOfBlock(last);
    const [, at] = found[found.length - (onlyRefers && found.length > 1 ? 2 : 1)] || [0, 0];
    const between = at && isOfBlock(lines[at - 1]) ? [""] : [];
    lines.splice(at, 0, ...between, citing(said, key, place));
    return lines.join("\n").trimEnd() + "\n";
  }
  function changedLines(file, old, nameOf2) {
    const before = splitFile(old).body.split("\n");
    const shown = (line) => line.replace(CITATION2, (_whole, space, content) => {
      const names = citationsIn(content).map(
        ({ key, place }) => nameOf2(key) + (place && ", " + place)
      );
      return space + "(" + names.join("; ") + ")";
    }).replace(/\{[a-z:]+\}`([^`]*)`/g, "$1");
    return splitFile(file).body.split("\n").filter((line) => line.trim() && !before.includes(line)).map(shown);
  }

  function statementOf(file) {
    const { fields } = splitFile(file);
    const of = (name) => wordsOf(fields, name);
    return {
      title: of("title"),
      claim: of("claim"),
      verdict: of("verdict"),
      confidence: of("confidence"),
      summary: of("summary"),
      kind: of("kind"),
      evidenceNone: of("evidence-none")
    };
  }
  function findingOf(file) {
    const { kind, verdict, confidence, evidenceNone } = statementOf(file);
    return { kind, verdict, confidence, evidenceNone, evidence: evidenceOf(file) };
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
    if (!why || !shown) return why || shown;
    return why.replace(/([^.?!…”’)])$/, "$1.") + " " + _("Source: {source}", { source: shown });
  }
  function correctedFile(file, correction, today) {
    const { verdict, confidence, summary, reason, sources, evidence, evidenceNone } = correction;
    const { fields, body } = splitFile(file);
    const old = statementOf(file);
    const isNew = Boolean(verdict) && verdict !== old.verdict;
    if (isNew && !takesItems(fields, "history")) return file;
    if (evidence && !takesItems(fields, "evidence")) return file;
    let made2 = fields;
    const said = oneLine(summary);
    if (said && said !== old.summary) {
      const behind = ["confidence", "verdict", ...PLACE];
      made2 = withField(made2, "summary", wordLines("summary", said), behind);
    }
    const unweighed = made2;
    if (confidence && confidence !== old.confidence) {
      made2 = withWord(made2, "confidence", confidence);
    }
    const was = oneLine(old.evidenceNone);
    const searched = oneLine(evidenceNone ?? was);
    if (was && !searched) made2 = made2.filter(({ name }) => name !== "evidence-none");
    else if (searched !== was) {
      const lines = wordLines("evidence-none", searched);
      made2 = withField(made2, "evidence-none", lines, ["evidence", "confidence"]);
    }
    if (evidence) {
      const behind = ["confidence", "summary", ...PLACE];
      made2 = withItem(made2, "evidence", evidenceLines(evidence), behind);
    }
    const isWeighed = made2 !== unweighed;
    const checked = wordsOf(fields, "checked");
    const day = today < checked ? checked : today;
    const why = reasonWith(reason, sources);
    if (isNew) {
      made2 = withWord(made2, "verdict", verdict);
      const entry = [
        "- date: " + day,
        "  from: " + old.verdict,
        "  to: " + verdict,
        ...scalarLines("reason", why, "  ")
      ];
      const created = made2.findIndex((field) => field.name === "created");
      const behind = created > 0 ? [made2[created - 1].name] : ["evidence-none", "evidence", "confidence"];
      made2 = withItem(made2, "history", entry, behind);
    }
    if (isNew || isWeighed && checked) {
      made2 = withField(made2, "checked", ["checked: " + day], ["created"]);
    }
    const text = correctedText(body, correction);
    const isChanged = made2 !== fields || text !== body;
    if (!isNew && why && isChanged) {
      const comment = "# " + _("To the editors, who take this line out:") + " " + why;
      const last = made2[made2.length - 1];
      made2 = [...made2.slice(0, -1), { ...last, lines: [...last.lines, comment] }];
    }
    if (isChanged) made2 = signedBy(made2, correction.by || "", correction.writer || "");
    return joinFile(made2, text);
  }
  function signedBy(fields, key, writer) {
    const name = oneLine(writer);
    const lines = fields.find((field) => field.name === "by")?.lines;
    if (!lines || !key && !name) return fields;
    const [first2, ...items] = lines;
    if (name) {
      const behind = first2.includes(" #") ? "; " : "  # ";
      return withField(fields, "by", [first2 + behind + "corrected by " + name, ...items], []);
    }
    const readers = fields.find((field) => field.name === "reviewed-by")?.lines || [];
    const keysIn = (line) => line.replace(/^[a-z-]+:|(^|\s)#.*/g, "").split(/[^a-z0-9-]+/);
    if ([...lines, ...readers].flatMap(keysIn).includes(key)) return fields;
    if (takesItems(fields, "by")) return withItem(fields, "by", ["- " + key], []);
    const end = lines.findIndex((line) => line.includes("]"));
    const added = lines.map(
      (line, at) => at === end ? line.replace(/,?\s*\]/, ", " + key + "]") : line
    );
    return withField(fields, "by", added, []);
  }
  var PLACE = ["after", "before", "in", "quote"];
  function withWord(fields, name, word) {
    const [line = name + ": -"] = fields.find((field) => field.name === name)?.lines || [];
    return withField(fields, name, [line.replace(/(:\s*)[\w-]+/, "$1" + word)], []);
  }
  function correctedText(body, { sentence = "", evidence, key = "", place = "" }) {
    const source = evidence ? evidence.source : key;
    const at = oneLine(evidence ? evidence.at || "" : place);
    const isCited = !evidence || citedIn(body).includes(source);
    return !sentence.trim() && isCited ? body : withSentence(body, sentence, source, at);
  }
  function changeInWords(old, correction, lines = []) {
    const { verdict, confidence, summary, reason, sources, evidence, evidenceNone } = correction;
    const said = oneLine(summary);
    const was = oneLine(old.evidenceNone || "");
    const searched = oneLine(evidenceNone ?? was);
    const named = (name) => _(VERDICTS2[name] || name);
    const changes = [];
    if (verdict && verdict !== old.verdict) {
      changes.push(named(old.verdict) + " → " + named(verdict));
    }
    if (confidence && confidence !== old.confidence) {
      const values = { old: old.confidence, new: confidence };
      changes.push(_("confidence: {old} → {new}", values));
    }
    if (said && said !== old.summary) changes.push(_("summary: “{summary}”", { summary: said }));
    if (searched !== was) {
      changes.push(
        searched ? _("what was searched: {words}", { words: searched }) : _("what was searched is taken out")
      );
    }
    if (evidence) {
      const values = { words: oneLine(evidence.quote), source: correction.cited || evidence.source };
      changes.push(_("words of {source}: “{words}”", values));
    }
    changes.push(...lines.map((line) => _("text: “{line}”", { line })));
    if (!changes.length) return "";
    const why = [
      [_("reason: {reason}", { reason: oneLine(reason) }), reason],
      [_("source: {source}", { source: oneLine(sources) }), sources]
    ];
    return [...changes, ...why.filter(([, given]) => given.trim()).map(([words2]) => words2)].join(
      "; "
    );
  }
  var HEADINGS = {
    correction: {
      note: "Note",
      what: "What it says",
      reason: "What is wrong, and what it should say",
      sources: "Sources",
      verdict: "Verdict",
      name: "Name to be printed"
    },
    text: {
      essay: "Essay",
      quote: "Words of the essay",
      reading: "What your copy has",
      witness: "Your copy",
      name: "Name to be printed"
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
  var textOfIssue = ({ answers }) => answers.map(([, label, answer]) => "### " + label + "\n\n" + (answer.trim() || "_No response_")).join("\n\n") + "\n";
  function issueFor(issue, settings) {
    const form = issue.form && addressOf(settings, "form", { template: issue.form });
    const { title } = issue;
    if (!form) return addressOf(settings, "issue", { title, body: textOfIssue(issue) });
    const field = formOf(settings, "field");
    const whole = [["title", "", title], ...issue.answers].filter(([, , text]) => text.trim()).map(([id, , text]) => fill(field, { id, text: text.trim() })).reduce((address, one) => address + one, form);
    return whole.length > LONGEST ? "" : whole;
  }
  var stepsWith = (hasForm) => hasForm ? _("The form is filled in; an editor answers it.") : _("This is too long for a link: copy it, and write an issue with it.");

  var read = /* @__PURE__ */ new Map();
  async function filesOf(essay) {
    const address = new URL("_static/contributing/" + essay + ".js", siteRoot()).href;
    if (!read.has(essay) && await loadScript(address)) {
      read.set(essay, window.apparatusFiles || {});
    }
    return read.get(essay) || {};
  }
  function makeCorrectWindow(settings, known) {
    const nowhere = nowhereLine();
    const said = make("blockquote", { class: "apparatus-annotate-quote" });
    const claim = make("p", { class: "apparatus-correct-claim" });
    const { select: verdict, line: verdictLine, say: sayMeaning } = verdictInput();
    const sides = make("span", { class: "apparatus-asked", "aria-live": "polite" });
    verdictLine.append(sides);
    const summary = wordsInput("summary", 3);
    const reason = wordsInput("reason", 4);
    const sources = wordsInput("sources", 2);
    const confidence = choiceInput(
      "confidence",
      CONFIDENCES.map((value) => [value, value])
    );
    const confidenceLine = labelled(_("Confidence"), confidence);
    const limit = limitOf(confidence);
    const grounds = make("span", { class: "apparatus-asked", "aria-live": "polite" });
    confidenceLine.append(grounds);
    const searched = wordsInput("evidence-none", 2);
    const searchedLine = labelled(_("What was searched, where, on which day"), searched);
    const holds = make("span", { class: "apparatus-asked", "aria-live": "polite" });
    searchedLine.append(holds);
    const summaryLine = labelled(
      _("Summary"),
      summary,
      _("the answer in one sentence that can stand alone")
    );
    const count = make("span", { class: "apparatus-count" });
    summary.before(" · ", count);
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
    const shown = sourceInputs(1, known, {
      list: "apparatus-sources-shown",
      name: _("The source that shows it"),
      hint: _("as the page cites it, such as “Doe 1999”, or a word of its title"),
      words: _("optional: exactly as they stand, at most {most}; they become evidence of the note", {
        most: MOST.evidence
      }),
      unknown: _("not in the bibliography yet: an editor enters it")
    });
    const sentence = wordsInput("sentence", 2);
    const sentenceLine = labelled(
      _("One more sentence for the text (optional)"),
      sentence,
      _("what the source shows: it stands at the end, and cites the source")
    );
    const attributed = make("span", { class: "apparatus-asked", "aria-live": "polite" });
    sentenceLine.append(attributed);
    const answers = [verdictLine, searchedLine, confidenceLine, summaryLine, reasonLine];
    const list = listOfSources("apparatus-sources-shown", known);
    const people = settings.people || {};
    const by = nameInput(people, "apparatus-people-correcting");
    const form = make("div", {}, claim, ...answers, sourcesLine, shown.group, sentenceLine);
    form.append(list, by);
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
      [nowhere, said, form, box, change, send, steps, made2.place, made2.files, make("p", {}, guide)],
      [made2.taking, draft.clear, ""]
    );
    dialog.classList.add("apparatus-correct-window");
    const blank2 = {
      ...{ title: "", claim: "", verdict: "", confidence: "", summary: "", kind: "" },
      evidenceNone: ""
    };
    const empty = answersIn(form);
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
      nowhere.hidden = Boolean(addressOf(settings, "issue", { title: "", body: "" }));
      verdictLine.hidden = !now.verdict;
      confidenceLine.hidden = !now.confidence;
      claim.textContent = now.claim && _("Claim: {claim}", { claim: now.claim });
      claim.hidden = !now.claim;
      const isTextual = !KINDS2.includes(now.kind) || likeOf(now.kind) === "textual";
      summaryLine.hidden = !now.summary && isTextual;
      sourcesLine.hidden = wanted.kind !== "passage";
      shown.group.hidden = wanted.kind !== "note";
      sentenceLine.hidden = !file;
      const words2 = wordsOf2(wanted) || now.title;
      said.textContent = words2;
      said.hidden = !words2;
      reasonLabel.textContent = {
        note: _("What is wrong, and what shows it"),
        passage: _("What your copy of the text has"),
        source: _("What is wrong, and what it should say")
      }[wanted.kind];
      limit(false);
      const stands = { "evidence-none": now.evidenceNone, by: keptName() };
      putAnswers(form, { ...empty, ...now, ...stands });
      const isKept = draft.begin(keyOf2(wanted));
      renew(isKept ? _("Your answers of last time are here.") : "");
      if (!dialog.open) dialog.showModal();
      const first2 = verdictLine.hidden ? summaryLine.hidden ? reason : summary : verdict;
      first2.focus();
    }
    function issue() {
      const { confidence: confidence2, reason: reason2, sentence: sentence2, sources: sources2, summary: summary2, verdict: verdict2 } = answersIn(form);
      const { evidence, evidenceNone, sources: named } = correction();
      const title = _("Correction: {what}", { what: label });
      const { by: key, writer } = correction();
      const name2 = writer || people[key] || "";
      if (target.kind === "passage") {
        const answers3 = { essay: target.essay, quote: wordsOf2(target), reading: reason2 };
        return issueOf("text", title, { ...answers3, witness: sources2, name: name2 }, settings.forms);
      }
      if (target.kind === "source") {
        const answers3 = { note: "source " + target.key, what: target.words, reason: reason2 };
        return issueOf(
          "correction",
          title,
          { ...answers3, sources: target.key, name: name2 },
          settings.forms
        );
      }
      const now = file ? statementOf(file) : blank2;
      const isNew = Boolean(file) && summary2.trim() !== now.summary;
      const isSurer = Boolean(now.confidence) && confidence2 !== now.confidence;
      const parts2 = [
        reason2,
        isNew ? _("Summary: {summary}", { summary: summary2 }) : "",
        isSurer ? _("Confidence: {confidence}", { confidence: confidence2 }) : "",
        sentence2.trim() ? _("One more sentence: {words}", { words: sentence2 }) : "",
        evidenceNone !== now.evidenceNone ? _("What was searched: {words}", { words: evidenceNone }) : ""
      ];
      const quoted = evidence ? evidence.source + (evidence.at ? ", " + evidence.at : "") + ": “" + evidence.quote.trim() + "”" + (evidence.translation ? " [" + evidence.translation.trim() + "]" : "") : named;
      const answers2 = {
        note: target.essay + "/" + target.id + (file ? " (" + label + ")" : ""),
        what: [now.verdict, target.words || now.summary].filter(Boolean).join(": "),
        reason: parts2.filter(Boolean).join("\n\n"),
        sources: quoted,
        verdict: verdict2 === now.verdict ? "" : verdict2,
        name: name2
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
      ask();
      const asked = issue();
      const own2 = changed();
      const isChanged = Boolean(file) && own2.text !== file;
      const host = nameOf(settings.host);
      const address = issueFor(asked, settings);
      const path = own2.folder + (own2.folder && "/") + own2.name;
      const editor = own2.name ? addressOf(settings, "edit", { path }) : "";
      const whole = { folder: "", name: "correction.md", text: textOfIssue(asked) };
      made2.show(isChanged ? own2 : whole);
      name.textContent = isChanged ? _(
        "With your change this is the note’s own file; in a copy (clone) of the edition it stands at"
      ) : file ? _("So far the note’s own file is unchanged. What you write is a text for the editors:") : _("What you write is a text for the editors:");
      const inWords = describe();
      change.textContent = inWords && _("Your change: {change}", { change: inWords });
      const { reason: reason2 } = answersIn(form);
      const faults = missing(isChanged);
      const [refused] = isChanged ? refusedFor(faults) : [];
      const held = reason2.trim() ? unnamed() || refused && refused.message : _("First fill in “{field}”.", { field: reasonLabel.textContent || "" });
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
    function unnamed() {
      const { source = "", about = "", quote = "" } = numbered();
      if (!source.trim())
        return quote.trim() && _("First fill in “{field}”.", { field: _("Source") });
      if (Object.hasOwn(known, keyOf(source, known)) || about.trim()) return "";
      return _("“{source}” is no source yet: choose one, say what it is, or empty “{field}”.", {
        source: source.trim(),
        field: _("Source")
      });
    }
    function correction() {
      const { source = "", at = "", quote = "", ...given } = numbered();
      const { language = "", translation = "", primary = "", about = "" } = given;
      const key = keyOf(source, known);
      const isKnown2 = Object.hasOwn(known, key);
      const words2 = { source: key, quote, language, at, translation, primary };
      const evidence = isKnown2 && file && quote.trim() ? words2 : null;
      const name2 = (isKnown2 ? citedAs(known[key]) : key) + (key && at && ", " + at);
      const told = isKnown2 || !key ? "" : oneLine(about);
      const named = [name2, told, quote.trim() && "“" + quote.trim() + "”"].filter(Boolean).join(": ");
      return {
        ...{ ...blank2, reason: "", ...answersIn(form) },
        ...writerOf(answersIn(form).by, people),
        evidenceNone: searchedLine.hidden ? "" : searched.value,
        evidence,
        cited: isKnown2 ? citedAs(known[key]) : "",
        key: isKnown2 ? key : "",
        place: at,
        sources: evidence ? "" : named
      };
    }
    const numbered = () => (
      Object.fromEntries(
        Object.entries(answersIn(shown.group)).map(([name2, words2]) => [name2.slice(0, -2), words2])
      )
    );
    function describe() {
      const nameOf2 = (key) => known[key] ? citedAs(known[key]) : key;
      const lines = file ? changedLines(changed().text, file, nameOf2) : [];
      return file && changeInWords(statementOf(file), correction(), lines);
    }
    function ask() {
      const { summary: summary2, verdict: verdict2 } = answersIn(form);
      const now = file ? statementOf(file) : blank2;
      const old = file ? findingOf(file) : { ...blank2, evidence: [] };
      const { body } = splitFile(file);
      shown.show(true, {}, citedIn(body));
      sayMeaning();
      const isMoved = Boolean(now.verdict) && verdict2 !== now.verdict;
      const isSearch = ruleOf(verdict2) === VERDICT_NEEDS.search;
      const quoted = old.evidence.length + (correction().evidence ? 1 : 0);
      const isBare = !quoted && isMoved && ruleOf(verdict2) !== VERDICT_NEEDS["no words"];
      searchedLine.hidden = likeOf(now.kind) !== "fact-check" || !(isSearch || now.evidenceNone || isBare);
      holds.textContent = isMoved && !isSearch && now.evidenceNone && searched.value === now.evidenceNone ? _("Does this still hold? Empty it where words of a source decide the claim now.") : "";
      const { evidence, evidenceNone } = correction();
      attributed.textContent = evidence && !sentence.value.trim() && !citedIn(body).includes(evidence.source) ? _("Without it the last sentence of the text cites the source: does it say the same?") : "";
      const finding = { kind: now.kind, verdict: verdict2, evidenceNone };
      limit(isLimited(finding, settings));
      const { value } = confidence;
      const all2 = [...old.evidence, ...evidence ? [evidence] : []];
      const isGroundless = value !== now.confidence && lacksGrounds(now.kind, value, all2, settings);
      const needed = isGroundless ? highNeeds() : "";
      grounds.textContent = isLimited(finding, settings) ? atMostMedium() : needed;
      const isDisputed = isMoved && ruleOf(verdict2) === VERDICT_NEEDS.sides && quoted >= SIDES;
      sides.textContent = isDisputed ? _("Does the note quote each side? If not, quote the other below.") : "";
      count.textContent = countedWords(summary2, MOST.summary);
      const isOpen = isMoved && summary2.trim() === now.summary;
      fits.textContent = isOpen ? _("Does the summary still fit?") : "";
    }
    function missing(isChanged) {
      const { reason: reason2, summary: summary2 } = answersIn(form);
      const faults = summaryLine.hidden ? [] : faultsOfSummary(summary2, settings);
      if (!isChanged) return faults;
      if (!reason2.trim()) {
        faults.push({
          rule: "",
          field: "reason",
          message: _("Say what is wrong, and what shows it.")
        });
      }
      const { evidence, evidenceNone } = correction();
      const text = changed().text;
      if (evidence) faults.push(...faultsOfEvidence([evidence], citedIn(text), settings, known));
      faults.push(...faultsOfFinding(findingOf(text), settings));
      faults.push(...markupFaults("evidence-none", evidenceNone));
      faults.push(...contestedFaults("evidence-none", evidenceNone, settings));
      if (sentence.value.trim()) faults.push(...lengthFaults(splitFile(text).body));
      faults.push(...markupFaults("body", sentence.value));
      faults.push(...contestedFaults("body", sentence.value, settings));
      const [found] = correction().place.match(/[`{}\\]/) || [];
      if (found) faults.push(...markupFaults("source", "`" + found + "`"));
      return inOrder(faults, ORDER);
    }
    function stepsOf(hasForm, hasEditor, isChanged) {
      if (!hasForm && !hasEditor) {
        return _(
          "This edition has no address for contributions yet: nothing can be sent from here. Copy or download the file and send it to the editors, for example by mail. Whoever has a copy of the edition can put a changed file in its place there."
        );
      }
      const parts2 = [stepsWith(hasForm)];
      if (hasEditor && isChanged) {
        parts2.push(_("In the editor select everything and paste the changed file over it."));
      } else if (hasEditor && target.kind === "source") {
        parts2.push(_("In the file, search for {key}.", { key: target.key }));
      }
      return parts2.join(" ");
    }
    form.addEventListener("input", () => renew(""));
    return { open };
  }
  var ORDER = [
    ...["verdict", "evidence-none", "confidence", "summary", "reason"],
    ...["source", "quote", "translation", "body"]
  ];
  var keyOf2 = (target) => target.kind === "source" ? "source/" + target.key : target.essay + "/" + target.id;
  function wordsOf2(target) {
    if (target.kind !== "passage") return target.words || "";
    const block = byId(target.id);
    if (!block?.matches(".apparatus-block")) return "";
    const copy = (
      block.cloneNode(true)
    );
    const others = ".apparatus-number, .apparatus-mark, .apparatus-mark-gap, .apparatus-reading";
    for (const other of all(others, copy)) other.remove();
    return (copy.textContent || "").trim().replace(/\s+/g, " ");
  }

  if (window.apparatusContributing) {
    const { open } = makeCorrectWindow(window.apparatusContributing, window.apparatusSources || {});
    document.addEventListener("apparatus-correct", ({ detail }) => void open(detail));
  }
})();
