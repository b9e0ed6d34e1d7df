// @ts-check
/* A long bibliography, narrowed down to the entries that have all words typed; these stand in the
   address. */

import { all, byId, first, need, replaceQuery } from "./shared/dom.js";
import { _, countOf } from "./shared/messages.js";
import { fold } from "./shared/text.js";

/** @param {HTMLFormElement} form */
function start(form) {
  const field = /** @type {HTMLInputElement} */ (need("input", form));
  const status = need("[role=status]", form);
  const letters = first(".apparatus-letters");
  const entries = all(".apparatus-bibliography > li");
  /** @type {string[] | null} */
  let texts = null;

  function filter() {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    const folded = (texts ??= entries.map((entry) => fold(entry.textContent || "")));
    let shown = 0;
    entries.forEach((entry, index) => {
      entry.hidden = !words.every((word) => folded[index].includes(word));
      if (!entry.hidden) shown += 1;
    });
    if (letters) letters.hidden = words.length > 0;
    status.textContent = words.length
      ? _("{shown} of {count} sources", { shown, count: entries.length })
      : countOf("{count} source", "{count} sources", entries.length);
    const address = new URLSearchParams(location.search);
    if (field.value) address.set("source", field.value);
    else address.delete("source");
    replaceQuery(address.toString());
  }

  field.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  // A link may lead to an entry that the filter hides.
  addEventListener("hashchange", () => {
    const target = byId(decodeURIComponent(location.hash.slice(1)));
    if (!target?.closest("[hidden]")) return;
    field.value = "";
    filter();
    target.scrollIntoView();
  });
  field.value = new URLSearchParams(location.search).get("source") || "";
  if (field.value) filter();
}

const form = /** @type {HTMLFormElement | null} */ (first("form.apparatus-filter"));
if (form) start(form);
