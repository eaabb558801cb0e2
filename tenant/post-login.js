// What happens between "the user is known" and "the application gets its code": the post-login flow.
import { errors } from "oidc-provider";
import { postLoginEvent } from "./actions/event.js";

/** @typedef {import("oidc-provider").Context} Context */

/**
 * What the tenant's log keeps of one authorization.
 * @typedef {object} LoginRecord
 * @property {string} userId
 * @property {import("./actions/flow.js").Execution[]} actions what ran, with its console output or its error
 * @property {Record<string, unknown>} idToken the claims that the Actions set
 * @property {Record<string, unknown>} accessToken the claims that the Actions set; the opaque access token has no place for them
 * @property {string} [error] why the authorization ended here
 */

// A tenant that runs for weeks must not remember each login.
const maximumRemembered = 1000;

export class PostLogin {
  #state;
  #application;
  #domain;
  /** @type {Map<string, Record<string, unknown>>} what the flow set, by grant */
  #claims = new Map();
  /** @type {LoginRecord[]} */
  records = [];

  /**
   * @param {Pick<import("./tenant.js").State, "users" | "flow">} state
   * @param {{ clientId: string, name: string }} application
   * @param {string} domain
   */
  constructor(state, application, domain) {
    this.#state = state;
    this.#application = application;
    this.#domain = domain;
  }

  /**
   * Throws what ends the authorization, if the flow ends it.
   * @param {Context} context
   */
  async run(context) {
    const { users, flow } = this.#state;
    const { oidc } = context;
    const userId = /** @type {{ accountId: string }} */ (oidc.account).accountId;
    const user = /** @type {import("./users.js").User} */ (users.get(userId));
    const result = await flow.run(
      postLoginEvent({
        user,
        connection: users.connectionOf(userId),
        client: { client_id: this.#application.clientId, name: this.#application.name },
        domain: this.#domain,
        request: {
          ip: context.ip,
          method: context.method,
          hostname: context.hostname,
          userAgent: context.get("user-agent"),
          query: oidc.params.toPlainObject(),
        },
        transaction: {
          scopes: [...oidc.requestParamScopes],
          redirectUri: oidc.params.redirect_uri,
          state: oidc.params.state,
        },
        sessionId: oidc.session.jti,
      }),
    );
    const { idToken, accessToken, userMetadata, appMetadata, executions } = result;
    this.records.push({ userId, actions: executions, idToken, accessToken, error: result.refused });
    // Denied or failed, the application is told the same: https://support.auth0.com/center/s/article/troubleshooting-the-access-denied-error
    if (result.refused !== undefined) throw new errors.AccessDenied(result.refused);
    if (Object.keys(userMetadata).length) users.update(userId, { user_metadata: userMetadata });
    if (Object.keys(appMetadata).length) users.update(userId, { app_metadata: appMetadata });
    this.#keep(oidc.grant.jti, idToken);
  }

  /** @param {string} grantId @param {Record<string, unknown>} claims */
  #keep(grantId, claims) {
    this.#claims.set(grantId, claims);
    const [oldest] = this.#claims.keys();
    if (this.#claims.size > maximumRemembered) this.#claims.delete(oldest);
    if (this.records.length > maximumRemembered) this.records.shift();
  }

  /** @param {string} grantId */
  claimsOf(grantId) {
    return this.#claims.get(grantId) ?? {};
  }
}
