// @ts-check
/* On pages of another project alone, before the scripts of every page of a text. */

import { fitGuests } from "./reading/guest.js";

fitGuests();
