// @ts-check
/* Build the scripts and styles that pages load: one file each, the scripts classic ones, because
   browsers refuse modules on pages opened from a folder. “node build.js” writes them into the folder
   that readers get, “node build.js FOLDER” into another. */

import { build } from "esbuild";

const banner = "/* Generated from html/assets by “make scripts”; edit it there. */";

await build({
  banner: { js: banner, css: banner },
  entryPoints: [
    { in: "scripts/early.js", out: "apparatus-early" },
    { in: "scripts/apparatus.js", out: "apparatus" },
    { in: "scripts/guest.js", out: "apparatus-guest" },
    { in: "scripts/previews.js", out: "apparatus-previews" },
    { in: "scripts/checks.js", out: "apparatus-checks" },
    { in: "scripts/sources.js", out: "apparatus-sources" },
    { in: "scripts/search.js", out: "apparatus-search" },
    { in: "scripts/annotate.js", out: "annotate" },
    { in: "scripts/correct.js", out: "correct" },
    { in: "scripts/rows.js", out: "apparatus-rows" },
    { in: "scripts/readings.js", out: "apparatus-readings" },
    { in: "scripts/witnesses.js", out: "apparatus-witnesses" },
    { in: "styles/apparatus.css", out: "apparatus" },
    { in: "styles/records.css", out: "records" },
    { in: "styles/units.css", out: "units" },
    { in: "styles/readings.css", out: "readings" },
    { in: "styles/guest.css", out: "guest" },
    { in: "styles/annotate.css", out: "annotate" },
  ],
  outdir: process.argv[2] || "../static",
  bundle: true,
  charset: "utf8",
  format: "iife",
  minify: true,
  target: "es2020",
});
