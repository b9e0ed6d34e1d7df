// @ts-check
/* Whether a pointer came to an element, or an element came under a pointer at rest. */

/**
 * Watch the pointer; return the function that tells whether it has moved since the last event.
 * A note that opens under a pointer has a link there, which nobody has pointed at.
 * @returns {(event: MouseEvent) => boolean}
 */
export function watchPointer() {
  let at = "";
  /** @param {MouseEvent} event */
  function hasMoved({ clientX, clientY }) {
    const before = at;
    at = clientX + " " + clientY;
    return before !== at;
  }
  document.addEventListener("pointermove", hasMoved, { capture: true, passive: true });
  return hasMoved;
}
