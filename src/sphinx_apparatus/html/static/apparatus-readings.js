/* Generated from html/assets by “make scripts”; edit it there. */
"use strict";
(() => {
  var all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  var targetOf = (event) => event.target instanceof Element ? event.target : null;

  var KEY = "apparatus-readings";
  function kept() {
    try {
      return localStorage.getItem(KEY) || "";
    } catch {
      return "";
    }
  }
  function show(value2) {
    document.documentElement.setAttribute("data-" + KEY, value2);
  }
  var inputs = (
    all(".apparatus-readings-switch input")
  );
  function sync(value2) {
    for (const input of inputs) input.checked = input.value === value2;
  }
  var value = kept();
  if (inputs.some((input) => input.value === value)) {
    show(value);
    sync(value);
  }
  for (const input of inputs) {
    input.addEventListener("change", () => {
      show(input.value);
      sync(input.value);
      try {
        localStorage.setItem(KEY, input.value);
      } catch {
      }
    });
  }
  function open(piece) {
    const essay = piece.closest(".apparatus-essay") || document;
    for (const lit of all(".apparatus-readings .apparatus-is-lit")) {
      lit.classList.remove("apparatus-is-lit");
    }
    for (const id of (piece.dataset.entries || "").split(" ")) {
      const item = (
        essay.querySelector(`.apparatus-readings li[id$="entry-${CSS.escape(id)}"]`)
      );
      const list = item?.closest("details");
      if (!item || !list) continue;
      list.open = true;
      item.classList.add("apparatus-is-lit");
      item.scrollIntoView({ block: "nearest" });
    }
  }
  document.addEventListener("click", (event) => {
    const target = targetOf(event);
    const piece = (
      target?.closest("[data-entries]")
    );
    const isChoosing = getSelection()?.isCollapsed === false;
    const isOff = document.documentElement.getAttribute("data-" + KEY) === "off";
    if (!piece || event.defaultPrevented || isChoosing || isOff || target?.closest("a, button")) {
      return;
    }
    open(piece);
  });
})();
