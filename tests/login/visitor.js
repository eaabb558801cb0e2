// A browser without a screen: follows redirects, keeps cookies, presses the button of a sample user. Logs in to a tenant with
// the code flow and PKCE (openid-client), and verifies the raw ID token against the tenant's key set (jose).
import { createRemoteJWKSet, jwtVerify } from "jose";
import * as client from "openid-client";

/** @typedef {import("../../tenant/tenant.js").Tenant} Tenant */
/** @typedef {{ claims: import("jose").JWTPayload, idToken: string, accessToken: string }} LoggedIn */

export const applicationUrl = "http://localhost:3000";

/** An authorization that came back to the application with an error. */
export class LoginRefused extends Error {
  /** @param {URLSearchParams} parameters */
  constructor(parameters) {
    super(parameters.get("error_description") ?? "");
    this.code = parameters.get("error");
  }
}

/** @param {Tenant} tenant */
function configure({ issuer, application: { clientId, clientSecret } }) {
  const options = { execute: [client.allowInsecureRequests] };
  return client.discovery(new URL(issuer), clientId, clientSecret, undefined, options);
}

export class Visitor {
  #tenant;
  /** @type {Map<string, string>} */
  #cookies = new Map();
  /** How often the login page was shown. */
  loginPages = 0;

  /** @param {Tenant} tenant */
  constructor(tenant) {
    this.#tenant = tenant;
  }

  /**
   * @param {string} url
   * @param {RequestInit} [init]
   */
  async fetch(url, init = {}) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { ...init.headers, cookie };
    const response = await fetch(url, { ...init, headers, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "" || /expires=Thu, 01 Jan 1970/i.test(line)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }

  /**
   * Goes where the tenant leads, until that is the application.
   * @param {string} start
   * @param {string} userId
   * @returns {Promise<URL>}
   */
  async #walk(start, userId) {
    let response = await this.fetch(start);
    for (let steps = 0; steps < 10; steps += 1) {
      const location = response.headers.get("location");
      if (location === null) {
        this.loginPages += 1;
        response = await this.fetch(response.url, { method: "POST", body: new URLSearchParams({ user_id: userId }) });
        continue;
      }
      const next = new URL(location, response.url);
      if (next.href.startsWith(applicationUrl)) return next;
      response = await this.fetch(next.href);
    }
    throw new Error("the login leads nowhere");
  }

  /**
   * A second login of the same visitor is single sign-on.
   * @param {string} userId
   * @param {string} [scope]
   * @returns {Promise<LoggedIn>}
   */
  async logIn(userId, scope = "openid profile") {
    const configuration = await configure(this.#tenant);
    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    const expectedState = client.randomState();
    const expectedNonce = client.randomNonce();
    const start = client.buildAuthorizationUrl(configuration, {
      redirect_uri: `${applicationUrl}/callback`,
      scope,
      state: expectedState,
      nonce: expectedNonce,
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: "S256",
    });
    const callback = await this.#walk(start.href, userId);
    if (callback.searchParams.has("error")) throw new LoginRefused(callback.searchParams);
    const checks = { pkceCodeVerifier, expectedState, expectedNonce };
    const tokens = await client.authorizationCodeGrant(configuration, callback, checks);
    const idToken = /** @type {string} */ (tokens.id_token);
    const { jwks_uri: keys } = configuration.serverMetadata();
    const { payload } = await jwtVerify(idToken, createRemoteJWKSet(new URL(/** @type {string} */ (keys))), {
      issuer: this.#tenant.issuer,
      audience: this.#tenant.application.clientId,
      algorithms: ["RS256"],
    });
    return { claims: payload, idToken, accessToken: tokens.access_token };
  }
}

/**
 * @param {Tenant} tenant
 * @param {string} userId
 * @param {string} [scope]
 */
export function logIn(tenant, userId, scope) {
  return new Visitor(tenant).logIn(userId, scope);
}
