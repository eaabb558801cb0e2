// The `event` of a post-login Action, in Auth0's shape.
// Source: https://auth0.com/docs/customize/actions/explore-triggers/signup-and-login-triggers/login-trigger/post-login-event-object

/**
 * @typedef {object} LoginContext
 * @property {import("../users.js").User} user
 * @property {import("../connections.js").Connection | undefined} connection
 * @property {{ client_id: string, name: string }} client
 * @property {string} domain
 * @property {{ ip: string, method: string, hostname: string, userAgent: string, query: Record<string, unknown> }} request
 * @property {{ scopes: string[], redirectUri: string, state: string | undefined }} transaction
 * @property {string} sessionId
 */

/** @param {string | undefined} strategy */
function methodOf(strategy) {
  if (strategy === "auth0") return "pwd";
  return strategy === "sms" || strategy === "email" ? strategy : "federated";
}

/**
 * A copy: what an Action does to its event touches nobody else. Secrets are added for each Action by the flow.
 * @param {LoginContext} context
 */
export function postLoginEvent({ user, connection, client, domain, request, transaction, sessionId }) {
  const { last_login, logins_count, ...profile } = user;
  const event = {
    authentication: { methods: [{ name: methodOf(connection?.strategy), timestamp: last_login ?? user.created_at }] },
    authorization: { roles: [] },
    client: { ...client, metadata: {} },
    connection: connection && {
      id: connection.id,
      name: connection.name,
      strategy: connection.strategy,
      metadata: {},
    },
    request: {
      ip: request.ip,
      method: request.method,
      hostname: request.hostname,
      user_agent: request.userAgent,
      query: request.query,
      body: {},
      geoip: {},
    },
    session: { id: sessionId },
    stats: { logins_count: Number(logins_count) },
    tenant: { id: domain.split(/[.:]/)[0] },
    transaction: {
      protocol: "oidc-basic-profile",
      requested_scopes: transaction.scopes,
      redirect_uri: transaction.redirectUri,
      state: transaction.state,
      locale: "en",
      ui_locales: [],
      acr_values: [],
      prompt: [],
    },
    user: profile,
  };
  return JSON.parse(JSON.stringify(event));
}
