// The logins that are measured: kinds that a tenant sees, and of each as many different users as a cache could not hold
// in one entry. All contenders get the same objects.

const users = 64;
const gravatar = (/** @type {string} */ id) =>
  `https://s.gravatar.com/avatar/${id}?s=480&r=pg&d=https%3A%2F%2Fcdn.auth0.com%2Favatars%2Fje.png`;

/** @type {Record<string, (id: string) => { picture: string, user_metadata: Record<string, unknown> }>} */
const shapes = {
  "own picture": (id) => ({
    picture: `https://lh3.googleusercontent.com/a/${id}=s96-c`,
    user_metadata: { picture: `https://pictures.example.com/people/${id}.png` },
  }),
  "own, to normalize": (id) => ({
    picture: `https://lh3.googleusercontent.com/a/${id}=s96-c`,
    user_metadata: { picture: `HTTPS://Pictures.Example.com/people/${id} at work.png` },
  }),
  "provider's": (id) => ({ picture: `https://lh3.googleusercontent.com/a/${id}=s96-c`, user_metadata: {} }),
  removed: (id) => ({ picture: gravatar(id), user_metadata: { picture: "" } }),
  "gravatar disabled": (id) => ({ picture: gravatar(id), user_metadata: { gravatar_disabled: true } }),
  rejected: (id) => ({ picture: gravatar(id), user_metadata: { picture: `http://pictures.example.com/${id}.png` } }),
};

/** An id as long as Gravatar's, different for each user. @param {number} index */
const idOf = (index) => (0x6222081fd7dcean + BigInt(index) * 0x9e3779b97f4a7c15n).toString(16).padStart(32, "0");

/** @type {{ kind: string, events: any[] }[]} */
export const logins = Object.entries(shapes).map(([kind, shape]) => ({
  kind,
  events: Array.from({ length: users }, (_, index) => ({
    user: { user_id: `auth0|${index}`, email: "ada@example.com", ...shape(idOf(index)) },
    secrets: {},
    client: { client_id: "sample" },
    request: { ip: "203.0.113.7" },
  })),
}));

/** An `api` as cheap as can be: it keeps the last claim. */
export function cheapApi() {
  const api = {
    claim: /** @type {unknown} */ (undefined),
    idToken: { setCustomClaim: (/** @type {string} */ _, /** @type {unknown} */ value) => void (api.claim = value) },
  };
  return api;
}
