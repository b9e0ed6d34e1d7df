// @ts-check
/* Previews and Annotate are fetched when somebody first asks for them. */

import { all, byId, loadScript, make, need, siteRoot, targetOf } from "../shared/dom.js";
import { watchPointer } from "../shared/pointer.js";

const PREVIEWED =
  ":is(.bd-article, article, main) a[href*='#']" +
  ":not(.apparatus-mark, .headerlink, .label, .apparatus-number a, .apparatus-strip a)";
const WAKING = ["pointerover", "focusin", "click"];

/**
 * Fetch previews when somebody first points at a link that may have one.
 * What happens to such links until the script is there happens again for it; a tap would else
 * follow the link.
 */
export function fetchPreviewsOnDemand() {
  /** @type {Event | null} */
  let missed = null;
  let isFetched = false;

  const hasMoved = watchPointer();

  /** @param {Event} event */
  function wake(event) {
    const link = targetOf(event)?.closest(PREVIEWED);
    missed = link ? event : null;
    if (!link) return;
    if (event instanceof PointerEvent && event.type === "pointerover" && !hasMoved(event)) {
      missed = null;
      return;
    }
    if (event instanceof MouseEvent && event.type === "click") {
      if (!isTouch(event)) {
        missed = null;
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    }
    if (isFetched) return;
    isFetched = true;
    loadScript(new URL("_static/apparatus-previews.js", siteRoot()).href).then(() => {
      for (const type of WAKING) document.removeEventListener(type, wake, true);
      if (missed) repeat(missed);
    });
  }

  for (const type of WAKING) document.addEventListener(type, wake, true);
}

/** @param {Event} event */
const isTouch = (event) => /** @type {PointerEvent} */ (event).pointerType === "touch";

/**
 * Let an event happen again.
 * @param {Event} event
 */
function repeat(event) {
  const Kind = /** @type {typeof Event} */ (event.constructor);
  event.target?.dispatchEvent(new Kind(event.type, event));
}

/**
 * Fetch Annotate when somebody selects words of a text or presses its button.
 */
export function fetchAnnotateOnDemand() {
  const addresses = byId("apparatus-annotate");
  const bars = all(".apparatus-annotate-bar");
  if (!addresses || !window.HTMLDialogElement) {
    for (const bar of bars) bar.remove();
    return;
  }
  /** @type {string[]} */
  const [style, ...scripts] = JSON.parse(addresses.textContent || "[]");
  const texts = all("[data-essay]");
  let isAsked = false;

  function ask() {
    if (isAsked) return;
    isAsked = true;
    const link = make("link", { rel: "stylesheet", href: style });
    link.onload = link.onerror = () => {
      for (const script of scripts) loadScript(script, true);
    };
    document.head.append(link);
  }

  for (const bar of bars) {
    const start = need("button", bar);
    const press = () => {
      start.dataset.pressed = "true";
      ask();
    };
    start.addEventListener("click", press, { once: true });
    for (const button of all(".apparatus-propose")) {
      button.addEventListener("click", (event) => {
        event.preventDefault();
        start.click();
      });
    }
  }
  document.addEventListener("selectionchange", () => {
    const chosen = getSelection();
    const isOf = (/** @type {Node} */ text) => chosen?.containsNode(text, true);
    if (chosen && !chosen.isCollapsed && texts.some(isOf)) ask();
  });
}
