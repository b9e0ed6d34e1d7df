// @ts-check
/* Previews of links (WCAG 1.4.13): they open on pointing, focus and touch; Escape closes them;
   the pointer may move into them. Their links are no stops of Tab until Alt and the down arrow ask
   for them: a reader who passes by would else stop at every one. */

import { all, make, siteRoot } from "./shared/dom.js";
import { VERDICTS } from "./shared/lists.js";
import { _ } from "./shared/messages.js";
import { watchPointer } from "./shared/pointer.js";
import { fetchPlace, takePlaces } from "./previews/content.js";
import { positionOf } from "./previews/position.js";
import { targetOf } from "./previews/targets.js";

/** Milliseconds until a preview opens, and until it closes: time enough to cross the gap to it. */
const POINTED = 250;
const FOCUSED = 150;
const LEFT = 300;

const root = siteRoot();
/** @type {{ link: HTMLAnchorElement, box: HTMLElement } | null} */
let open = null;
let timer = 0;

/**
 * @param {HTMLAnchorElement} link
 * @param {import("./previews/targets.js").Target} target
 * @param {string} html
 */
function boxOf(link, target, html) {
  const label = _("Preview of {link}", { link: (link.textContent || "").trim() });
  const names = "apparatus-preview apparatus-preview-" + target.id.replace(/[-0-9].*$/, "");
  const content = make("span", { class: "apparatus-preview-content" });
  content.innerHTML = html;
  for (const inner of /** @type {HTMLAnchorElement[]} */ (all("a[href]", content))) {
    inner.href = new URL(inner.getAttribute("href") || "", target.url).href;
  }
  for (const aside of all("aside", content)) aside.removeAttribute("role");
  for (const part of all(".label", content)) part.remove();
  const options = { class: "apparatus-preview-foot", href: target.url.href };
  const isVerdict = target.id.replace(/^key-/, "") in VERDICTS;
  const foot = make("a", options, isVerdict ? _("All verdicts") : _("Go there"));
  for (const inner of [...all("a[href]", content), foot]) inner.tabIndex = -1;
  const attributes = { class: names, role: "group", "aria-label": label, tabindex: "-1" };
  return make("span", attributes, content, foot);
}

/**
 * @param {HTMLAnchorElement} link
 * @param {import("./previews/targets.js").Target} target
 */
function show(link, target) {
  fetchPlace(target, root, (html) => {
    if (open && open.link === link) return;
    const isAsked =
      link.matches(":hover") || link === document.activeElement || link.dataset.apparatusTouched;
    if (!link.isConnected || !isAsked) return;
    close();
    const box = boxOf(link, target, html);
    if (link.matches(":focus-visible")) {
      const hint = _("Alt and ↓ lead to the links here");
      box.append(make("span", { class: "apparatus-preview-hint" }, hint));
    }
    link.after(box);
    if ("showPopover" in box) {
      box.popover = "manual";
      box.showPopover();
    }
    open = { link, box };
    stand();
  });
}

/** Put the open preview where it belongs. */
function stand() {
  if (!open) return;
  const lines = Array.from(open.link.getClientRects());
  if (!lines.length) {
    close();
    return;
  }
  const view = { width: document.documentElement.clientWidth, height: window.innerHeight };
  const box = open.box.getBoundingClientRect();
  const { top, left } = positionOf(lines[0], lines[lines.length - 1], box, view);
  open.box.style.top = top + "px";
  open.box.style.left = left + "px";
}

function close() {
  clearTimeout(timer);
  if (!open) return;
  delete open.link.dataset.apparatusTouched;
  open.box.remove();
  open = null;
}

/**
 * @param {EventTarget | null} target
 * @returns {HTMLAnchorElement | null}
 */
const linkAt = (target) => (target instanceof Element ? target.closest("a[href]") : null);

/** @param {EventTarget | null} target */
const isInside = (target) =>
  open !== null &&
  target instanceof Node &&
  (open.box.contains(target) || open.link.contains(target));

/**
 * Show the preview of a link after a while.
 * @param {HTMLAnchorElement} link
 * @param {number} delay
 */
function later(link, delay) {
  const target = targetOf(link, root);
  if (!target) return;
  clearTimeout(timer);
  timer = setTimeout(() => show(link, target), delay);
}

/**
 * Tell whether a pointer can hover. A finger is over what it touches, and leaves it at once: a slow
 * tap would open the preview and follow the link, a tap inside a preview would close it.
 * @param {PointerEvent} event
 */
const canHover = (event) => event.pointerType !== "touch";

const hasMoved = watchPointer();
document.addEventListener("pointerover", (event) => {
  if (!canHover(event) || !hasMoved(event)) return;
  if (isInside(event.target)) {
    clearTimeout(timer);
    return;
  }
  const link = linkAt(event.target);
  if (link && !link.closest(".apparatus-preview")) later(link, POINTED);
});
document.addEventListener("pointerout", (event) => {
  if (!canHover(event) || isInside(event.relatedTarget)) return;
  clearTimeout(timer);
  if (open && !isInside(document.activeElement)) timer = setTimeout(close, LEFT);
});
document.addEventListener("focusin", (event) => {
  if (isInside(event.target)) return;
  close();
  const link = linkAt(event.target);
  if (link && link.matches(":focus-visible")) later(link, FOCUSED);
});
document.addEventListener("click", (event) => {
  const link = linkAt(event.target);
  const isTouch = /** @type {PointerEvent} */ (event).pointerType === "touch";
  if (link && isTouch && !isInside(link) && targetOf(link, root)) {
    event.preventDefault();
    link.dataset.apparatusTouched = "true";
    later(link, 0);
  } else if (!isInside(event.target)) {
    close();
  }
});
document.addEventListener(
  "keydown",
  (event) => {
    if (event.key === "ArrowDown" && event.altKey && document.activeElement === open?.link) {
      event.preventDefault();
      const links = all("a[href]", open.box);
      for (const link of links) link.tabIndex = 0;
      links[0].focus({ preventScroll: true });
      return;
    }
    if (event.key !== "Escape") return;
    clearTimeout(timer);
    if (!open) return;
    event.stopPropagation();
    const back = open.box.contains(document.activeElement) ? open.link : null;
    close();
    if (back) {
      back.focus({ preventScroll: true });
      clearTimeout(timer);
    }
  },
  true,
);
window.addEventListener("scroll", stand, { passive: true });
window.addEventListener("resize", stand);
takePlaces();
