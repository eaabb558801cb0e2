// The `api` that a post-login Action is given. It only writes down, in order, what the Action asked for; the tenant
// applies it afterwards. Source: https://auth0.com/docs/customize/actions/explore-triggers/signup-and-login-triggers/login-trigger/post-login-api-object

/**
 * @typedef {{ type: "idToken.setCustomClaim", name: string, value: unknown }
 *   | { type: "accessToken.setCustomClaim", name: string, value: unknown }
 *   | { type: "access.deny", reason: string }
 *   | { type: "user.setUserMetadata", name: string, value: unknown }
 *   | { type: "user.setAppMetadata", name: string, value: unknown }} Command
 */

/** @param {Command[]} commands where the calls are written down */
export function postLoginApi(commands) {
  /** @param {"idToken.setCustomClaim" | "accessToken.setCustomClaim" | "user.setUserMetadata" | "user.setAppMetadata"} type */
  const setter = (type) => (/** @type {unknown} */ name, /** @type {unknown} */ value) => {
    // What leaves an Action is JSON: undefined and functions don't survive, an unserializable value throws in the Action.
    const json = JSON.stringify(value);
    commands.push({ type, name: String(name), value: json === undefined ? undefined : JSON.parse(json) });
    return api;
  };
  const api = {
    access: {
      /** @param {unknown} reason */
      deny(reason) {
        commands.push({ type: "access.deny", reason: String(reason ?? "") });
        return api;
      },
    },
    accessToken: { setCustomClaim: setter("accessToken.setCustomClaim") },
    idToken: { setCustomClaim: setter("idToken.setCustomClaim") },
    user: { setAppMetadata: setter("user.setAppMetadata"), setUserMetadata: setter("user.setUserMetadata") },
  };
  return api;
}
