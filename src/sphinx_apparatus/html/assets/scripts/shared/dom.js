// @ts-check
/* Elements of the page: found, made, loaded. */

/**
 * Return the element with an id, or null.
 * @param {string} id
 */
export const byId = (id) => document.getElementById(id);

/**
 * Return all elements that match, in the order of the page.
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {HTMLElement[]}
 */
export const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));

/**
 * Return the first element that matches, or null.
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {HTMLElement | null}
 */
export const first = (selector, within = document) => within.querySelector(selector);

/**
 * Return the first element that matches; it is an error of the page if there is none.
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {HTMLElement}
 */
export function need(selector, within = document) {
  const found = first(selector, within);
  if (!found) throw new Error("the page has no " + selector);
  return found;
}

/**
 * Make an element with attributes and content.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} content
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...content);
  return element;
}

/**
 * Load a script; the promise says whether it came. Scripts in order wait for those before them.
 * @param {string} address
 * @param {boolean} [inOrder]
 * @returns {Promise<boolean>}
 */
export function loadScript(address, inOrder = false) {
  return new Promise((resolve) => {
    const script = make("script");
    script.async = !inOrder;
    script.src = address;
    script.onload = () => resolve(true);
    script.onerror = () => resolve(false);
    document.head.append(script);
  });
}

/**
 * Return the address of the first page of the site, which Sphinx leaves on the root element.
 */
export const siteRoot = () =>
  new URL(document.documentElement.dataset.content_root || "./", location.href);

/**
 * Return the element that an event happened at, or null for what is none.
 * @param {Event} event
 */
export const targetOf = (event) => (event.target instanceof Element ? event.target : null);

/**
 * Write a query into the address of the page without loading it anew.
 * @param {string} query without the question mark
 */
export function replaceQuery(query) {
  try {
    const address = location.pathname + (query && "?" + query) + location.hash;
    history.replaceState(history.state, "", address);
  } catch {
    // Some browsers refuse this for files.
  }
}
