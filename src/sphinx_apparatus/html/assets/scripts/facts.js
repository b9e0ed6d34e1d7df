// @ts-check
/* Written by scripts/write_facts.py from the modules that it imports; “make scripts” renews it. */

export const VERDICTS = /** @type {const} */ ({"supported": "Supported", "mostly-supported": "Mostly supported", "partly-supported": "Partly supported", "unsupported": "Unsupported", "contradicted": "Contradicted", "disputed": "Disputed", "not-checkable": "Not checkable"});
export const MEANINGS = {"supported": "The evidence bears out the claim in substance and detail.", "mostly-supported": "The evidence bears out the claim in substance; a detail is off.", "partly-supported": "One part holds and another does not, or the claim holds only with a limit that the essay does not state.", "unsupported": "No reliable evidence was found for the claim.", "contradicted": "Reliable evidence says otherwise.", "disputed": "Credible sources disagree.", "not-checkable": "An opinion, a forecast or a judgment of value."};
export const OFF_SCALE = ["disputed", "not-checkable"];
export const VERDICT_NEEDS = {"no words": "not-checkable", "search": "unsupported", "sides": "disputed"};
export const KINDS = /** @type {const} */ (["fact-check", "context", "textual"]);
export const HOSTS = /** @type {const} */ (["github", "gitea", "forgejo", "gitlab"]);
export const FORMS = {"github": {"show": "blob/{branch}/{path}", "edit": "edit/{branch}/{path}", "new": "new/{branch}?filename={path}", "text": "&value={text}", "issue": "issues/new?title={title}&body={body}", "form": "issues/new?template={template}", "field": "&{id}={text}"}, "gitea": {"show": "src/branch/{branch}/{path}", "edit": "_edit/{branch}/{path}", "new": "_new/{branch}/{folder}?filename={name}", "text": "&value={text}", "issue": "issues/new?title={title}&body={body}"}, "forgejo": {"show": "src/branch/{branch}/{path}", "edit": "_edit/{branch}/{path}", "new": "_new/{branch}/{folder}?filename={name}", "text": "&value={text}", "issue": "issues/new?title={title}&body={body}"}, "gitlab": {"show": "-/blob/{branch}/{path}", "edit": "-/edit/{branch}/{path}", "new": "-/new/{branch}?file_name={path}", "issue": "-/issues/new?issue[title]={title}&issue[description]={body}"}};
export const LONGEST = 6000;
export const FOLDERS = {"notes": "_static/notes", "previews": "_static/previews", "search": "_static/search"};
export const PLACE_ID = "[hpftsdn][0-9]+[a-z]?|(?:note|crossing|source|name|key)-[a-z0-9-]+";
export const TITLE_LENGTH = 60;
export const TITLE_EDGES = " .,;:–—-()[]“”‘’\"'";
export const TITLE_END = " .,;:–—-";
export const PAIRS = [["“", "”"], ["(", ")"], ["[", "]"]];
export const ID_WORDS = 4;
export const ID_LENGTH = 40;
export const SMALL_WORDS = ["a", "an", "and", "as", "at", "be", "by", "for", "from", "has", "have", "in", "into", "is", "it", "its", "of", "on", "or", "that", "the", "their", "they", "this", "to", "was", "were", "which", "who", "will", "with"];
export const RULES = {"FIELD_MISSING": "A021", "FIELD_VALUE": "A022", "DATE_ORDER": "A024", "READING": "A049", "QUOTE_LENGTH": "A051", "BODY_EMPTY": "A060", "BODY_LENGTH": "A061", "BODY_MARKUP": "A062", "UNFILLED": "A065", "DEMANDED": "A066", "EXPECTED": "A067", "SUMMARY": "A070", "EVIDENCE": "A071", "CONFIDENCE": "A072", "CITATION_UNKNOWN": "A080", "CITATION_NONE": "A081", "CITATION_UNCONSULTED": "A082", "CONTESTED_WORD": "A121"};
export const NOT_REFUSED = ["A051", "A061", "A067", "A121"];
export const REQUIRED = {"fact-check": ["title", "quote", "checked", "evidence-through", "by", "kind", "claim", "verdict", "confidence"], "context": ["title", "quote", "by", "kind"], "textual": ["title", "quote", "by", "kind", "change", "certainty"]};
export const CONFIDENCES = ["high", "medium", "low"];
export const CHANGES = ["supplement", "correction", "regularization", "omission", "variant", "none"];
export const CERTAINTIES = ["certain", "probable", "conjectural"];
export const NOT_READ = "no";
export const MOST = {"title": 60, "summary": 25, "evidence": 50, "body": 120, "quote": 40};
export const SIDES = 2;
export const IN_BLOCK_FORM = ["after", "before", "claim", "comment", "evidence-none", "quote", "reading", "summary", "title"];
export const NOT_WORDS = ["false", "n", "no", "null", "off", "on", "true", "y", "yes"];
export const UNFILLED = ["State here in one sentence what the essay asserts.", "First sentence: what was found.", "First sentence: what a reader of these words needs to know.", "First sentence: why the words are as they are, or what other witnesses have.", "One sentence that names the thing and says what was found."];
export const ATTRIBUTIONS = ["accord(?:ing|ed)", "account", "accus(?:e|es|ed|ing|ation|ations)", "admit(?:s|ted)?", "alleg(?:e|es|ed|ing|ation|ations)", "announc(?:e|es|ed)", "answer(?:s|ed)?", "argu(?:e|es|ed|ing)", "ask(?:s|ed)?", "assert(?:s|ed)?", "believ(?:e|es|ed)", "call(?:s|ed|ing)?", "charg(?:e|es|ed)", "cit(?:e|es|ed|ing)", "claim(?:s|ed|ing)?", "conclud(?:e|es|ed)", "condemn(?:s|ed|ing)?", "convicted", "count(?:s|ed)", "declar(?:e|es|ed|ing)", "den(?:y|ies|ied)", "describ(?:e|es|ed|ing)", "differ(?:s|ed)?", "disagree(?:s|d)?", "disputed?", "estimat(?:e|es|ed)", "express(?:es|ed)", "f(?:ind|inds|ound)", "held", "holds", "indict(?:ed|ment)", "judg(?:e|es|ed)", "label(?:s|ed)?", "mean(?:s|t)?", "nam(?:e|es|ed)", "object(?:s|ed)?", "put(?:s)? it", "quot(?:e|es|ed|ing)", "recall(?:s|ed)?", "record(?:s|ed)", "reject(?:s|ed)?", "report(?:s|ed|edly|ing)?", "rul(?:ed|ing)", "sentenced", "s(?:ay|ays|aid|aying)", "speaks? of", "spoke of", "stat(?:es|ed)", "t(?:ells|old)", "term(?:s|ed)?", "testif(?:ies|ied)", "thinks?", "warn(?:s|ed)?", "words? of", "writ(?:e|es|ing|ten)", "wrote"];
export const BEFORE_NAMES = ["apr", "art", "aug", "c", "ca", "capt", "cf", "ch", "col", "dec", "dr", "e.g", "ed", "eds", "feb", "fig", "gen", "gov", "hon", "i.e", "jan", "jul", "jun", "lt", "mar", "mr", "mrs", "ms", "no", "nos", "nov", "oct", "p", "pp", "pres", "prof", "rep", "rev", "sec", "sen", "sep", "sept", "sgt", "st", "v", "vol", "vols", "vs"];
export const DOUBTFUL = ["a.m", "al", "co", "corp", "etc", "inc", "jr", "ltd", "p.m", "sr"];
export const OPENERS = ["a", "all", "although", "an", "and", "any", "as", "at", "because", "before", "both", "but", "by", "despite", "during", "each", "even", "every", "few", "for", "from", "given", "he", "her", "here", "his", "how", "however", "if", "in", "instead", "it", "its", "just", "many", "more", "most", "much", "my", "neither", "no", "nor", "not", "now", "of", "on", "once", "one", "only", "or", "our", "she", "since", "so", "some", "still", "such", "than", "that", "the", "their", "then", "there", "these", "they", "this", "those", "though", "through", "thus", "to", "under", "unless", "until", "we", "what", "when", "where", "whether", "which", "while", "who", "why", "with", "without", "yet", "you", "your"];
export const SEARCHED_AS = {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ς": "σ", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"};
export const ALIKE = {"usa": "us"};
export const SLOTS = {"title": "@title@", "place": "@place@", "today": "@today@", "month": "@month@"};
export const MARKS = "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed";
export const WITHOUT_SPACES = "\u0e00-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u2e80-\ua4cf\uaa60-\uaadf\uf900-\ufaff\uff66-\uff9f\ud82c\udc00-\ud82c\udd6f\ud840\udc00-\ud8bf\udfff";

/** @typedef {keyof typeof VERDICTS} Verdict */
/** @typedef {(typeof KINDS)[number]} Kind */
/** @typedef {(typeof HOSTS)[number]} Host */
