/* Generated from html/assets by “make scripts”; edit it there. */
"use strict";
(() => {
  var all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  var first = (selector, within = document) => within.querySelector(selector);
  function need(selector, within = document) {
    const found = first(selector, within);
    if (!found) throw new Error("the page has no " + selector);
    return found;
  }
  function make(tag, attributes = {}, ...content) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...content);
    return element;
  }
  function loadScript(address, inOrder = false) {
    return new Promise((resolve) => {
      const script = make("script");
      script.async = !inOrder;
      script.src = address;
      script.onload = () => resolve(true);
      script.onerror = () => resolve(false);
      document.head.append(script);
    });
  }
  var siteRoot = () => new URL(document.documentElement.dataset.content_root || "./", location.href);
  function replaceQuery(query) {
    try {
      const address = location.pathname + (query && "?" + query) + location.hash;
      history.replaceState(history.state, "", address);
    } catch {
    }
  }

  var words = (
    globalThis.apparatusWords
  );
  function _(message, values = {}) {
    const found = words?.messages[message];
    return filled(typeof found === "string" ? found : message, values);
  }
  var filled = (message, values) => message.replace(/\{(\w+)\}/g, (slot, name) => name in values ? String(values[name]) : slot);

  var MOST = 4e6;
  var WORD = /(?:[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}]\p{M}*[^\s\p{L}\p{M}\p{N}]*|[^\s—–\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}]+[—–]*|[—–]+)\s*/gu;
  var wordsOf = (text) => text.match(WORD) || [];
  var keyOf = (word) => word.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, "") || word.trim();
  function compare(one, other) {
    const left = wordsOf(one);
    const right = wordsOf(other);
    const [keys, others] = [left.map(keyOf), right.map(keyOf)];
    const ours = [];
    const theirs = [];
    let [i, j] = [0, 0];
    for (const [a, b] of [...common(keys, others), [left.length, right.length]]) {
      add(ours, left.slice(i, a).join(""), "other");
      add(theirs, right.slice(j, b).join(""), "other");
      if (a < left.length) {
        const how = left[a].trim() === right[b].trim() ? "same" : "signs";
        add(ours, left[a], how);
        add(theirs, right[b], how);
      }
      [i, j] = [a + 1, b + 1];
    }
    return [ours, theirs];
  }
  function add(parts, text, how) {
    const last = parts[parts.length - 1];
    if (last && last.how === how) last.text += text;
    else if (text) parts.push({ text, how });
  }
  function common(one, other) {
    let start2 = 0;
    while (start2 < one.length && start2 < other.length && one[start2] === other[start2]) start2 += 1;
    let end = 0;
    const most = Math.min(one.length, other.length) - start2;
    while (end < most && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
    const [rows, columns] = [one.length - start2 - end, other.length - start2 - end];
    const found = [];
    for (let at = 0; at < start2; at += 1) found.push([at, at]);
    if (rows * columns && rows * columns <= MOST) {
      const width = columns + 1;
      const table = new Uint32Array((rows + 1) * width);
      for (let i2 = rows - 1; i2 >= 0; i2 -= 1) {
        for (let j2 = columns - 1; j2 >= 0; j2 -= 1) {
          table[i2 * width + j2] = one[start2 + i2] === other[start2 + j2] ? table[(i2 + 1) * width + j2 + 1] + 1 : Math.max(table[(i2 + 1) * width + j2], table[i2 * width + j2 + 1]);
        }
      }
      let [i, j] = [0, 0];
      while (i < rows && j < columns) {
        if (one[start2 + i] === other[start2 + j]) {
          found.push([start2 + i, start2 + j]);
          i += 1;
          j += 1;
        } else if (table[(i + 1) * width + j] >= table[i * width + j + 1]) i += 1;
        else j += 1;
      }
    }
    for (let at = end; at > 0; at -= 1) found.push([one.length - at, other.length - at]);
    return found;
  }

  var copies = /* @__PURE__ */ new Map();
  window.apparatusWitness = (siglum, words2) => copies.set(siglum, words2);
  function start(place2) {
    const { base, own, files } = JSON.parse(place2.dataset.witnesses || "{}");
    const sides = all(".apparatus-copied .apparatus-pair[id]").map((row) => {
      const [left, right] = all(".apparatus-pair-side", row);
      return { row, left, right, kept: [[...left.childNodes], [...right.childNodes]] };
    });
    const others = Object.keys(files).filter((siglum) => siglum !== own);
    const choice = make("select", {}, ...[base, ...others].map((name) => make("option", {}, name)));
    place2.append(make("label", {}, _("Beside {siglum}:", { siglum: own }), " ", choice));
    async function show() {
      const other = choice.value;
      if (other !== base) {
        const wanted = [own, other].filter((siglum) => !copies.has(siglum));
        await Promise.all(
          wanted.map((siglum) => loadScript(new URL(files[siglum], siteRoot()).href))
        );
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
  function fill(side, siglum, parts, tag) {
    const head = (
      need(".apparatus-pair-head", side).cloneNode(true)
    );
    need("strong", head).textContent = siglum;
    const words2 = make("p");
    for (const { text, how } of parts) {
      const space = text.length - text.trimEnd().length;
      if (how === "same") words2.append(text);
      else {
        const attributes = how === "signs" ? { class: "apparatus-signs" } : {};
        words2.append(make(tag, attributes, text.trimEnd()), text.slice(text.length - space));
      }
    }
    if (!parts.length) {
      words2.className = "apparatus-notice";
      words2.append(_("{siglum} does not have this.", { siglum }));
    }
    side.replaceChildren(head, words2);
  }
  var place = first(".apparatus-beside[data-witnesses]");
  if (place) start(place);
})();
