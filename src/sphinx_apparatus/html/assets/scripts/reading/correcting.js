// @ts-check
/* Correct: the button that asks for a correction, and what asks is fetched for it. */

import { first, loadScript, make, siteRoot } from "../shared/dom.js";
import { _ } from "../shared/messages.js";

/** Tell whether the site takes corrections. */
export const offersCorrections = () =>
  Boolean(first("meta[name='apparatus-correct']") && window.HTMLDialogElement);

/**
 * Ask for the correction of something.
 * @param {Correctable} target
 */
export const askToCorrect = (target) =>
  void document.dispatchEvent(new CustomEvent("apparatus-correct", { detail: target }));

/**
 * Return a button that asks for a correction.
 * @param {() => Correctable | null} target
 */
export function correctButton(target) {
  const button = make("button", { type: "button" }, _("Correct"));
  button.addEventListener("click", () => {
    const wanted = target();
    if (wanted) askToCorrect(wanted);
  });
  return button;
}

/** Fetch the window when somebody first asks for it. */
export function fetchCorrectOnDemand() {
  const folder = new URL("_static/", siteRoot()).href;
  document.addEventListener(
    "apparatus-correct",
    ({ detail }) => {
      const link = make("link", { rel: "stylesheet", href: folder + "annotate.css" });
      link.onload = link.onerror = async () => {
        const files = ["contributing/settings.js", "contributing/sources.js", "correct.js"];
        await Promise.all(files.map((file) => loadScript(folder + file, true)));
        askToCorrect(detail);
      };
      document.head.append(link);
    },
    { once: true },
  );
}
