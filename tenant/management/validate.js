// Checks of what came in, with the Management API's words for what is wrong.
import { ApiError, invalidBody } from "./errors.js";

/** @typedef {"string" | "boolean" | "object" | "array"} Type */

/** @param {unknown} value */
function typeOf(value) {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

/**
 * @param {unknown} body
 * @param {Record<string, Type>} properties what is allowed, and its type
 * @param {string[]} [required]
 * @returns {Record<string, any>}
 */
export function validateBody(body, properties, required = []) {
  if (typeOf(body) !== "object") throw invalidBody(`Expected type object but found type ${typeOf(body)}`);
  const object = /** @type {Record<string, unknown>} */ (body);
  if (Object.keys(object).length === 0) throw invalidBody("Too few properties defined (0), minimum 1");
  const missing = required.find((name) => !(name in object));
  if (missing !== undefined) throw invalidBody(`Missing required property: ${missing}`);
  for (const [name, value] of Object.entries(object)) {
    if (!Object.hasOwn(properties, name)) throw invalidBody(`Additional properties not allowed: ${name}`);
    const expected = properties[name];
    if (typeOf(value) !== expected) {
      throw invalidBody(`Expected type ${expected} but found type ${typeOf(value)}`, name);
    }
  }
  return object;
}

/**
 * @param {unknown[]} items
 * @param {string} property
 * @param {string} key that each item needs, a string
 */
export function validateItems(items, property, key) {
  for (const item of items) {
    if (typeOf(item) !== "object") {
      throw invalidBody(`Expected type object but found type ${typeOf(item)}`, property);
    }
    const value = /** @type {Record<string, unknown>} */ (item)[key];
    if (typeof value !== "string")
      throw invalidBody(`Expected type string but found type ${typeOf(value)}`, `${property}.${key}`);
  }
}

/**
 * @template Item
 * @param {Item[]} items
 * @param {URLSearchParams} query `page` from 0, and `per_page`
 */
export function pageOf(items, query) {
  const page = whole(query, "page", 0, 0, 1_000_000);
  const perPage = whole(query, "per_page", 50, 1, 100);
  return { page, perPage, total: items.length, items: items.slice(page * perPage, (page + 1) * perPage) };
}

/**
 * @param {URLSearchParams} query
 * @param {string} name
 * @param {number} fallback
 * @param {number} minimum
 * @param {number} maximum
 */
export function whole(query, name, fallback, minimum, maximum) {
  const text = query.get(name);
  if (text === null) return fallback;
  const value = Number(text);
  if (Number.isInteger(value) && value >= minimum && value <= maximum) return value;
  const problem = `Query validation error: '${name}' must be a whole number from ${minimum} to ${maximum}.`;
  throw new ApiError(400, problem, "invalid_query_string");
}
