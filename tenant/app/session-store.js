/**
 * Sessions in memory. Without a store the SDK keeps the session in cookies, and what a user wrote into their metadata
 * (a rejected picture can have any length) would not fit.
 */
export class SessionStore {
  // As text: the SDK caches what it parsed per session object, and an object that comes back would bring an old token.
  /** @type {Map<string, string>} */
  #sessions = new Map();

  /** @param {string} id */
  async get(id) {
    const session = this.#sessions.get(id);
    return session === undefined ? undefined : JSON.parse(session);
  }

  /**
   * @param {string} id
   * @param {unknown} session
   */
  async set(id, session) {
    this.#sessions.set(id, JSON.stringify(session));
  }

  /** @param {string} id */
  async destroy(id) {
    this.#sessions.delete(id);
  }
}
