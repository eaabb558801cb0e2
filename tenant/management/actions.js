// /api/v2/actions/actions
import { ActionFailure } from "../actions/instance.js";
import { runtimes } from "../actions/library.js";
import { ApiError, invalidBody } from "./errors.js";
import { pageOf, validateBody, validateItems } from "./validate.js";

/** @typedef {import("./routes.js").Call} Call */
/** @typedef {import("../actions/library.js").Action} Action */
/** @typedef {import("../actions/library.js").Draft} Draft */
/** @typedef {import("../actions/library.js").Secret} Secret */
/** @typedef {import("../actions/library.js").Version} Version */

/** @type {Record<string, import("./validate.js").Type>} */
const writable = {
  name: "string",
  code: "string",
  runtime: "string",
  supported_triggers: "array",
  dependencies: "array",
  secrets: "array",
  modules: "array",
};

// https://auth0.com/docs/customize/actions/limitations
const maximumSecrets = 30;
const maximumSecretName = 128;
const maximumSecretValue = 4096;

/** Values are never returned. @param {Secret[]} secrets */
function secretNames(secrets) {
  return secrets.map(({ name, updated_at }) => ({ name, updated_at }));
}

/** @param {Version} version @param {Action} action */
function shownVersion(version, action) {
  const { id, number, code, dependencies, runtime, supported_triggers, created_at, built_at } = version;
  const deployed = action.versions.at(-1) === version;
  const secrets = secretNames(version.secrets);
  return {
    ...{ id, number, deployed, status: "built", code, dependencies, runtime, secrets, supported_triggers },
    ...{ built_at, created_at, updated_at: created_at },
  };
}

/** @param {Action} action @param {Call["tenant"]} tenant */
export function shownAction(action, { actions }) {
  const { id, draft, created_at, updated_at } = action;
  const { name, supported_triggers, code, dependencies, runtime } = draft;
  const status = actions.status(action);
  const deployed = action.versions.at(-1);
  return {
    ...{ id, name, supported_triggers, created_at, updated_at, code, dependencies, runtime, status },
    secrets: secretNames(draft.secrets),
    ...(status === "failed" ? { errors: [{ id: "build", msg: action.buildError }] } : {}),
    ...(deployed ? { deployed_version: shownVersion(deployed, action) } : {}),
    all_changes_deployed: !action.changed,
  };
}

/** @param {Call} call */
function existingAction({ tenant, params }) {
  const action = tenant.actions.get(params.id);
  if (!action) throw new ApiError(404, "The action does not exist.", "inexistent_action");
  return action;
}

/**
 * A secret that comes without its value keeps the one it has: that is how a body that was read goes back.
 * @param {{ name: string, value?: string }[]} secrets
 * @param {Secret[]} [known]
 * @returns {Secret[]}
 */
function writtenSecrets(secrets, known = []) {
  if (secrets.length > maximumSecrets) throw invalidBody(`Array is too long (${secrets.length})`, "secrets");
  return secrets.map(({ name, value }) => {
    if (name.length > maximumSecretName || (value?.length ?? 0) > maximumSecretValue) {
      throw invalidBody("String is too long", `secrets (${name.slice(0, maximumSecretName)})`);
    }
    const kept = known.find((secret) => secret.name === name);
    if (typeof value === "string") return { name, value, updated_at: new Date().toISOString() };
    if (kept) return kept;
    throw invalidBody("Missing required property: value", `secrets (${name})`);
  });
}

/** @param {unknown} body @param {string[]} required */
function validateAction(body, required) {
  // What a read Action carries besides is let through, because the Deploy CLI sends it back.
  const { id, status, deployed, created_at, updated_at, all_changes_deployed, ...rest } =
    /** @type {Record<string, unknown>} */ (body ?? {});
  const { modules, ...change } = validateBody(rest, writable, required);
  if (change.runtime !== undefined && !runtimes.includes(change.runtime)) {
    throw invalidBody(`No enum match for: ${change.runtime}`, "runtime");
  }
  validateItems(change.supported_triggers ?? [], "supported_triggers", "id");
  validateItems(change.dependencies ?? [], "dependencies", "name");
  validateItems(change.secrets ?? [], "secrets", "name");
  return change;
}

