// @ts-check
/* The apparatus of a text: which entries are shown, and the entry on words that are clicked. */

import { all, targetOf } from "./shared/dom.js";

const KEY = "apparatus-readings";

/** @returns {string} what was chosen last; empty where nothing is kept */
function kept() {
  try {
    return localStorage.getItem(KEY) || "";
  } catch {
    return "";
  }
}

/**
 * Show entries of the wording, all, or none.
 * @param {string} value wording, all or off
 */
function show(value) {
  document.documentElement.setAttribute("data-" + KEY, value);
}

const inputs = /** @type {HTMLInputElement[]} */ (all(".apparatus-readings-switch input"));

/** @param {string} value */
function sync(value) {
  for (const input of inputs) input.checked = input.value === value;
}

const value = kept();
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
      // Storage is forbidden; the page has it while it is open.
    }
  });
}

/**
 * Open the entries of a passage and show those on a piece of its words.
 * @param {HTMLElement} piece
 */
function open(piece) {
  const essay = piece.closest(".apparatus-essay") || document;
  for (const lit of all(".apparatus-readings .apparatus-is-lit")) {
    lit.classList.remove("apparatus-is-lit");
  }
  for (const id of (piece.dataset.entries || "").split(" ")) {
    const item = /** @type {HTMLElement | null} */ (
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
  const piece = /** @type {HTMLElement | null | undefined} */ (target?.closest("[data-entries]"));
  const isChoosing = getSelection()?.isCollapsed === false;
  const isOff = document.documentElement.getAttribute("data-" + KEY) === "off";
  if (!piece || event.defaultPrevented || isChoosing || isOff || target?.closest("a, button")) {
    return;
  }
  open(piece);
});
