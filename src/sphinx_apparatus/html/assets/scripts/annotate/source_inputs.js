// @ts-check
/* The inputs for a source: which it is, what it says, and what other notes quote from it. Words and
   place go when another source is named, and can be brought back: they are of the one before. */

import { MOST } from "../facts.js";
import { inputOf, labelled, wordsInput } from "../contributing/inputs.js";
import { make } from "../shared/dom.js";
import { _, countOf } from "../shared/messages.js";
import { fold } from "../shared/text.js";

/** Quotations of other notes that are offered for a source. */
const MOST_OFFERED = 6;

/** Sources that are offered for what is typed. */
const MOST_MATCHES = 4;
/** Fields that an offered quotation fills. */
const OFFERED = /** @type {const} */ (["quote", "language", "at", "translation", "primary"]);

/** @param {number} number */
const inNewNote = (number) => ({
  list: "apparatus-sources",
  name: _("Source {number}", { number }),
  hint: _("as the page cites it, such as “Doe 1999”, or a word of its title"),
  words: _("exactly as they stand, at most {most}", { most: MOST.evidence }),
  unknown: _("no such source in the bibliography"),
});

/** @param {string} words */
const plain = (words) =>
  words.toLowerCase().replace(/[,()]/g, "").replace(/\s+/g, " ").trim().replace(/\.$/, "");

/**
 * Return the key of a source that is named by its key or as the page cites it; what was typed if
 * there is no such source, or several.
 * @param {string} typed
 * @param {KnownSources} sources
 */
export function keyOf(typed, sources) {
  const name = typed.trim();
  if (!name || Object.hasOwn(sources, name)) return name;
  const words = plain(name);
  const fits = Object.keys(sources).filter((key) => {
    const label = plain(sources[key][0]);
    return label === words || label.startsWith(words + ". ");
  });
  return fits.length === 1 ? fits[0] : name;
}

/**
 * Return the keys of the sources that have all words of what is typed in their name or title: first
 * those that the note cites, then those of whose name a word begins so.
 * @param {string} typed
 * @param {KnownSources} sources
 * @param {string[]} [own] keys of those that the note cites
 */
export function matchesOf(typed, sources, own = []) {
  const words = fold(plain(typed)).split(" ");
  /** @param {string} key */
  const rank = (key) => {
    if (own.includes(key)) return 0;
    return (" " + fold(plain(citedAs(sources[key])))).includes(" " + words[0]) ? 1 : 2;
  };
  return Object.keys(sources)
    .filter((key) => {
      const label = fold(plain(sources[key][0])) + " " + key.toLowerCase();
      return words.every((word) => label.includes(word));
    })
    .sort((one, other) => rank(one) - rank(other));
}

/** @param {KnownSources[string]} source */
export const citedAs = ([label]) => label.split(". ")[0];

/**
 * Return the list from which a source is chosen.
 * @param {string} id
 * @param {KnownSources} sources
 */
export const listOfSources = (id, sources) =>
  make(
    "datalist",
    { id },
    ...Object.entries(sources).map(([value, [label]]) => make("option", { value, label })),
  );

/**
 * Return the inputs for a source, and a function that shows what is known of the source named.
 * @param {number} number
 * @param {KnownSources} sources
 * @param {{ list: string, name: string, hint: string, words: string, unknown: string }} [said]
 * @param {(key: string) => boolean} [replaced] called with the source in whose place another is
 *   named; returns whether its citation was taken out
 */
