// Forged forms: a page elsewhere must not change a picture with the visitor's cookie. SameSite would not do: cookies
// know no ports, so everything on localhost is the same site as this application. Hence a token in each form that only
// this session's pages hold.
import { randomBytes, timingSafeEqual } from "node:crypto";
import { field } from "./change-section.js";

/** @returns {string} */
export const newFormToken = () => randomBytes(32).toString("base64url");

/**
 * @param {unknown} body a posted form
 * @param {unknown} expected the session's token
 * @returns {boolean}
 */
export function isOwnForm(body, expected) {
  const sent = Buffer.from(field(body, "form_token"));
  if (typeof expected !== "string" || sent.length !== Buffer.byteLength(expected)) return false;
  return timingSafeEqual(sent, Buffer.from(expected));
}
