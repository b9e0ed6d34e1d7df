// @ts-check
/* Where a preview stands. */

/** From the link, and from the edges of the window. */
const GAP = 6;
const EDGE = 8;

/**
 * Return a position below the link if there is room, else above it; never off the screen.
 * @param {{ top: number }} firstLine of the link
 * @param {{ bottom: number, left: number }} lastLine of the link
 * @param {{ width: number, height: number }} box
 * @param {{ width: number, height: number }} view
 */
export function positionOf(firstLine, lastLine, box, view) {
  const below = view.height - lastLine.bottom - GAP - EDGE;
  const above = firstLine.top - GAP - EDGE;
  const isBelow = box.height <= below || below >= above;
  const top = isBelow ? lastLine.bottom + GAP : firstLine.top - GAP - box.height;
  return {
    top: Math.max(EDGE, Math.min(top, view.height - box.height - EDGE)),
    left: Math.max(EDGE, Math.min(lastLine.left, view.width - box.width - EDGE)),
  };
}
