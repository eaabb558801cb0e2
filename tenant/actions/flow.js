// The post-login flow: runs what is bound, in order, and turns what the Actions asked for into one result.
import { ActionFailure, ActionInstance } from "./instance.js";
import { isReservedClaim } from "./reserved-claims.js";

/** @typedef {import("./library.js").ActionLibrary} ActionLibrary */
/** @typedef {import("./library.js").Draft} Draft */
/** @typedef {import("./library.js").Version} Version */
/** @typedef {import("./post-login-api.js").Command} Command */

/** @typedef {{ name: string, log: string, error?: string }} Execution what the tenant's log keeps of one Action's run */

/**
 * @typedef {object} FlowResult
 * @property {Record<string, unknown>} idToken claims to set
 * @property {Record<string, unknown>} accessToken claims to set
 * @property {Record<string, unknown>} userMetadata to merge after the flow
 * @property {Record<string, unknown>} appMetadata to merge after the flow
 * @property {string} [refused] why the login ends here: the reason of an Action that denied access, the error of one that failed
 * @property {Execution[]} executions
 */

/** @type {Record<Exclude<Command["type"], "access.deny">, "idToken" | "accessToken" | "userMetadata" | "appMetadata">} */
const targets = {
  "idToken.setCustomClaim": "idToken",
  "accessToken.setCustomClaim": "accessToken",
  "user.setUserMetadata": "userMetadata",
  "user.setAppMetadata": "appMetadata",
};

/** @param {Draft} draft */
function secretsOf(draft) {
  return Object.fromEntries(draft.secrets.map(({ name, value }) => [name, value]));
}

/**
 * @param {FlowResult} result
 * @param {Command[]} commands
 */
function apply(result, commands) {
  for (const command of commands) {
    if (command.type === "access.deny") {
      result.refused = command.reason;
    } else if (!(command.type.endsWith("setCustomClaim") && isReservedClaim(command.name))) {
      result[targets[command.type]][command.name] = command.value;
    }
  }
}

export class PostLoginFlow {
  #library;
  #timeLimit;
  /** Loaded Actions by version: a deployment is a new module. @type {Map<string, ActionInstance>} */
  #instances = new Map();

  /**
   * @param {ActionLibrary} library
   * @param {number} timeLimit of one login, all Actions together, in milliseconds
   */
  constructor(library, timeLimit) {
    this.#library = library;
    this.#timeLimit = timeLimit;
  }

  /**
   * @param {Record<string, unknown>} event
   * @returns {Promise<FlowResult>}
   */
  async run(event) {
    /** @type {FlowResult} */
    const result = { idToken: {}, accessToken: {}, userMetadata: {}, appMetadata: {}, executions: [] };
    const deadline = performance.now() + this.#timeLimit;
    for (const { action } of this.#library.bindings) {
      const version = /** @type {Version} */ (action.versions.at(-1));
      const execution = await this.#execute(version, event, result, deadline);
      result.executions.push(execution);
      if (result.refused !== undefined) break;
    }
    return result;
  }

  /**
   * @param {Version} version
   * @param {Record<string, unknown>} event
   * @param {FlowResult} result
   * @param {number} deadline
   * @returns {Promise<Execution>}
   */
  async #execute(version, event, result, deadline) {
    const { name } = version;
    try {
      const timeLeft = deadline - performance.now();
      const outcome = await this.#instanceOf(version).run({ ...event, secrets: secretsOf(version) }, timeLeft);
      apply(result, outcome.commands);
      return { name, log: outcome.log };
    } catch (error) {
      if (!(error instanceof ActionFailure)) throw error;
      result.refused = error.message;
      return { name, log: error.log, error: `${error.name}: ${error.message}` };
    }
  }

  /** @param {Version} version */
  #instanceOf(version) {
    let instance = this.#instances.get(version.id);
    if (!instance) {
      instance = new ActionInstance(version);
      this.#instances.set(version.id, instance);
    }
    return instance;
  }

  /**
   * Runs a draft once, in a module of its own.
   * @param {Draft} draft
   * @param {Record<string, unknown>} event
   */
  async test(draft, event) {
    const instance = new ActionInstance(draft);
    try {
      return await instance.run({ ...event, secrets: secretsOf(draft) }, this.#timeLimit);
    } finally {
      await instance.close();
    }
  }

  /** Ends the modules of versions that no longer run. */
  async forgetOldVersions() {
    const current = new Set(this.#library.list().map(({ versions }) => versions.at(-1)?.id));
    for (const [id, instance] of this.#instances) {
      if (current.has(id)) continue;
      this.#instances.delete(id);
      await instance.close();
    }
  }

  async close() {
    await Promise.all([...this.#instances.values()].map((instance) => instance.close()));
  }
}
