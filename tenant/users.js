// The tenant's users. A profile's root attributes and what the identity provider says are kept apart, because on a
// connection that syncs at each login the provider's picture comes back over whatever stands at the root.
import { isSyncedAtEachLogin } from "./connections.js";

/** @typedef {import("./connections.js").Connection} Connection */
/** @typedef {import("./connections.js").SampleConnection} SampleConnection */

/**
 * What the Management API shows. `user_metadata` can be anything at all: mappings from identity providers write it.
 * @typedef {Record<string, unknown> & { user_id: string }} User
 */

/** @typedef {{ connection: SampleConnection, user: User }} SampleUser */

/** @typedef {{ user: User, fromProvider: Record<string, unknown>, connectionId: string }} StoredUser */

const attributesFromProvider = ["picture", "name", "nickname", "given_name", "family_name"];

/** @param {unknown} value */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * First-level merge: a key set to null is deleted, an empty change empties the whole. Metadata that is no object (a broken
 * mapping wrote it) is replaced.
 * @param {unknown} metadata
 * @param {Record<string, unknown>} change
 */
export function mergeMetadata(metadata, change) {
  if (Object.keys(change).length === 0) return {};
  const merged = { .../** @type {object} */ (isObject(metadata) ? metadata : {}), ...change };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
}

export class Users {
  /** @type {Map<string, StoredUser>} */
  #byId = new Map();
  #connections;

  /**
   * @param {readonly SampleUser[]} samples
   * @param {import("./connections.js").Connections} connections
   */
  constructor(samples, connections) {
    this.#connections = connections;
    const created = new Date().toISOString();
    for (const { user, connection } of samples) {
      connections.addIfUnknown(connection);
      const fromProvider = Object.fromEntries(attributesFromProvider.map((name) => [name, user[name]]));
      this.#byId.set(user.user_id, {
        user: { created_at: created, updated_at: created, logins_count: 1, ...structuredClone(user) },
        fromProvider,
        connectionId: connection.id,
      });
    }
  }

  list() {
    return [...this.#byId.values()].map(({ user }) => user);
  }

  /** @param {string} userId */
  get(userId) {
    return this.#byId.get(userId)?.user;
  }

  /**
   * @param {string} userId
   * @returns {Connection | undefined}
   */
  connectionOf(userId) {
    const stored = this.#byId.get(userId);
    return stored && this.#connections.get(stored.connectionId);
  }

  /**
   * @param {string} userId
   * @param {Record<string, unknown>} change root attributes are replaced, the two metadata merged
   */
  update(userId, change) {
    const { user } = /** @type {StoredUser} */ (this.#byId.get(userId));
    for (const [name, value] of Object.entries(change)) {
      const isMetadata = name === "user_metadata" || name === "app_metadata";
      user[name] = isMetadata ? mergeMetadata(user[name], /** @type {Record<string, unknown>} */ (value)) : value;
    }
    user.updated_at = new Date().toISOString();
    return user;
  }

  /**
   * What a login with the identity provider does to the profile. Single sign-on is no such login.
   * @param {string} userId
   */
  signIn(userId) {
    const stored = /** @type {StoredUser} */ (this.#byId.get(userId));
    const connection = this.connectionOf(userId);
    if (connection && isSyncedAtEachLogin(connection)) {
      for (const [name, value] of Object.entries(stored.fromProvider)) {
        if (value === undefined) delete stored.user[name];
        else stored.user[name] = value;
      }
    }
    stored.user.last_login = new Date().toISOString();
    stored.user.logins_count = Number(stored.user.logins_count) + 1;
  }
}
