// Talks to the tenant's Management API as a tool would.
import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";

/** @typedef {import("../../tenant/tenant.js").Tenant} Tenant */
/** @typedef {{ clientId: string, clientSecret: string }} Credentials */

/**
 * @param {Tenant} tenant
 * @param {Credentials} [credentials]
 */
export async function accessToken({ issuer, management }, { clientId, clientSecret } = management) {
  const response = await fetch(`${issuer}oauth/token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: clientSecret,
      audience: `${issuer}api/v2/`,
    }),
  });
  return (await response.json()).access_token;
}

/**
 * @param {Tenant} tenant
 * @param {Credentials} [credentials]
 */
export async function managementClient(tenant, credentials) {
  const authorization = `Bearer ${await accessToken(tenant, credentials)}`;
  /**
   * @param {string} method
   * @param {string} path below /api/v2/
   * @param {unknown} [body]
   * @returns {Promise<{ status: number, headers: Headers, body: any }>}
   */
  return async function call(method, path, body) {
    const response = await fetch(`${tenant.issuer}api/v2/${path}`, {
      method,
      headers: { authorization, "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
  };
}

/** @typedef {Awaited<ReturnType<typeof managementClient>>} Call */

/**
 * What an error's body says, its status code checked against the answer's.
 * @param {{ status: number, body: any }} answer
 */
export function refusal({ status, body }) {
  assert.equal(body.statusCode, status);
  return [status, body.error, body.message, body.errorCode];
}

/**
 * @param {Call} call
 * @param {string} id
 */
export async function untilBuilt(call, id) {
  for (;;) {
    const { body } = await call("GET", `actions/actions/${id}`);
    if (body.status === "built" || body.status === "failed") return body;
    await delay(20);
  }
}

/**
 * @param {Call} call
 * @param {{ name: string, code: string, secrets?: { name: string, value: string }[] }} action
 * @returns {Promise<any>} the Action, built
 */
export async function createAction(call, action) {
  const supported_triggers = [{ id: "post-login", version: "v3" }];
  const { body } = await call("POST", "actions/actions", { supported_triggers, ...action });
  return untilBuilt(call, body.id);
}

/**
 * Creates, deploys and binds Actions in this order, in place of whatever was bound.
 * @param {Call} call
 * @param {Parameters<typeof createAction>[1][]} actions
 * @returns {Promise<string[]>} their ids
 */
export async function installActions(call, actions) {
  const ids = [];
  for (const action of actions) {
    const { id } = await createAction(call, action);
    const { status, body } = await call("POST", `actions/actions/${id}/deploy`);
    if (status !== 200) throw new Error(`deploying "${action.name}" failed: ${body.message}`);
    ids.push(id);
  }
  const bindings = ids.map((value) => ({ ref: { type: "action_id", value } }));
  const { status, body } = await call("PATCH", "actions/triggers/post-login/bindings", { bindings });
  if (status !== 200) throw new Error(`binding failed: ${body.message}`);
  return ids;
}

/** @param {string} userId */
export function userPath(userId) {
  return `users/${encodeURIComponent(userId)}`;
}
