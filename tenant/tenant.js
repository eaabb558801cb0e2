// A local stand-in for an Auth0 tenant: OpenID Connect with a login page of sample users, the post-login Actions runtime and
// the part of the Management API v2 that this project touches. Each piece is held to Auth0's documentation.
//
// What it does NOT imitate:
// - browser applications (CORS), passwords, multi-factor, consent, organizations, refresh tokens, other flows than the code
//   flow, custom domains, branding;
// - identity providers: choosing a user on the login page is the login;
// - any trigger but post-login; redirects, `api.multifactor`, `api.session`, `api.cache`, `api.authentication`, scopes of access
//   tokens;
// - npm dependencies of Actions (such a build fails), Action modules, and the isolation of the real sandbox: an Action runs in a
//   worker thread of this process with everything that Node has, so run only Actions that you would run with `node`;
// - access tokens as JWTs (they are opaque; claims that Actions set on them are recorded, not sent);
// - claims of any name in the ID token: names other than the profile's need `customClaims`;
// - the shape of the test endpoint's answer for an Action that ran well, which Auth0 documents as an object and no more;
// - other routes of the Management API (404), other root attributes in PATCH of a user and of a connection (400);
// - logout without asking at /oidc/logout with an `id_token_hint` (/v2/logout does not ask);
// - whatever a restart of Auth0 would keep: everything is in memory.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { PostLoginFlow } from "./actions/flow.js";
import { ActionLibrary } from "./actions/library.js";
import { Connections } from "./connections.js";
import { requestListener } from "./http/listener.js";
import { startServer } from "./http/server.js";
import { RateLimit } from "./management/rate-limit.js";
import { allScopes } from "./management/routes.js";
import { ManagementTokens } from "./management/tokens.js";
import { oidcProvider } from "./oidc/provider.js";
import { PostLogin } from "./post-login.js";
import { Users } from "./users.js";

/**
 * What a tenant consists of; the Management API's routes work on it.
 * @typedef {object} State
 * @property {Users} users
 * @property {Connections} connections
 * @property {ActionLibrary} actions
 * @property {PostLoginFlow} flow
 * @property {ManagementTokens} tokens
 * @property {RateLimit} rateLimit
 */

/**
 * @typedef {object} TenantOptions
 * @property {import("./users.js").SampleUser[]} [users] in place of tenant/users.json
 * @property {import("./connections.js").SampleConnection[]} [connections] in place of tenant/connections.json
 * @property {{ url: string }} [application] its redirect URI is url + "/callback", where it comes back to after logging out is url
 * @property {number} [port] 0, the default, is a free one
 * @property {{ key: string, cert: string }} [tls] PEM; for tools that speak HTTPS only
 * @property {import("./management/rate-limit.js").Limits} [limits] of the Management API
 * @property {import("./management/tokens.js").ManagementClient[]} [managementClients] besides the one that may do everything
 * @property {number} [managementTokenLifetime] seconds
 * @property {number} [flowTimeLimit] milliseconds for all Actions of a login
 * @property {number} [buildTime] of an Action, milliseconds
 * @property {string[]} [customClaims] names that Actions may add to the ID token, besides the profile's
 * @property {import("./http/faults.js").Faults} [faults] consulted before the Management API answers
 * @property {(request: RequestRecord) => void} [onRequest] called once a request is answered, or its connection gone
 */

/** @typedef {{ method: string, path: string, time: string, status?: number }} RequestRecord path with query; time when it came */

/**
 * @typedef {object} Tenant
 * @property {string} issuer ends in a slash
 * @property {string} domain host and port
 * @property {{ clientId: string, clientSecret: string }} application
 * @property {{ clientId: string, clientSecret: string }} management the client that may do everything
 * @property {RequestRecord[]} requests the last of them
 * @property {import("./post-login.js").LoginRecord[]} logins the last of them
 * @property {() => Promise<void>} close
 */

/** @param {string} name */
function sample(name) {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
}

function randomCredentials() {
  return { clientId: randomBytes(16).toString("hex"), clientSecret: randomBytes(32).toString("base64url") };
}

/**
 * @param {TenantOptions} [options]
 * @returns {Promise<Tenant>}
 */
export async function startTenant(options = {}) {
  const connections = new Connections(options.connections ?? sample("connections.json"));
  const users = new Users(options.users ?? sample("users.json"), connections);
  // Auth0 takes seconds to build; a tenth of one is enough for a client to see that it has to wait.
  const actions = new ActionLibrary(options.buildTime ?? 100);
  const flow = new PostLoginFlow(actions, options.flowTimeLimit ?? 20_000);
  const rateLimit = new RateLimit(options.limits ?? { perSecond: 100, burst: 200 });

  const url = (options.application?.url ?? "http://localhost:3000").replace(/\/$/, "");
  const application = { ...randomCredentials(), name: "Sample application", url };
  const management = { ...randomCredentials(), scopes: allScopes };
  /** @type {RequestRecord[]} */
  const requests = [];
  let origin = { issuer: "", domain: "" };
  /** @type {PostLogin | undefined} */
  let postLogin;

  const server = await startServer({ port: options.port ?? 0, tls: options.tls }, ({ scheme, host }) => {
    origin = { issuer: `${scheme}://${host}/`, domain: host };
    const clients = [management, ...(options.managementClients ?? [])];
    const tokens = new ManagementTokens(clients, host, options.managementTokenLifetime);
    const state = { users, connections, actions, flow, tokens, rateLimit };
    const login = (postLogin = new PostLogin(state, application, host));
    const provider = oidcProvider({
      issuer: origin.issuer,
      application,
      customClaims: options.customClaims ?? [],
      profileOf: (userId) => users.get(userId),
      flowClaimsOf: (grantId) => login.claimsOf(grantId),
      postLogin: (context) => login.run(context),
    });
    const { faults, onRequest } = options;
    return requestListener({ state, provider, application, requests, faults, onRequest });
  });
  const { clientId, clientSecret } = application;
  return {
    ...origin,
    application: { clientId, clientSecret },
    management: { clientId: management.clientId, clientSecret: management.clientSecret },
    requests,
    logins: /** @type {PostLogin} */ (postLogin).records,
    async close() {
      await server.close();
      await flow.close();
    },
  };
}
