/* Search in texts and notes with facets. The index is many small scripts, loaded as they are
   needed: the essays of a volume, the words that begin as the query's do, the places shown. */
(function () {
  "use strict";

  const STEP = 10;
  const MOST_FILES = 8;
  const MOST_ESSAYS = 12;
  const VERDICTS = ["supported", "mostly-supported", "partly-supported", "unsupported", "contradicted", "disputed", "not-checkable"];
  const KINDS = { text: "Texts", "fact-check": "Fact-checks", context: "Context", textual: "Textual notes" };
  const root = new URL("../", document.currentScript.src);

  const taken = new Map();
  const asked = new Map();
  // Each file of the index calls this with what it holds.
  window.apparatusTake = (data) => taken.set(document.currentScript.src, data);
  function load(base, name) {
    const address = new URL("_static/search/" + name + ".js", base).href;
    if (!asked.has(address)) {
      asked.set(address, new Promise((resolve) => {
        const script = document.createElement("script");
        script.src = address;
        script.onload = () => resolve(taken.get(address));
        script.onerror = () => resolve(null);
        document.head.append(script);
      }));
    }
    return asked.get(address);
  }

  const capital = (value) => value.charAt(0).toUpperCase() + value.slice(1).replace("-", " ");
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const fileName = (beginning) => beginning.replace(/[^a-z0-9]/gu, (sign) => "~" + sign.codePointAt(0).toString(16) + "~");

  // -- the index ------------------------------------------------------------------------------

  /* The files in which words with this beginning stand: one, or several if it is short. */
  function filesOf(volume, word) {
    const longer = volume.beginnings.filter((one) => one.startsWith(word));
    if (longer.length && longer.length <= MOST_FILES) return longer;
    const home = volume.beginnings.filter((one) => word.startsWith(one));
    return home.sort((one, other) => other.length - one.length).slice(0, 1);
  }

  /* The places of all words that begin so: number of essay → number of place → weight. */
  async function placesOf(volume, word) {
    const files = await Promise.all(filesOf(volume, word).map((one) => load(volume.base, "words-" + fileName(one))));
    const found = new Map();
    files.filter(Boolean).forEach((terms) => Object.keys(terms).forEach((term) => {
      if (!term.startsWith(word)) return;
      const exact = term === word ? 1 : 0;
      terms[term].split(";").forEach((group) => {
        const [essay, places] = group.split(":");
        const number = parseInt(essay, 36);
        if (!found.has(number)) found.set(number, new Map());
        const there = found.get(number);
        places.split(",").forEach((code) => {
          const place = parseInt(code, 36);
          const weight = exact + (code.endsWith("!") ? 2 : 0);
          there.set(place, Math.max(weight, there.get(place) || 0));
        });
      });
    }));
    return found;
  }

  /* The places that have all words, in the order of the edition. */
  async function find(volume, words) {
    const lists = await Promise.all(words.map((word) => placesOf(volume, word)));
    const [first, ...others] = lists;
    const found = [];
    first.forEach((places, number) => places.forEach((weight, place) => {
      let sum = weight;
      for (const list of others) {
        const there = list.get(number);
        if (!there || !there.has(place)) return;
        sum += there.get(place);
      }
      const [id, label, letters] = volume.essays[number];
      const [kind, verdict] = volume.classes[letters.charCodeAt(place) - 65];
      found.push({ volume, number, place, weight: sum, id, kind, verdict, essay: label });
    }));
    return found.sort((one, other) => one.number - other.number || one.place - other.place);
  }

  async function textOf(hit) {
    const together = hit.volume.together;
    const part = await load(hit.volume.base, "text-" + hit.id + "-" + Math.floor(hit.place / together));
    return part && { page: part.page, place: part.places[hit.place % together] };
  }

  // -- what is shown ----------------------------------------------------------------------------

  function excerpt(text, words, into) {
    const low = fold(text);
    // Folding may shorten a text; then no word is marked, and none is marked wrongly.
    const same = low.length === text.length;
    const starts = same ? hitsIn(low, words) : [];
    const at = starts.length ? starts[0][0] : 0;
    // From the start if it is near: there it stands who says what follows.
    const from = at < 120 ? 0 : text.lastIndexOf(" ", at - 60);
    const end = from + 240;
    into.append(from ? "…" : "");
    let done = from;
    starts.forEach(([start, length]) => {
      if (start < done || start + length > end) return;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(start, start + length);
      into.append(text.slice(done, start), mark);
      done = start + length;
    });
    into.append(text.slice(done, end) + (end < text.length ? "…" : ""));
  }

  /* Where words of the query begin a word of the text: start and length. */
  function hitsIn(low, words) {
    const hits = [];
    words.forEach((word) => {
      for (let at = low.indexOf(word); at >= 0; at = low.indexOf(word, at + 1)) {
        if (!at || !/[\p{L}\p{N}]/u.test(low.charAt(at - 1))) hits.push([at, word.length]);
      }
    });
    return hits.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
  }

  function itemOf(hit, text, words) {
    const [label, anchor, title, said] = text.place;
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = new URL(text.page + "#" + anchor, hit.volume.base).href;
    link.textContent = hit.kind === "text" ? label : label + " · " + title;
    const head = document.createElement("p");
    head.className = "apparatus-search-head";
    const volume = hit.volume.name ? " · " + hit.volume.name : "";
    const kind = document.createElement("span");
    if (hit.verdict) {
      kind.className = "apparatus-verdict apparatus-verdict-" + hit.verdict;
      const sign = document.createElement("span");
      sign.className = "apparatus-sign";
      kind.append(sign, " " + capital(hit.verdict));
    } else {
      kind.textContent = KINDS[hit.kind].replace(/s$/, "");
    }
    head.append(link, " ", kind, volume);
    const shown = document.createElement("p");
    excerpt(said, words, shown);
    item.append(head, shown);
    return item;
  }

  // -- the page -----------------------------------------------------------------------------------

  async function start(section) {
    const form = section.querySelector("form");
    const list = section.querySelector("ol");
    const count = section.querySelector(".apparatus-search-count");
    const more = section.querySelector("button");
    const address = new URLSearchParams(location.search);
    document.getElementById("search-results").before(section);
    const typed = Array.from(new Set(fold(address.get("q") || "").match(/[\p{L}\p{N}]{2,}/gu) || []));
    if (!typed.length) return;

    const bases = [["", root.href], ...JSON.parse(section.dataset.volumes || "[]").map(([name, base]) => [name, new URL(base, root).href])];
    const volumes = (await Promise.all(bases.map(async ([name, base]) => {
      const volume = await load(base, "volume");
      return volume && Object.assign(volume, { name, base });
    }))).filter(Boolean);
    const common = typed.filter((word) => volumes.every((volume) => volume.leftOut.includes(word)));
    const words = typed.filter((word) => !common.includes(word));
    const found = words.length ? (await Promise.all(volumes.map((volume) => find(volume, words)))).flat() : [];
    // A stable sort: places of equal weight stay in the order of the edition.
    found.sort((one, other) => other.weight - one.weight);

    const wanted = (name) => (address.get(name) || "").split(",").filter(Boolean);
    const tally = (name) => {
      const counts = new Map();
      found.forEach((hit) => counts.set(hit[name], (counts.get(hit[name]) || 0) + 1));
      return counts;
    };
    const essays = tally("essay");
    const kept = (name, values) => values.filter((value) => tally(name).has(value) || wanted(name).includes(value));
    const facets = [
      ["kind", kept("kind", Object.keys(KINDS)), (value) => KINDS[value]],
      ["verdict", kept("verdict", VERDICTS), capital],
      // Of many essays only those with most places; those chosen before in any case.
      ["essay", Array.from(essays.keys()).sort((one, other) => essays.get(other) - essays.get(one))
        .filter((value, index) => index < MOST_ESSAYS || wanted("essay").includes(value)).sort(), (value) => value],
    ];
    facets.filter(([, values]) => values.length).forEach(([name, values, shown]) => {
      const set = document.createElement("fieldset");
      const legend = document.createElement("legend");
      legend.textContent = capital(name);
      set.append(legend, ...values.map((value) => {
        const label = document.createElement("label");
        const input = document.createElement("input");
        Object.assign(input, { type: "checkbox", name, value, checked: wanted(name).includes(value) });
        const text = document.createElement("span");
        text.textContent = shown(value);
        label.append(input, text);
        return label;
      }));
      form.append(set);
    });

    let run = 0;
    async function append(hits, from) {
      const mine = run;
      const texts = await Promise.all(hits.slice(from, from + STEP).map(textOf));
      if (mine !== run) return;
      list.append(...texts.map((text, index) => text && itemOf(hits[from + index], text, words)).filter(Boolean));
      more.hidden = from + STEP >= hits.length;
      more.onclick = async () => {
        await append(hits, from + STEP);
        list.children[from + STEP].querySelector("a").focus();
      };
    }

    async function filter() {
      run += 1;
      const picked = facets.map(([name]) => [name, Array.from(form.querySelectorAll("input[name=" + name + "]:checked")).map((input) => input.value)]);
      const hits = found.filter((hit) => picked.every(([name, values]) => !values.length || values.includes(hit[name])));
      count.textContent = hits.length + (hits.length === 1 ? " place" : " places") + " in texts and notes"
        + (common.length ? "; too common to be searched: " + common.map((word) => "“" + word + "”").join(", ") : "");
      list.replaceChildren();
      section.hidden = false;
      picked.forEach(([name, values]) => { if (values.length) address.set(name, values.join(",")); else address.delete(name); });
      try {
        history.replaceState(null, "", location.pathname + "?" + address.toString() + location.hash);
      } catch (error) { /* Some browsers refuse this for files. */ }
      await append(hits, 0);
    }

    form.addEventListener("change", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    await filter();
  }

  const section = document.getElementById("apparatus-search");
  if (section) start(section);
})();
