// @ts-check
/* Build the scripts and styles that pages load, as classic scripts: browsers refuse modules on pages
   opened from a folder. “node build.js” writes them into the folder that readers get,
   “node build.js FOLDER” into another. */

import { build } from "esbuild";

const SCRIPTS = {
  "apparatus-early": "scripts/early.js",
  apparatus: "scripts/apparatus.js",
  "apparatus-previews": "scripts/previews.js",
  "apparatus-search": "scripts/search.js",
  annotate: "scripts/annotate.js",
};

await build({
  entryPoints: SCRIPTS,
  outdir: process.argv[2] || "../static",
  bundle: true,
  charset: "utf8",
  format: "iife",
  target: "es2020",
});
