// @ts-check
/* What readers see: every string of the scripts passes through here, so that it can be translated. */

/** Written by the build for pages in another language; by the English message, which is the key. */
const words = /** @type {{ apparatusWords?: CatalogueWords }} */ (globalThis).apparatusWords;

/**
 * Return a message with its values filled in: “Copy {name}”.
 * @param {string} message in English, which is the key of a translation as well
 * @param {Record<string, string | number>} [values]
 */
export function _(message, values = {}) {
  const found = words?.messages[message];
  return filled(typeof found === "string" ? found : message, values);
}

/**
 * Return the message for one or for another number of things, with {count} filled in.
 * @param {string} one
 * @param {string} several
 * @param {number} count
 * @param {Record<string, string | number>} [values]
 */
export function countOf(one, several, count, values = {}) {
  const forms = words?.messages[one];
  const said =
    words && typeof forms === "object"
      ? forms[new Intl.PluralRules(words.language).select(count)] || forms.other
      : count === 1
        ? one
        : several;
  return filled(said, { ...values, count });
}

/**
 * @param {string} message
 * @param {Record<string, string | number>} values
 */
const filled = (message, values) =>
  message.replace(/\{(\w+)\}/g, (slot, name) => (name in values ? String(values[name]) : slot));
