// What is remembered of a login: the user as they were at that moment, and what the Action decides for such a user.
import { newFormToken } from "./form-token.js";

/**
 * @typedef {(event: { user: unknown, secrets: Record<string, string> }) => import("./reasons.js").Decision} Decide
 * @typedef {import("express-openid-connect").Session} Session
 */

/**
 * @param {string} idToken checked by the SDK
 * @returns {Record<string, unknown>} its claims
 */
export const claimsOf = (idToken) => JSON.parse(Buffer.from(idToken.split(".")[1], "base64url").toString());

/**
 * @param {object} means
 * @param {import("../management-client.js").ManagementClient} means.management
 * @param {Decide} means.decide
 * @param {Record<string, string>} means.secrets the Action's
 * @returns the SDK's `afterCallback`
 */
export function rememberLogin({ management, decide, secrets }) {
  return async (/** @type {unknown} */ _req, /** @type {unknown} */ _res, /** @type {Session} */ session) => {
    const userId = String(claimsOf(session.id_token).sub);
    const user = await management.get(`users/${encodeURIComponent(userId)}`);
    /** @type {import("./signed-in-page.js").Login} */
    const login = {
      user: {
        user_id: userId,
        name: user.name || userId,
        connection: user.identities?.[0]?.connection ?? "unknown",
        picture: user.picture,
        metadata: user.user_metadata,
      },
      decision: decide({ user, secrets }),
    };
    return { ...session, login, formToken: newFormToken() };
  };
}
