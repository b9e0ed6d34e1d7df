// @ts-check
/* Search in texts and notes with facets: the essays of a volume, the words that begin as those of
   the query do, and the places shown are loaded as they are needed. */

import { all, byId, need, replaceQuery } from "./shared/dom.js";
import { _, countOf } from "./shared/messages.js";
import { termsOf } from "./shared/text.js";
import { facetsOf, fieldsOf, narrowed } from "./search/facets.js";
import { find, loadVolume, takeFiles, textOf } from "./search/index.js";
import { itemOf } from "./search/results.js";

/** Places shown at once. */
const STEP = 10;

/**
 * @param {HTMLElement} section
 * @param {URL} site
 */
async function start(section, site) {
  const form = need("form", section);
  const list = need("ol", section);
  const count = need(".apparatus-search-count", section);
  const more = need("button", section);
  const address = new URLSearchParams(location.search);
  need("#search-results").before(section);
  const typed = termsOf(address.get("q") || "");
  if (!typed.length) return;

  /** @type {[string, string][]} */
  const others = JSON.parse(section.dataset.volumes || "[]");
  const bases = others.map(([name, base]) => [name, new URL(base, site).href]);
  const loaded = await Promise.all(
    [["", site.href], ...bases].map(([name, base]) => loadVolume(name, base)),
  );
  const volumes = loaded.filter((volume) => volume !== null);
  const common = typed.filter((word) => volumes.every((one) => one.leftOut.includes(word)));
  const words = typed.filter((word) => !common.includes(word));
  const searched = words.length ? volumes.map((volume) => find(volume, words)) : [];
  const found = (await Promise.all(searched)).flat();
  // A stable sort: places of equal weight stay in the order of the edition.
  found.sort((one, other) => other.weight - one.weight);

  /** @param {string} name */
  const wanted = (name) => (address.get(name) || "").split(",").filter(Boolean);
  const facets = facetsOf(found, wanted);
  for (const facet of facets) {
    if (facet.values.length) form.append(fieldsOf(facet, wanted(facet.name)));
  }

  let run = 0;
  /**
   * @param {import("./search/index.js").Hit[]} hits
   * @param {number} from
   */
  async function append(hits, from) {
    const mine = run;
    const texts = await Promise.all(hits.slice(from, from + STEP).map(textOf));
    if (mine !== run) return;
    list.append(
      ...texts.flatMap((text, index) => (text ? [itemOf(hits[from + index], text, words)] : [])),
    );
    more.hidden = from + STEP >= hits.length;
    more.onclick = async () => {
      await append(hits, from + STEP);
      list.children[from + STEP].querySelector("a")?.focus();
    };
  }

  async function filter() {
    run += 1;
    const picked = facets.map(({ name }) => {
      const inputs = /** @type {HTMLInputElement[]} */ (
        all("input[name=" + name + "]:checked", form)
      );
      /** @type {[typeof name, string[]]} */
      const choice = [name, inputs.map((input) => input.value)];
      return choice;
    });
    const hits = narrowed(found, picked);
    count.textContent = countOf(
      "{count} place in texts and notes",
      "{count} places in texts and notes",
      hits.length,
    );
    if (common.length) {
      const quoted = common.map((word) => "“" + word + "”").join(", ");
      count.append(_("; too common to be searched: {words}", { words: quoted }));
    }
    list.replaceChildren();
    section.hidden = false;
    for (const [name, values] of picked) {
      if (values.length) address.set(name, values.join(","));
      else address.delete(name);
    }
    replaceQuery(address.toString());
    await append(hits, 0);
  }

  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  await filter();
}

takeFiles();
const script = /** @type {HTMLScriptElement} */ (document.currentScript);
const section = byId("apparatus-search");
if (section) start(section, new URL("../", script.src));
