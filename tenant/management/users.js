// /api/v2/users
import { isRootEditable } from "../connections.js";
import { ApiError, invalidBody } from "./errors.js";
import { pageOf, validateBody } from "./validate.js";

/** @typedef {import("./routes.js").Call} Call */

/** @type {Record<string, import("./validate.js").Type>} */
const editable = {
  user_metadata: "object",
  app_metadata: "object",
  picture: "string",
  name: "string",
  nickname: "string",
  given_name: "string",
  family_name: "string",
};

/** @param {Call} call */
function existingUser({ tenant, params }) {
  const user = tenant.users.get(params.id);
  if (!user) throw new ApiError(404, "The user does not exist.", "inexistent_user");
  return user;
}

/** @param {Call} call */
export function listUsers({ tenant, query }) {
  const { page, perPage, total, items } = pageOf(tenant.users.list(), query);
  if (query.get("include_totals") !== "true") return { body: items };
  return { body: { start: page * perPage, limit: perPage, length: items.length, total, users: items } };
}

/** @param {Call} call */
export function getUser(call) {
  return { body: existingUser(call) };
}

/** @param {Call} call */
export function patchUser(call) {
  const user = existingUser(call);
  const change = validateBody(call.body, editable);
  // Auth0 documents a URI here. An empty string is let through as well: emptying the picture is advice that it gives.
  if (typeof change.picture === "string" && change.picture !== "" && !URL.canParse(change.picture)) {
    throw invalidBody("Object didn't pass validation for format strict-uri", "picture");
  }
  const connection = call.tenant.users.connectionOf(user.user_id);
  const root = Object.keys(change).filter((name) => name !== "user_metadata" && name !== "app_metadata");
  if (root.length > 0 && connection && !isRootEditable(connection)) {
    throw new ApiError(
      400,
      `The following user attributes cannot be updated: ${root.sort().join(", ")}. ` +
        `The connection (${connection.name}) must either be a database connection (using the Auth0 store), ` +
        "a passwordless connection (email or sms) or has disabled 'Sync user profile attributes at each login'.",
      "operation_not_supported",
    );
  }
  return { body: call.tenant.users.update(user.user_id, change) };
}
