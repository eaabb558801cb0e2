// The tenant's connections, and what each means for a user's root profile: whether a login writes the provider's
// attributes over it, and whether the Management API may edit it.
// Rules: https://auth0.com/docs/manage-users/user-accounts/user-profiles/configure-connection-sync-with-auth0

/**
 * @typedef {object} Connection
 * @property {string} id
 * @property {string} name
 * @property {string} display_name
 * @property {string} strategy "auth0" is a database, "sms" and "email" are passwordless
 * @property {Record<string, unknown>} options
 * @property {string[]} realms
 * @property {string[]} enabled_clients
 * @property {boolean} is_domain_connection
 */

/** @typedef {Pick<Connection, "id" | "name" | "strategy"> & Partial<Connection>} SampleConnection */

const passwordless = new Set(["sms", "email"]);

/** @param {Connection} connection */
function isAuth0Store(connection) {
  return connection.strategy === "auth0" && connection.options.enabledDatabaseCustomization !== true;
}

/**
 * Left out, `set_user_root_attributes` means `on_each_login`.
 * @param {Connection} connection
 */
export function isSyncedAtEachLogin(connection) {
  if (isAuth0Store(connection) || passwordless.has(connection.strategy)) return false;
  return (connection.options.set_user_root_attributes ?? "on_each_login") === "on_each_login";
}

/**
 * A root attribute that the next login would write again can't be edited.
 * @param {Connection} connection
 */
export function isRootEditable(connection) {
  return !isSyncedAtEachLogin(connection);
}

export class Connections {
  /** @type {Map<string, Connection>} */
  #byId = new Map();

  /** @param {readonly SampleConnection[]} samples */
  constructor(samples) {
    for (const sample of samples) this.#add(sample);
  }

  /** @param {SampleConnection} sample */
  #add(sample) {
    const { id, name } = sample;
    const defaults = {
      display_name: name,
      options: {},
      realms: [name],
      enabled_clients: [],
      is_domain_connection: false,
    };
    this.#byId.set(id, { ...defaults, ...structuredClone(sample) });
  }

  /**
   * Users can come with a connection that the tenant doesn't know yet.
   * @param {SampleConnection} sample
   */
  addIfUnknown(sample) {
    if (!this.#byId.has(sample.id)) this.#add(sample);
  }

  list() {
    return [...this.#byId.values()];
  }

  /** @param {string} id */
  get(id) {
    return this.#byId.get(id);
  }

  /**
   * As the service does it: `options` is replaced whole, and what is left out of `display_name` and `realms` is reset.
   * @param {Connection} connection
   * @param {Partial<Connection>} change
   * @returns {Connection}
   */
  update(connection, change) {
    const { name } = connection;
    const updated = { ...connection, display_name: name, realms: [name], ...structuredClone(change) };
    this.#byId.set(updated.id, updated);
    return updated;
  }
}
