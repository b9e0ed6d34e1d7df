// @ts-check
/* Which links lead to a place that can be previewed. */

import { PLACE_ID } from "../facts.js";

/** @typedef {{ url: URL, id: string, page: string, here: boolean }} Target */

const PLACE = new RegExp("^(?:" + PLACE_ID + ")$");
/** A page with several texts sets the id of the text before those of its passages and notes. */
const PREFIX = /^e[0-9]{4}-[a-z0-9-]*?-(?=[hpftsdn][0-9]+[a-z]?$|note-)/;

/**
 * Return the id of the place that a hash leads to; empty if it has no preview.
 * @param {string} hash
 */
export function placeIn(hash) {
  const id = decodeURIComponent(hash.slice(1)).replace(PREFIX, "");
  return PLACE.test(id) ? id : "";
}

/**
 * Return the name of a page of the site, as files of previews have it; null if it is no page of it.
 * @param {string} path
 * @param {string} root path of the site
 */
export function pageOf(path, root) {
  if (!path.startsWith(root)) return null;
  const name = decodeURI(path.slice(root.length));
  return name.replace(/\.html$/, "").replace(/\/$/, "") || "index";
}

const NOWHERE = ".apparatus-number, .apparatus-strip, .apparatus-preview-foot, .label";

/**
 * Return what a link leads to, or null if it has no preview.
 * @param {HTMLAnchorElement | null} link
 * @param {URL} root
 * @returns {Target | null}
 */
export function targetOf(link, root) {
  if (!link || !link.hash || link.closest(NOWHERE)) return null;
  if (link.matches(".apparatus-mark, .headerlink")) return null;
  if (!link.closest(".bd-article, article, main")) return null;
  const url = new URL(link.href);
  const id = placeIn(url.hash);
  if (url.origin !== location.origin || url.protocol !== location.protocol || !id) return null;
  const page = pageOf(url.pathname, root.pathname);
  return page === null ? null : { url, id, page, here: url.pathname === location.pathname };
}