/** @param {Call} call */
export function listActions({ tenant, query }) {
  const name = query.get("actionName");
  const deployed = query.get("deployed");
  const trigger = query.get("triggerId");
  const wanted = tenant.actions
    .list()
    .filter(({ draft }) => name === null || draft.name === name)
    .filter(({ versions }) => deployed === null || String(versions.length > 0) === deployed)
    .filter(({ draft }) => trigger === null || draft.supported_triggers.some(({ id }) => id === trigger));
  const { page, perPage, total, items } = pageOf(wanted, query);
  const actions = items.map((action) => shownAction(action, tenant));
  return { body: { total, page, per_page: perPage, actions } };
}

/** @param {Call} call */
export function createAction({ tenant, body }) {
  const { secrets = [], ...fields } = validateAction(body, ["name", "supported_triggers"]);
  if (tenant.actions.list().some(({ draft }) => draft.name === fields.name)) {
    throw new ApiError(409, "An action with the same name already exists.", "action_name_conflict");
  }
  const defaults = { name: "", code: "", runtime: runtimes[0], supported_triggers: [], dependencies: [] };
  const action = tenant.actions.create({ ...defaults, ...fields, secrets: writtenSecrets(secrets) });
  return { status: 201, body: shownAction(action, tenant) };
}

/** @param {Call} call */
export function getAction(call) {
  return { body: shownAction(existingAction(call), call.tenant) };
}

/** @param {Call} call */
export function patchAction(call) {
  const action = existingAction(call);
  const { secrets, ...change } = validateAction(call.body, []);
  if (secrets) change.secrets = writtenSecrets(secrets, action.draft.secrets);
  return { body: shownAction(call.tenant.actions.update(action, change), call.tenant) };
}

/** @param {Call} call */
export async function deleteAction(call) {
  const { tenant, query } = call;
  const action = existingAction(call);
  const isBound = tenant.actions.bindings.some((binding) => binding.action === action);
  if (isBound && query.get("force") !== "true") {
    throw new ApiError(409, "The action is bound to a trigger.", "action_bound");
  }
  tenant.actions.delete(action);
  await tenant.flow.forgetOldVersions();
  return { status: 204 };
}

/** @param {Action} action @param {Call["tenant"]} tenant @param {string} purpose */
function mustBeBuilt(action, tenant, purpose) {
  const status = tenant.actions.status(action);
  if (status === "failed") throw new ApiError(400, `The build failed: ${action.buildError}`, "build_failed");
  // These words are what Auth0's own tools look for before they wait and try again.
  if (status !== "built") throw new ApiError(400, `A draft must be in the 'built' state before it can be ${purpose}.`);
}

/** @param {Call} call */
export async function deployAction(call) {
  const action = existingAction(call);
  mustBeBuilt(action, call.tenant, "deployed");
  const version = call.tenant.actions.deploy(action);
  await call.tenant.flow.forgetOldVersions();
  const { id, draft, created_at, updated_at } = action;
  const shown = { id, name: draft.name, supported_triggers: draft.supported_triggers, created_at, updated_at };
  return { body: { ...shownVersion(version, action), action: { ...shown, all_changes_deployed: true } } };
}

/** @param {Call} call */
export function listVersions(call) {
  const action = existingAction(call);
  const { page, perPage, total, items } = pageOf(action.versions.toReversed(), call.query);
  return { body: { total, page, per_page: perPage, versions: items.map((version) => shownVersion(version, action)) } };
}

/**
 * Runs the draft. A recorded answer of the service for an Action that threw was `{payload: {error: {name, message, stack},
 * stats}}`, with status 200. What it answers for one that ran well is documented as an object and no more; `logs` and
 * `commands` are this tenant's own. The event may be the payload or, as Auth0's SDKs send it, the payload's `event`.
 * @param {Call} call
 */
export async function testAction(call) {
  const action = existingAction(call);
  const { payload } = validateBody(call.body, { payload: "object" }, ["payload"]);
  mustBeBuilt(action, call.tenant, "tested");
  const started = performance.now();
  const stats = () => ({ total_request_duration_ms: Math.round(performance.now() - started) });
  try {
    const { commands, log } = await call.tenant.flow.test(action.draft, payload.event ?? payload);
    return { body: { payload: { logs: log, commands, stats: stats() } } };
  } catch (failure) {
    if (!(failure instanceof ActionFailure)) throw failure;
    const { name, message, stack, log } = failure;
    return { body: { payload: { error: { name, message, stack }, logs: log, stats: stats() } } };
  }
}