export function sourceInputs(number, sources, said = inNewNote(number), replaced = () => false) {
  const of = (/** @type {string} */ name) => name + "-" + number;
  const key = make("input", { name: of("source"), type: "text", list: said.list });
  const known = make("span", { class: "apparatus-known", "aria-live": "polite" });
  const source = labelled(_("Source"), key, said.hint);
  const matches = make("span", { class: "apparatus-offered" });
  // Pressing one leaves the field where it is: what opens behind a field that is left would move
  // the list away from under the pointer, and the press would be lost.
  matches.addEventListener("mousedown", (event) => event.preventDefault());
  const gone = make("span", { class: "apparatus-asked", "aria-live": "polite" });
  source.append(known, matches, gone);
  const about = wordsInput(of("about"), 2);
  const aboutLine = labelled(
    _("What it is"),
    about,
    _("author, title, year, address, and how far you read it: an editor enters it"),
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
      _("if they are in another language"),
    ),
    labelled(
      _("This source is the document itself"),
      primary,
      _("that the claim is about, or the record of those who counted, ruled or spoke"),
    ),
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
    make("input", { type: "hidden", name: of("taken") }),
  );
  const input = (/** @type {string} */ name) => inputOf(group, of(name));
  /** @type {QuotedWords[] | null} */
  let shown = null;
  let isTyping = false;
  /** The known source that was named last. */
  let last = "";

  /** @param {Partial<QuotedWords>} words */
  function fill(words) {
    for (const name of OFFERED) input(name).value = words[name] || "";
  }

  /** @param {QuotedWords} words */
  function take(words) {
    fill(words);
    input("taken").value = keyOf(key.value, sources);
    input("quote").dispatchEvent(new Event("input", { bubbles: true }));
  }

  /**
   * Take out what came from the source named before, once another is named.
   * @param {boolean} isDone whether the field was left
   */
  function settle(isDone) {
    const named = keyOf(key.value, sources);
    const isKnown = Object.hasOwn(sources, named);
    isTyping = !isDone;
    if (!isKnown && !isDone) return;
    const before = input("taken").value || last;
    last = isKnown ? named : "";
    if (!before || before === named) return;
    const held = ["taken", ...OFFERED].map(
      (name) => /** @type {const} */ ([name, input(name).value]),
    );
    const isFilled = held.some(([, words]) => words);
    fill({});
    input("taken").value = "";
    if (!replaced(before) && !isFilled) return;
    gone.textContent = _("What was taken from {source} is out: words, place, citation.", {
      source: citedAs(sources[before]),
    });
    if (!isFilled) return;
    const back = make("button", { type: "button" }, _("Bring back"));
    back.addEventListener("click", () => {
      gone.textContent = "";
      key.value = last = before;
      isTyping = false;
      for (const [name, words] of held) input(name).value = words;
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

  /**
   * Offer the sources that what is typed may mean; return how many there are.
   * @param {string} typed
   * @param {string[]} own
   */
  function offerMatches(typed, own) {
    const found = typed && !Object.hasOwn(sources, typed) ? matchesOf(typed, sources, own) : [];
    // A button that is being pressed stays: pressing it leaves the field.
    if (matches.dataset.keys === found.join()) return found.length;
    matches.dataset.keys = found.join();
    const buttons = found.map((one) => {
      const button = make("button", { type: "button" }, sources[one][0]);
      button.addEventListener("click", () => {
        const name = citedAs(sources[one]);
        key.value = keyOf(name, sources) === one ? name : one;
        key.dispatchEvent(new Event("change"));
        // The words come next, where words are asked for.
        (evidence[1].hidden ? key : input("quote")).focus();
      });
      return button;
    });
    const first = buttons.splice(0, MOST_MATCHES);
    matches.replaceChildren(...first);
    if (!buttons.length) return found.length;
    const counts = { shown: first.length, count: found.length };
    const rest = make("button", { type: "button" }, _("Show the rest"));
    const line = make("span", {}, _("{shown} of {count} shown", counts), " ", rest);
    rest.addEventListener("click", () => {
      line.replaceWith(...buttons);
      buttons[0].focus();
    });
    matches.append(line);
    return found.length;
  }

  /**
   * @param {boolean} isCheck words of sources belong to what is checked; elsewhere the source alone
   *   is named
   * @param {NonNullable<AnnotatedText["quoted"]>} quoted
   * @param {string[]} [own] keys of the sources that the note cites
   */
  function show(isCheck, quoted, own = []) {
    const named = keyOf(key.value, sources);
    const isKnown = Object.hasOwn(sources, named);
    if (!isTyping) last = isKnown ? named : "";
    const count = offerMatches(named, own);
    const missing = named && said.unknown;
    const found = countOf("{count} source matches:", "{count} sources match:", count);
    const label = isKnown ? sources[named][0] : isTyping && count ? found : missing;
    if (known.textContent !== label) known.textContent = label;
    aboutLine.hidden = isKnown || !named || (isTyping && count > 0);
    pages.textContent =
      isKnown && sources[named][3] && !input("at").value.trim() ? _("It has pages: on which?") : "";
    primary.checked = Boolean(primary.value);
    for (const part of evidence) part.hidden = !isCheck;
    const there = (isKnown && quoted[named]) || [];
    offered.hidden = !isCheck || !there.length;
    if (shown === there) return;
    shown = there;
    offered.replaceChildren(
      make("span", { class: "apparatus-hint" }, _("Notes of this page quote from it:")),
      ...there.slice(0, MOST_OFFERED).map((words) => {
        const button = make(
          "button",
          { type: "button" },
          "“" + words.quote + "”" + (words.at && ", " + words.at),
        );
        button.addEventListener("click", () => take(words));
        return button;
      }),
    );
  }
  return { group, key, show };
}
