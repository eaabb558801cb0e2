// /api/v2/connections
import { ApiError } from "./errors.js";
import { pageOf, validateBody, whole } from "./validate.js";

/** @typedef {import("./routes.js").Call} Call */
/** @typedef {import("../connections.js").Connection} Connection */

/** @type {Record<string, import("./validate.js").Type>} */
const editable = {
  display_name: "string",
  options: "object",
  enabled_clients: "array",
  is_domain_connection: "boolean",
  show_as_button: "boolean",
  realms: "array",
  metadata: "object",
};

/**
 * `options` hold the connection's secrets: without their own scope they are left out, not emptied.
 * @param {Connection} connection
 * @param {Call} call
 */
function shown(connection, { scopes }) {
  const { options, ...rest } = connection;
  return scopes.has("read:connections_options") ? connection : rest;
}

/** @param {Call} call */
function existingConnection({ tenant, params }) {
  const connection = tenant.connections.get(params.id);
  if (!connection) throw new ApiError(404, "The connection does not exist", "inexistent_connection");
  return connection;
}

/** @param {Call} call */
export function listConnections(call) {
  const { tenant, query } = call;
  const strategies = query.getAll("strategy");
  const name = query.get("name");
  const wanted = tenant.connections
    .list()
    .filter((connection) => strategies.length === 0 || strategies.includes(connection.strategy))
    .filter((connection) => name === null || connection.name === name)
    .map((connection) => shown(connection, call));
  if (query.has("from") || query.has("take")) return checkpointPage(wanted, query);
  const { page, perPage, total, items } = pageOf(wanted, query);
  if (query.get("include_totals") !== "true") return { body: items };
  return { body: { start: page * perPage, limit: perPage, length: items.length, total, connections: items } };
}

/**
 * Checkpoint paging: `next`, the id to start from, is there as long as there is more.
 * @param {{ id: string }[]} connections
 * @param {URLSearchParams} query
 */
function checkpointPage(connections, query) {
  const take = whole(query, "take", 50, 1, 100);
  const from = query.get("from");
  const start = from === null ? 0 : connections.findIndex(({ id }) => id === from);
  if (start < 0) throw new ApiError(400, "Query validation error: 'from' is no checkpoint.", "invalid_query_string");
  const next = connections[start + take]?.id;
  return { body: { next, connections: connections.slice(start, start + take) } };
}

/** @param {Call} call */
export function getConnection(call) {
  return { body: shown(existingConnection(call), call) };
}

/** @param {Call} call */
export function patchConnection(call) {
  const connection = existingConnection(call);
  const change = validateBody(call.body, editable);
  if (change.options && !call.scopes.has("update:connections_options")) {
    const message = "Insufficient scope, expected any of: update:connections_options";
    throw new ApiError(403, message, "insufficient_scope");
  }
  return { body: shown(call.tenant.connections.update(connection, change), call) };
}
