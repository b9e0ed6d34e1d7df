/* Search in texts and notes with facets; the data come as a classic script. */
(function () {
  "use strict";

  const section = document.getElementById("apparatus-search");
  const entries = window.apparatusEntries;
  const results = document.getElementById("search-results");
  if (!section || !entries || !entries.length) return;
  const MOST = 100;
  const VERDICTS = ["supported", "mostly-supported", "partly-supported", "unsupported", "contradicted", "disputed", "not-checkable"];
  const KINDS = { text: "Texts", "fact-check": "Fact-checks", context: "Context", textual: "Textual notes" };
  const words = (value) => value.charAt(0).toUpperCase() + value.slice(1).replace("-", " ");
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[’‘]/g, "'").toLowerCase();
  const folded = entries.map((entry) => fold(entry[3] + " " + entry[5] + " " + entry[6]));
  const form = section.querySelector("form");
  const asked = new URLSearchParams(location.search);
  const query = fold(asked.get("q") || "").split(/\s+/).filter(Boolean);
  results.before(section);

  const facets = [
    ["kind", 0, Object.keys(KINDS), (value) => KINDS[value]],
    ["verdict", 1, VERDICTS.filter((verdict) => entries.some((entry) => entry[1] === verdict)), words],
    ["essay", 2, Array.from(new Set(entries.map((entry) => entry[2]))), (value) => value],
  ];
  facets.forEach(([name, , values, shown]) => {
    const set = document.createElement("fieldset");
    const legend = document.createElement("legend");
    legend.textContent = words(name);
    set.append(legend);
    const wanted = (asked.get(name) || "").split(",").filter(Boolean);
    values.forEach((value) => {
      const label = document.createElement("label");
      const input = document.createElement("input");
      input.type = "checkbox";
      input.name = name;
      input.value = value;
      input.checked = wanted.includes(value);
      const text = document.createElement("span");
      text.textContent = shown(value);
      label.append(input, text);
      set.append(label);
    });
    form.append(set);
  });

  function chosen(name) {
    return Array.from(form.querySelectorAll("input[name=" + name + "]:checked")).map((input) => input.value);
  }

  function excerpt(text, into) {
    const low = fold(text);
    // Folding may shorten a text; then no word is marked, and none is marked wrongly.
    const at = low.length === text.length ? Math.min(...query.map((word) => low.indexOf(word)).filter((n) => n >= 0)) : Infinity;
    const from = at === Infinity ? 0 : Math.max(0, text.lastIndexOf(" ", Math.max(0, at - 60)));
    const piece = text.slice(from, from + 240);
    into.append(from ? "…" : "");
    let rest = piece;
    while (at !== Infinity && rest) {
      const lowRest = fold(rest);
      const hits = query.map((word) => [lowRest.indexOf(word), word.length]).filter((hit) => hit[0] >= 0);
      if (!hits.length) break;
      const hit = hits.sort((one, other) => one[0] - other[0])[0];
      const mark = document.createElement("mark");
      mark.textContent = rest.slice(hit[0], hit[0] + hit[1]);
      into.append(rest.slice(0, hit[0]), mark);
      rest = rest.slice(hit[0] + hit[1]);
    }
    into.append(rest + (from + 240 < text.length ? "…" : ""));
  }

  function search() {
    const picked = facets.map(([name, at]) => [at, chosen(name)]).filter(([, values]) => values.length);
    const found = [];
    entries.forEach((entry, index) => {
      if (!query.length || !query.every((word) => folded[index].includes(word))) return;
      if (picked.every(([at, values]) => values.includes(entry[at]))) found.push(entry);
    });
    const list = section.querySelector("ol");
    list.replaceChildren(...found.slice(0, MOST).map((entry) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = entry[4];
      link.textContent = entry[0] === "text" ? entry[3] : entry[3] + " · " + entry[5];
      const head = document.createElement("p");
      head.className = "apparatus-search-head";
      head.append(link, " " + (entry[1] ? words(entry[1]) : KINDS[entry[0]].replace(/s$/, "")));
      const text = document.createElement("p");
      excerpt(entry[6], text);
      item.append(head, text);
      return item;
    }));
    section.querySelector(".apparatus-search-count").textContent = !query.length ? ""
      : found.length + (found.length === 1 ? " place" : " places") + " in texts and notes"
        + (found.length > MOST ? "; the first " + MOST + " are shown" : "");
    section.hidden = !query.length;
    facets.forEach(([name]) => {
      const values = chosen(name);
      if (values.length) asked.set(name, values.join(",")); else asked.delete(name);
    });
    try {
      history.replaceState(null, "", location.pathname + "?" + asked.toString() + location.hash);
    } catch (error) { /* Some browsers refuse this for files. */ }
  }

  form.addEventListener("change", search);
  form.addEventListener("submit", (event) => event.preventDefault());
  search();
})();
