// Access tokens for the Management API: client credentials against a registered client, checked for expiry and scope.
// They are opaque here; Auth0's are JWTs, which clients are told not to look into.
import { randomBytes } from "node:crypto";
import { ApiError } from "./errors.js";

/** @typedef {{ clientId: string, clientSecret: string, scopes: string[] }} ManagementClient */
/** @typedef {{ status: number, body: Record<string, unknown> }} TokenAnswer */

const day = 24 * 60 * 60;

export class ManagementTokens {
  /** @type {Map<string, { scopes: Set<string>, expires: number }>} */
  #tokens = new Map();
  #clients;
  #audiences;
  #lifetime;

  /**
   * @param {ManagementClient[]} clients
   * @param {string} domain
   * @param {number} [lifetime] seconds
   */
  constructor(clients, domain, lifetime = day) {
    this.#clients = clients;
    // An `http://` audience is what a tool makes of an `http://` tenant.
    this.#audiences = new Set([`https://${domain}/api/v2/`, `http://${domain}/api/v2/`]);
    this.#lifetime = lifetime;
  }

  /**
   * Answers `POST /oauth/token` with `grant_type=client_credentials`.
   * @param {Record<string, unknown>} parameters
   * @returns {TokenAnswer}
   */
  issue({ client_id: clientId, client_secret: clientSecret, audience }) {
    const client = this.#clients.find((known) => known.clientId === clientId && known.clientSecret === clientSecret);
    if (!client) return { status: 401, body: { error: "access_denied", error_description: "Unauthorized" } };
    if (!this.#audiences.has(String(audience))) {
      const description = `Service not found: ${String(audience)}`;
      return { status: 403, body: { error: "access_denied", error_description: description } };
    }
    const token = randomBytes(32).toString("base64url");
    this.#tokens.set(token, { scopes: new Set(client.scopes), expires: Date.now() + this.#lifetime * 1000 });
    return {
      status: 200,
      body: {
        access_token: token,
        scope: client.scopes.join(" "),
        expires_in: this.#lifetime,
        token_type: "Bearer",
      },
    };
  }

  /**
   * @param {string | undefined} authorization the request's header
   * @returns {Set<string>} the token's scopes
   */
  scopesOf(authorization) {
    const [, token] = /^Bearer (.+)$/i.exec(authorization ?? "") ?? [];
    if (token === undefined) throw new ApiError(401, "Missing authentication");
    const known = this.#tokens.get(token);
    if (!known) throw new ApiError(401, "Invalid token");
    if (known.expires <= Date.now()) throw new ApiError(401, "Expired token received for JSON Web Token validation");
    return known.scopes;
  }
}
