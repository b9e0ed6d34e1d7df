/* Generated from html/assets by “make scripts”; edit it there. */
"use strict";
(() => {
  var all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  var first = (selector, within = document) => within.querySelector(selector);
  function make(tag, attributes = {}, ...content) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...content);
    return element;
  }
  var siteRoot = () => new URL(document.documentElement.dataset.content_root || "./", location.href);

  var words = (
    globalThis.apparatusWords
  );
  function _(message, values = {}) {
    const found = words?.messages[message];
    return filled(typeof found === "string" ? found : message, values);
  }
  var filled = (message, values) => message.replace(/\{(\w+)\}/g, (slot, name) => name in values ? String(values[name]) : slot);

  var offersCorrections = () => Boolean(first("meta[name='apparatus-correct']") && window.HTMLDialogElement);
  var askToCorrect = (target) => void document.dispatchEvent(new CustomEvent("apparatus-correct", { detail: target }));
  function correctButton(target) {
    const button2 = make("button", { type: "button" }, _("Correct"));
    button2.addEventListener("click", () => {
      const wanted = target();
      if (wanted) askToCorrect(wanted);
    });
    return button2;
  }

  var ROWS = "details.apparatus-fold, .apparatus-table tbody tr, .apparatus-search-results li, li.apparatus-source";
  var PLACE = /^(?:e.+-)?(?:(?:note|mark)-.+|[hpftsdn][0-9]+[a-z]?)$/;
  function targetOfRow(row2) {
    if (row2.matches(".apparatus-source")) {
      const words2 = (first("p", row2)?.textContent || "").replace(/\s*BibTeX\s*$/, "").trim();
      return { kind: "source", key: row2.id.replace("source-", ""), words: words2 };
    }
    const root = siteRoot().href;
    for (
      const link of
      all("a[href*='#']", row2)
    ) {
      const anchor = decodeURIComponent(link.hash.slice(1));
      if (!PLACE.test(anchor) || !link.href.startsWith(root)) continue;
      const page = link.href.slice(root.length).replace(/[?#].*/, "");
      return { kind: "place", page, anchor, label: (link.textContent || "").trim() };
    }
    return null;
  }
  var row = null;
  var button = correctButton(() => row && targetOfRow(row));
  button.classList.add("apparatus-row-correct");
  function follow(element) {
    const now = (
      element instanceof Element && element.closest(ROWS)
    );
    const target = now && now !== row && targetOfRow(now);
    if (!now || !target) return;
    row = now;
    const name = target.kind === "source" ? target.key : first("a, summary", now)?.textContent;
    button.setAttribute("aria-label", _("Correct {what}", { what: (name || "").trim() }));
    (now.matches("tr") ? now.lastElementChild || now : now).append(button);
  }
  if (offersCorrections()) {
    document.addEventListener("focusin", ({ target }) => follow(target));
    document.addEventListener("pointerover", ({ target }) => {
      if (!row?.querySelector(":focus-visible")) follow(target);
    });
  }
})();
