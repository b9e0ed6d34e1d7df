// @ts-check
/* What scripts add to a page: lines in the margin, notes opened in place, switches, arrow keys on
   the strip. Everything is made from what stands in the page. */

import { all } from "./shared/dom.js";
import { letEscapeClose } from "./shared/escape.js";
import { offerCopy } from "./reading/citation.js";
import { fetchCorrectOnDemand, offersCorrections } from "./reading/correcting.js";
import { setUpEssay } from "./reading/essay.js";
import { closeFolds } from "./reading/folds.js";
import { fetchAnnotateOnDemand, fetchPreviewsOnDemand } from "./reading/on_demand.js";
import { offerOwnPaper } from "./reading/paper.js";
import { readView } from "./reading/view.js";
import { inTurn } from "./shared/turns.js";

for (const term of all(".apparatus-forms dt")) {
  offerCopy(term, /** @type {HTMLElement} */ (term.nextElementSibling));
}
const view = readView();
const steps = all(".apparatus-overview").flatMap((overview) => {
  closeFolds(overview);
  return setUpEssay(overview, view);
});
letEscapeClose();
offerOwnPaper();
fetchPreviewsOnDemand();
fetchAnnotateOnDemand();
if (offersCorrections()) fetchCorrectOnDemand();
// Who measures or tests a page can tell when it is set up.
inTurn([...steps, () => performance.mark("apparatus-ready")]);
