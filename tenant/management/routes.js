// The part of the Management API v2 that this tenant has: the routes, and the scopes of which one is needed.
import * as actions from "./actions.js";
import * as connections from "./connections.js";
import * as triggers from "./triggers.js";
import * as users from "./users.js";

/**
 * @typedef {object} Call
 * @property {Record<string, string>} params from the path, percent-decoded
 * @property {URLSearchParams} query
 * @property {unknown} body parsed JSON
 * @property {Set<string>} scopes the token's
 * @property {import("../tenant.js").State} tenant
 */

/** @typedef {{ status?: number, body?: unknown }} Answer */
/** @typedef {(call: Call) => Answer | Promise<Answer>} Handler */
/** @typedef {{ method: string, path: string, scopes: string[], handle: Handler }} Route */

/** @type {Route[]} */
const routes = [
  route("GET users", ["read:users"], users.listUsers),
  route("GET users/:id", ["read:users"], users.getUser),
  route("PATCH users/:id", ["update:users", "update:users_app_metadata"], users.patchUser),
  route("GET connections", ["read:connections"], connections.listConnections),
  route("GET connections/:id", ["read:connections"], connections.getConnection),
  route("PATCH connections/:id", ["update:connections"], connections.patchConnection),
  route("GET actions/actions", ["read:actions"], actions.listActions),
  route("POST actions/actions", ["create:actions"], actions.createAction),
  route("GET actions/actions/:id", ["read:actions"], actions.getAction),
  route("PATCH actions/actions/:id", ["update:actions"], actions.patchAction),
  route("DELETE actions/actions/:id", ["delete:actions"], actions.deleteAction),
  route("POST actions/actions/:id/deploy", ["create:actions"], actions.deployAction),
  route("POST actions/actions/:id/test", ["create:actions"], actions.testAction),
  route("GET actions/actions/:id/versions", ["read:actions"], actions.listVersions),
  route("GET actions/triggers", ["read:actions"], triggers.listTriggers),
  route("GET actions/triggers/:trigger/bindings", ["read:actions"], triggers.getBindings),
  route("PATCH actions/triggers/:trigger/bindings", ["update:actions"], triggers.patchBindings),
];

export const allScopes = [
  ...new Set(routes.flatMap(({ scopes }) => scopes)),
  "read:connections_options",
  "update:connections_options",
];

/** @param {string} methodAndPath @param {string[]} scopes @param {Handler} handle @returns {Route} */
function route(methodAndPath, scopes, handle) {
  const [method, path] = methodAndPath.split(" ");
  return { method, path, scopes, handle };
}

/**
 * @param {string} method
 * @param {string} path below /api/v2/, still percent-encoded: a user id may contain any character
 * @returns {{ route: Route, params: Record<string, string> } | undefined}
 */
export function findRoute(method, path) {
  const segments = path.split("/");
  for (const candidate of routes) {
    const pattern = candidate.path.split("/");
    if (candidate.method !== method || pattern.length !== segments.length) continue;
    if (!pattern.every((part, index) => part.startsWith(":") || part === segments[index])) continue;
    const named = pattern.flatMap((part, index) => (part.startsWith(":") ? [[part.slice(1), segments[index]]] : []));
    const params = named.map(([name, value]) => [name, decodeURIComponent(value)]);
    return { route: candidate, params: Object.fromEntries(params) };
  }
}
