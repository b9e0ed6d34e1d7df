// @ts-check
/* Written by scripts/write_facts.py from the modules that it imports; “make scripts” renews it. */

export const VERDICTS = /** @type {const} */ ({"supported": "Supported", "mostly-supported": "Mostly supported", "partly-supported": "Partly supported", "unsupported": "Unsupported", "contradicted": "Contradicted", "disputed": "Disputed", "not-checkable": "Not checkable"});
export const KINDS = /** @type {const} */ (["fact-check", "context", "textual"]);
export const HOSTS = /** @type {const} */ (["github", "gitea", "forgejo", "gitlab"]);
export const FORMS = {"github": {"show": "blob/{branch}/{path}", "edit": "edit/{branch}/{path}", "new": "new/{branch}?filename={path}", "text": "&value={text}", "issue": "issues/new?title={title}&body={body}", "form": "issues/new?template={template}", "field": "&{id}={text}"}, "gitea": {"show": "src/branch/{branch}/{path}", "edit": "_edit/{branch}/{path}", "new": "_new/{branch}/{folder}?filename={name}", "text": "&value={text}", "issue": "issues/new?title={title}&body={body}"}, "forgejo": {"show": "src/branch/{branch}/{path}", "edit": "_edit/{branch}/{path}", "new": "_new/{branch}/{folder}?filename={name}", "text": "&value={text}", "issue": "issues/new?title={title}&body={body}"}, "gitlab": {"show": "-/blob/{branch}/{path}", "edit": "-/edit/{branch}/{path}", "new": "-/new/{branch}?file_name={path}", "issue": "-/issues/new?issue[title]={title}&issue[description]={body}"}};
export const LONGEST = 6000;
export const FOLDERS = {"notes": "_static/notes", "previews": "_static/previews", "search": "_static/search"};
export const PLACE_ID = "[hpft][0-9]+[a-z]?|(?:note|crossing|source|name|key)-[a-z0-9-]+";
export const TITLE_LENGTH = 60;
export const TITLE_EDGES = " .,;:–—-()[]“”‘’\"'";
export const TITLE_END = " .,;:–—-";
export const PAIRS = [["“", "”"], ["(", ")"], ["[", "]"]];
export const ID_WORDS = 4;
export const ID_LENGTH = 40;
export const SMALL_WORDS = ["a", "an", "and", "as", "at", "be", "by", "for", "from", "has", "have", "in", "into", "is", "it", "its", "of", "on", "or", "that", "the", "their", "they", "this", "to", "was", "were", "which", "who", "will", "with"];
export const SEARCHED_AS = {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ς": "σ", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"};
export const ALIKE = {"usa": "us"};
export const SLOTS = {"title": "@title@", "place": "@place@", "today": "@today@", "month": "@month@"};
export const MARKS = "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed";
export const WITHOUT_SPACES = "\u0e00-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u2e80-\ua4cf\uaa60-\uaadf\uf900-\ufaff\uff66-\uff9f\ud82c\udc00-\ud82c\udd6f\ud840\udc00-\ud8bf\udfff";

/** @typedef {keyof typeof VERDICTS} Verdict */
/** @typedef {(typeof KINDS)[number]} Kind */
/** @typedef {(typeof HOSTS)[number]} Host */
