// @ts-check
/* On the page of a witness: another copy in the place of the base text. */

import { all, first, loadScript, make, need, replaceQuery, siteRoot } from "./shared/dom.js";
import { _ } from "./shared/messages.js";
import { compare } from "./witnesses/compare.js";

/** @typedef {import("./witnesses/compare.js").Part} Part */

/** The words of each copy by its siglum: those of each passage by its id. */
/** @type {Map<string, Record<string, string>>} */
const copies = new Map();
/** @type {any} */ (window).apparatusWitness = (
  /** @type {string} */ siglum,
  /** @type {Record<string, string>} */ words,
) => copies.set(siglum, words);

/** @param {HTMLElement} place */
function start(place) {
  /** @type {{ base: string, own: string, files: Record<string, string> }} */
  const { base, own, files } = JSON.parse(place.dataset.witnesses || "{}");
  const sides = all(".apparatus-copied .apparatus-pair[id]").map((row) => {
    const [left, right] = all(".apparatus-pair-side", row);
    return { row, left, right, kept: [[...left.childNodes], [...right.childNodes]] };
  });
  const others = Object.keys(files).filter((siglum) => siglum !== own);
  const choice = make("select", {}, ...[base, ...others].map((name) => make("option", {}, name)));
  place.append(make("label", {}, _("Beside {siglum}:", { siglum: own }), " ", choice));

  async function show() {
    const other = choice.value;
    if (other !== base) {
      const wanted = [own, other].filter((siglum) => !copies.has(siglum));
      await Promise.all(
        wanted.map((siglum) => loadScript(new URL(files[siglum], siteRoot()).href)),
      );
      // Another may have been chosen meanwhile.
      if (choice.value !== other || !copies.has(other) || !copies.has(own)) return;
    }
    for (const { row, left, right, kept } of sides) {
      left.replaceChildren(...kept[0]);
      right.replaceChildren(...kept[1]);
      row.toggleAttribute("data-compared", other !== base);
      if (other !== base) {
        const [one, two] = [copies.get(other)?.[row.id] || "", copies.get(own)?.[row.id] || ""];
        const [ours, theirs] = compare(one, two);
        fill(left, other, ours, "del");
        fill(right, own, theirs, "ins");
      }
    }
    replaceQuery(other === base ? "" : new URLSearchParams({ beside: other }).toString());
  }

  choice.addEventListener("change", show);
  const asked = new URLSearchParams(location.search).get("beside");
  if (asked && others.includes(asked)) {
    choice.value = asked;
    show();
  }
}

/**
 * Put the words of a copy into a column.
 * @param {HTMLElement} side
 * @param {string} siglum
 * @param {Part[]} parts
 * @param {"del" | "ins"} tag
 */
function fill(side, siglum, parts, tag) {
  const head = /** @type {HTMLElement} */ (need(".apparatus-pair-head", side).cloneNode(true));
  need("strong", head).textContent = siglum;
  const words = make("p");
  for (const { text, how } of parts) {
    const space = text.length - text.trimEnd().length;
    if (how === "same") words.append(text);
    else {
      /** @type {Record<string, string>} */
      const attributes = how === "signs" ? { class: "apparatus-signs" } : {};
      words.append(make(tag, attributes, text.trimEnd()), text.slice(text.length - space));
    }
  }
  if (!parts.length) {
    words.className = "apparatus-notice";
    words.append(_("{siglum} does not have this.", { siglum }));
  }
  side.replaceChildren(head, words);
}

const place = first(".apparatus-beside[data-witnesses]");
if (place) start(place);
