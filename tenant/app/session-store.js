/**
 * Sessions in memory. Without a store the SDK keeps the session in cookies, and what a user wrote into their metadata
 * (a rejected picture can have any length) would not fit.
 */
export class SessionStore {
  #sessions = new Map();

  /** @param {string} id */
  async get(id) {
    return this.#sessions.get(id);
  }

  /**
   * @param {string} id
   * @param {unknown} session
   */
  async set(id, session) {
    this.#sessions.set(id, session);
  }

  /** @param {string} id */
  async destroy(id) {
    this.#sessions.delete(id);
  }
}
