// @ts-check
/* Search in texts and notes with facets: the essays of a volume, the words that begin as those of
   the query do, and the places shown are loaded as they are needed. */

import { all, byId, make, need, replaceQuery } from "./shared/dom.js";
import { _, countOf } from "./shared/messages.js";
import { count, facetsOf, fieldsOf, narrowed } from "./search/facets.js";
import { find, loadVolume, placesOf, takeFiles, termsLike, textOf } from "./search/index.js";
import { queryOf } from "./search/query.js";
import { itemOf } from "./search/results.js";
import { nearest } from "./search/spelling.js";

/** @typedef {import("./search/index.js").Volume} Volume */
/** @typedef {import("./search/query.js").Query} Query */

/** Places shown at once. */
const STEP = 10;
/** Milliseconds without a key after which a query is searched. */
const PAUSE = 250;

/**
 * Return a query with each word that no volume has replaced by the one most like it, or nothing.
 * @param {string} typed
 * @param {Query} query
 * @param {Volume[]} volumes
 */
async function suggestion(typed, query, volumes) {
  let better = typed;
  for (const term of query.terms) {
    if (volumes.some((one) => one.leftOut.includes(term.text))) continue;
    const lists = await Promise.all(volumes.map((volume) => placesOf(volume, term)));
    if (lists.some((list) => list.size) || term.text.length < 3) continue;
    const known = await Promise.all(
      volumes.map((volume) => termsLike(volume, Array.from(term.text)[0])),
    );
    const near = nearest(
      term.text,
      known.flat().map(([word, places]) => [word, places.split(/[,;]/u).length]),
    );
    if (near) better = better.replace(new RegExp(term.text, "iu"), near);
  }
  return better === typed ? "" : better;
}

/**
 * @param {HTMLElement} section
 * @param {URL} site
 */
async function start(section, site) {
  const form = need("form", section);
  const list = need("ol", section);
  const status = need(".apparatus-search-count", section);
  const hint = need(".apparatus-search-hint", section);
  const more = need("button", section);
  const address = new URLSearchParams(location.search);
  need("#search-results").before(section);

  /** @type {[string, string][]} */
  const others = JSON.parse(section.dataset.volumes || "[]");
  const bases = others.map(([name, base]) => [name, new URL(base, site).href]);
  const loaded = await Promise.all(
    [["", site.href], ...bases].map(([name, base]) => loadVolume(name, base)),
  );
  const volumes = loaded.filter((volume) => volume !== null);
  const missing = loaded.flatMap((volume, index) =>
    volume ? [] : [index ? others[index - 1][0] : ""],
  );
  const labels = volumes.flatMap((volume) => volume.essays.map(([, label]) => label));

  let run = 0;
  /** @param {string} typed */
  async function search(typed) {
    run += 1;
    const mine = run;
    const query = queryOf(typed, labels);
    const common = query.terms
      .map(({ text }) => text)
      .filter((word) => volumes.every((one) => one.leftOut.includes(word)));
    const isEmpty = common.length === query.terms.length && !query.phrases.length;
    const isLost = isEmpty && (common.length || query.dropped.length);
    const searched = isLost ? [] : volumes.map((volume) => find(volume, query));
    const found = (await Promise.all(searched)).flat();
    if (mine !== run) return;
    // A stable sort: places of equal weight stay in the order of the edition.
    found.sort((one, other) => other.weight - one.weight);
    const words = query.terms.map(({ text }) => text).filter((word) => !common.includes(word));

    /** @param {string} name */
    const wanted = (name) => (address.get(name) || "").split(",").filter(Boolean);
    const facets = facetsOf(found, wanted);
    form.replaceChildren(
      ...facets
        .filter((facet) => facet.values.length)
        .map((facet) => fieldsOf(facet, wanted(facet.name))),
    );

    /** What was not searched. */
    const left = [
      [common, _("too common to be searched: {words}")],
      [query.dropped, _("too short to be searched: {words}")],
      [missing, _("could not be searched: {words}")],
    ]
      .filter(([words]) => words.length)
      .map(([words, message]) => {
        const quoted = /** @type {string[]} */ (words).map((word) => "“" + word + "”").join(", ");
        return "; " + _(String(message), { words: quoted });
      });

    /**
     * @param {import("./search/index.js").Hit[]} hits
     * @param {number} from
     * @param {number} turn
     */
    async function append(hits, from, turn) {
      const texts = await Promise.all(hits.slice(from, from + STEP).map(textOf));
      if (turn !== run) return;
      list.append(
        ...texts.flatMap((text, index) => (text ? [itemOf(hits[from + index], text, words)] : [])),
      );
      more.hidden = from + STEP >= hits.length;
      more.onclick = async () => {
        await append(hits, from + STEP, turn);
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
      count(form, found, picked);
      const isAsked = typed.trim() || picked.some(([, values]) => values.length);
      status.textContent =
        countOf(
          "{count} place in texts and notes",
          "{count} places in texts and notes",
          hits.length,
        ) + left.join("");
      if (!isAsked) status.append(_(": type a word, or choose what to list"));
      list.replaceChildren();
      more.hidden = true;
      section.hidden = false;
      for (const [name, values] of picked) {
        if (values.length) address.set(name, values.join(","));
        else address.delete(name);
      }
      replaceQuery(address.toString());
      if (isAsked) await append(hits, 0, run);
    }

    form.onchange = filter;
    hint.replaceChildren();
    await filter();
    const turn = run;
    const better = found.length ? "" : await suggestion(typed, query, volumes);
    if (!better || turn !== run) return;
    const href = "?" + new URLSearchParams({ q: better });
    hint.append(_("Did you mean"), " ", make("a", { href }, better), "?");
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  /** @type {ReturnType<typeof setTimeout>} */
  let waiting;
  for (const input of /** @type {HTMLInputElement[]} */ (all("form.bd-search input[name=q]"))) {
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        address.set("q", input.value);
        search(input.value);
        // The other pages: the search of Sphinx adds its results to what is there.
        if (typeof Search === "undefined") return;
        need("#search-results").replaceChildren();
        if (input.value.trim()) Search.performSearch(input.value);
      }, PAUSE);
    });
  }
  await search(address.get("q") || "");
}

takeFiles();
const script = /** @type {HTMLScriptElement} */ (document.currentScript);
const section = byId("apparatus-search");
if (section) start(section, new URL("../", script.src));
