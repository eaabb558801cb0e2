// The tenant's Actions: a draft that can be edited and built, the versions that were deployed from it, and the ordered
// list of what is bound to post-login. Live traffic sees deployed versions only.
import { randomUUID } from "node:crypto";
import { buildFailure } from "./code.js";

/** @typedef {{ name: string, value: string, updated_at: string }} Secret */
/** @typedef {{ id: string, version?: string }} SupportedTrigger */
/** @typedef {{ name: string, version?: string }} Dependency */

/**
 * @typedef {object} Draft
 * @property {string} name
 * @property {string} code
 * @property {string} runtime
 * @property {SupportedTrigger[]} supported_triggers
 * @property {Dependency[]} dependencies
 * @property {Secret[]} secrets
 */

/** @typedef {Draft & { id: string, number: number, created_at: string, built_at: string }} Version a deployed copy */

/**
 * @typedef {object} Action
 * @property {string} id
 * @property {Draft} draft
 * @property {string} created_at
 * @property {string} updated_at
 * @property {number} buildStarted epoch milliseconds
 * @property {string | undefined} buildError
 * @property {boolean} changed since the last deployment
 * @property {Version[]} versions oldest first; the last one is deployed
 */

/** @typedef {{ id: string, display_name: string, action: Action, created_at: string, updated_at: string }} Binding */

export const runtimes = ["node22", "node18"];

export class ActionLibrary {
  /** @type {Map<string, Action>} */
  #byId = new Map();
  #buildTime;
  /** @type {Binding[]} in the order they run in */
  bindings = [];

  /** @param {number} buildTime milliseconds from a change to `built` */
  constructor(buildTime) {
    this.#buildTime = buildTime;
  }

  list() {
    return [...this.#byId.values()];
  }

  /** @param {string} id */
  get(id) {
    return this.#byId.get(id);
  }

  /** @param {Draft} draft */
  create(draft) {
    const now = new Date().toISOString();
    /** @type {Action} */
    const action = {
      id: randomUUID(),
      draft,
      created_at: now,
      updated_at: now,
      buildStarted: 0,
      buildError: undefined,
      changed: true,
      versions: [],
    };
    this.#byId.set(action.id, action);
    this.#build(action);
    return action;
  }

  /**
   * @param {Action} action
   * @param {Partial<Draft>} change
   */
  update(action, change) {
    action.draft = { ...action.draft, ...change };
    action.updated_at = new Date().toISOString();
    action.changed = true;
    this.#build(action);
    return action;
  }

  /** @param {Action} action */
  #build(action) {
    const { code, name, dependencies } = action.draft;
    action.buildStarted = Date.now();
    // This tenant installs nothing: failing the build is kinder than a `require` that fails each login.
    action.buildError = dependencies.length
      ? "The local tenant does not install npm dependencies."
      : buildFailure(code, name);
  }

  /**
   * Derived from the time that has passed, so that no timer outlives the tenant.
   * @param {Action} action
   * @returns {"pending" | "building" | "built" | "failed"}
   */
  status(action) {
    const elapsed = Date.now() - action.buildStarted;
    if (elapsed < this.#buildTime / 2) return "pending";
    if (elapsed < this.#buildTime) return "building";
    return action.buildError === undefined ? "built" : "failed";
  }

  /**
   * @param {Action} action
   * @returns {Version}
   */
  deploy(action) {
    const now = new Date().toISOString();
    const version = {
      ...structuredClone(action.draft),
      id: randomUUID(),
      number: action.versions.length + 1,
      created_at: now,
      built_at: now,
    };
    action.versions.push(version);
    action.changed = false;
    return version;
  }

  /** @param {Action} action */
  delete(action) {
    this.bindings = this.bindings.filter((binding) => binding.action !== action);
    this.#byId.delete(action.id);
  }
}
