// @ts-check
/* Escape closes a modal window. */

/**
 * Keep Escape from the scripts of a page while a modal window is open. One of Sphinx’s own prevents
 * what browsers do at that key, which is to close the window.
 */
export function letEscapeClose() {
  const hide = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape" && document.querySelector("dialog:modal")) event.stopPropagation();
  };
  window.addEventListener("keydown", hide, true);
}
