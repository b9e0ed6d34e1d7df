// @ts-check
/* Written by scripts/write_facts.py from the modules that it imports; “make scripts” renews it. */

export const VERDICTS = /** @type {const} */ ({"supported": "Supported", "mostly-supported": "Mostly supported", "partly-supported": "Partly supported", "unsupported": "Unsupported", "contradicted": "Contradicted", "disputed": "Disputed", "not-checkable": "Not checkable"});
export const KINDS = /** @type {const} */ (["fact-check", "context", "textual"]);
export const HOSTS = /** @type {const} */ (["github", "gitea", "forgejo", "gitlab"]);
export const FOLDERS = {"notes": "_static/notes", "previews": "_static/previews", "search": "_static/search"};
export const PLACE_ID = "[hpft][0-9]+|(?:note|crossing|source|name)-[a-z0-9-]+";
export const TITLE_LENGTH = 60;
export const TITLE_EDGES = " .,;:–—-()[]“”‘’\"'";
export const TITLE_END = " .,;:–—-";
export const PAIRS = [["“", "”"], ["(", ")"], ["[", "]"]];
export const ID_WORDS = 4;
export const ID_LENGTH = 40;
export const SMALL_WORDS = ["a", "an", "and", "as", "at", "be", "by", "for", "from", "has", "have", "in", "into", "is", "it", "its", "of", "on", "or", "that", "the", "their", "they", "this", "to", "was", "were", "which", "who", "will", "with"];
export const SLOTS = {"title": "@title@", "place": "@place@", "today": "@today@", "month": "@month@"};

/** @typedef {keyof typeof VERDICTS} Verdict */
/** @typedef {(typeof KINDS)[number]} Kind */
/** @typedef {(typeof HOSTS)[number]} Host */
