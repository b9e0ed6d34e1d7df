// @ts-check
/* The inputs for a source: which it is, what it says, and what other notes quote from it. */

import { MOST } from "../facts.js";
import { inputOf, labelled, wordsInput } from "../contributing/inputs.js";
import { make } from "../shared/dom.js";
import { _ } from "../shared/messages.js";

/** Quotations of other notes that are offered for a source. */
const MOST_OFFERED = 6;

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
 */
export function sourceInputs(number, sources, said = inNewNote(number)) {
  const of = (/** @type {string} */ name) => name + "-" + number;
  const key = make("input", { name: of("source"), type: "text", list: said.list });
  const known = make("span", { class: "apparatus-known", "aria-live": "polite" });
  const source = labelled(_("Source"), key, said.hint);
  source.append(known);
  const offered = make("p", { class: "apparatus-offered" });
  const primary = make("input", { name: of("primary"), type: "checkbox", value: "" });
  primary.addEventListener("input", () => {
    primary.value = primary.checked ? "true" : "";
  });
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
  const group = make(
    "fieldset",
    { class: "apparatus-source-inputs" },
    make("legend", {}, said.name),
    source,
    labelled(_("Place in it"), wordsInput(of("at")), _("such as p. 4")),
    ...evidence,
  );
  /** @type {QuotedWords[] | null} */
  let shown = null;

  /** @param {QuotedWords} words */
  function take(words) {
    for (const [name, value] of Object.entries(words)) inputOf(group, of(name)).value = value;
    inputOf(group, of("quote")).dispatchEvent(new Event("input", { bubbles: true }));
  }

  /**
   * @param {boolean} isCheck words of sources belong to what is checked; elsewhere the source alone
   *   is named
   * @param {NonNullable<AnnotatedText["quoted"]>} quoted
   */
  function show(isCheck, quoted) {
    const named = keyOf(key.value, sources);
    const isKnown = Object.hasOwn(sources, named);
    const missing = named && said.unknown;
    const label = isKnown ? sources[named][0] : missing;
    if (known.textContent !== label) known.textContent = label;
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
