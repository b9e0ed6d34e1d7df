// @ts-check
/* Work that is done piece by piece, so that nobody who scrolls or types waits for all of it. */

const ACTS = ["pointerdown", "keydown", "click", "popstate", "hashchange"];

/**
 * Do steps one after another, each in a task of its own after the page has been drawn. For somebody
 * who acts before all are done, or whose address names a place, the rest is done at once.
 * @param {(() => void)[]} steps
 */
export function inTurn(steps) {
  const left = steps.slice();

  function next() {
    left.shift()?.();
    if (left.length) setTimeout(next);
  }
  function finish() {
    for (const step of left.splice(0)) step();
    for (const type of ACTS) window.removeEventListener(type, finish, true);
  }

  for (const type of ACTS) window.addEventListener(type, finish, true);
  if (location.hash || history.state) finish();
  // Nothing is drawn of a page that nobody sees.
  else if (document.hidden) setTimeout(next);
  else requestAnimationFrame(() => setTimeout(next));
}
