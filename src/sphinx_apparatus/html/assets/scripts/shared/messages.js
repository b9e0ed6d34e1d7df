// @ts-check
/* What readers see: every string of the scripts passes through here, so that it can be translated. */

/**
 * Return a message with its values filled in: “Copy {name}”.
 * @param {string} message in English, which is the key of a translation as well
 * @param {Record<string, string | number>} [values]
 */
export function _(message, values = {}) {
  return message.replace(/\{(\w+)\}/g, (slot, name) =>
    name in values ? String(values[name]) : slot,
  );
}

/**
 * Return the message for one or for another number of things, with {count} filled in.
 * @param {string} one
 * @param {string} several
 * @param {number} count
 */
export const countOf = (one, several, count) => _(count === 1 ? one : several, { count });
