// /api/v2/actions/triggers: one trigger, post-login, and the ordered list of what is bound to it.
import { randomUUID } from "node:crypto";
import { runtimes } from "../actions/library.js";
import { shownAction } from "./actions.js";
import { ApiError, invalidBody } from "./errors.js";
import { pageOf, validateBody } from "./validate.js";

/** @typedef {import("./routes.js").Call} Call */
/** @typedef {import("../actions/library.js").Action} Action */
/** @typedef {import("../actions/library.js").Binding} Binding */

// https://auth0.com/docs/customize/actions/limitations
const maximumBindings = 20;

const postLogin = {
  id: "post-login",
  version: "v3",
  status: "CURRENT",
  runtimes,
  default_runtime: runtimes[0],
  binding_policy: "trigger-bound",
  compatible_triggers: [],
};

/** @param {Binding} binding @param {Call["tenant"]} tenant */
function shownBinding({ id, display_name, action, created_at, updated_at }, tenant) {
  return { id, trigger_id: postLogin.id, display_name, action: shownAction(action, tenant), created_at, updated_at };
}

/** @param {Call} call */
function mustKnowTrigger({ params }) {
  if (params.trigger !== postLogin.id) throw new ApiError(404, "The trigger does not exist.", "inexistent_trigger");
}

export function listTriggers() {
  return { body: { triggers: [postLogin] } };
}

/** @param {Call} call */
export function getBindings(call) {
  mustKnowTrigger(call);
  const { page, perPage, total, items } = pageOf(call.tenant.actions.bindings, call.query);
  return { body: { total, page, per_page: perPage, bindings: items.map((item) => shownBinding(item, call.tenant)) } };
}

/**
 * @param {{ type: string, value: string }} ref
 * @param {Call["tenant"]["actions"]} actions
 * @returns {Action | undefined}
 */
function actionOf({ type, value }, actions) {
  if (type === "action_id") return actions.get(value);
  if (type === "action_name") return actions.list().find(({ draft }) => draft.name === value);
  if (type === "binding_id") return actions.bindings.find(({ id }) => id === value)?.action;
  throw invalidBody(`No enum match for: ${type}`, "ref.type");
}

/**
 * The body is the complete list: what it leaves out is unbound.
 * @param {Call} call
 */
export function patchBindings(call) {
  mustKnowTrigger(call);
  const { actions } = call.tenant;
  const { bindings } = validateBody(call.body, { bindings: "array" }, ["bindings"]);
  if (bindings.length > maximumBindings) throw invalidBody(`Array is too long (${bindings.length})`, "bindings");
  const now = new Date().toISOString();
  actions.bindings = bindings.map((/** @type {any} */ wanted) => {
    const ref = wanted?.ref;
    if (typeof ref?.value !== "string") throw invalidBody("Missing required property: ref", "bindings");
    const action = actionOf(ref, actions);
    if (!action) throw new ApiError(400, `There is no action or binding "${ref.value}".`, "invalid_binding");
    if (action.versions.length === 0) {
      throw new ApiError(
        400,
        "Trying to create a binding for an action that has not been deployed.",
        "invalid_binding",
      );
    }
    const known = actions.bindings.find((binding) => binding.action === action);
    const display_name = wanted.display_name ?? known?.display_name ?? action.draft.name;
    return {
      id: known?.id ?? randomUUID(),
      display_name,
      action,
      created_at: known?.created_at ?? now,
      updated_at: now,
    };
  });
  return { body: { bindings: actions.bindings.map((binding) => shownBinding(binding, call.tenant)) } };
}
