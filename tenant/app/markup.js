// HTML (and SVG) as tagged templates that escape by default: what a user wrote can't become markup by being forgotten.

/** Text that is markup already. Only the `html` tag makes it. */
class Markup {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }

  toString() {
    return this.text;
  }
}

/** @typedef {InstanceType<typeof Markup>} MarkupText */

/** @type {Record<string, string>} */
const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/**
 * @param {unknown} value
 * @returns {string}
 */
function render(value) {
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(render).join("");
  if (value === null || value === undefined || value === false) return "";
  return String(value).replace(/[&<>"']/g, (character) => entities[character]);
}

/**
 * Escapes every value but the markup that this tag made. Values belong in an element's text or in a quoted attribute;
 * never in a tag's or attribute's name, a script, a style, or (what escaping can't make safe) a URL of an `href` or
 * `src` that a user wrote.
 * @param {TemplateStringsArray} strings
 * @param {...unknown} values a string, a number, markup, a list of these; null, undefined and false are nothing
 * @returns {Markup}
 */
export function html(strings, ...values) {
  return new Markup(strings.reduce((text, string, index) => text + render(values[index - 1]) + string));
}

/** The same for SVG: the name lets an editor and a formatter know what is in the template. */
export const svg = html;
