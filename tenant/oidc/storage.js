// Where oidc-provider keeps sessions, codes, grants and tokens: in memory, gone with the tenant. (Its own in-memory adapter
// is shared by every provider in a process and warns; tests run several tenants side by side.)

/** @typedef {Record<string, any>} Payload */

/** @returns {(model: string) => import("oidc-provider").Adapter} one adapter for each kind of thing, as oidc-provider asks for it */
export function memoryStorage() {
  /** @type {Map<string, { payload: Payload, expires: number }>} */
  const entries = new Map();
  /** @param {(payload: Payload) => boolean} isWanted @param {string} prefix */
  const search = (prefix, isWanted) =>
    [...entries].find(([key, { payload }]) => key.startsWith(prefix) && isWanted(payload))?.[0];
  /** @param {string | undefined} key */
  const read = (key) => {
    const entry = key === undefined ? undefined : entries.get(key);
    return entry && entry.expires > Date.now() ? entry.payload : undefined;
  };
  return (model) => ({
    async upsert(id, payload, expiresIn) {
      const now = Date.now();
      for (const [key, { expires }] of entries) if (expires <= now) entries.delete(key);
      entries.set(`${model}:${id}`, { payload, expires: expiresIn ? now + expiresIn * 1000 : Infinity });
    },
    async find(id) {
      return read(`${model}:${id}`);
    },
    async findByUid(uid) {
      return read(search(`${model}:`, (payload) => payload.uid === uid));
    },
    async findByUserCode(userCode) {
      return read(search(`${model}:`, (payload) => payload.userCode === userCode));
    },
    async consume(id) {
      const payload = read(`${model}:${id}`);
      if (payload) payload.consumed = Math.floor(Date.now() / 1000);
    },
    async destroy(id) {
      entries.delete(`${model}:${id}`);
    },
    async revokeByGrantId(grantId) {
      for (const [key, { payload }] of entries) if (payload.grantId === grantId) entries.delete(key);
    },
  });
}
