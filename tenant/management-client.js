// The Management API, as any application outside the tenant calls it: client credentials, then JSON.

/** An answer that is no success. Its message is for a person; it has no secret in it. */
export class ManagementError extends Error {
  name = "ManagementError";

  /**
   * @param {string} request
   * @param {number} status
   * @param {string} reason
   */
  constructor(request, status, reason) {
    super(`${request} answered ${status}: ${reason}`);
    this.status = status;
  }
}

/**
 * @param {{ issuer: string, management: { clientId: string, clientSecret: string } }} tenant
 */
export function managementClient({ issuer, management }) {
  /** @type {Promise<string> | undefined} */
  let accessToken;

  async function newAccessToken() {
    const answer = await fetch(new URL("oauth/token", issuer), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        grant_type: "client_credentials",
        client_id: management.clientId,
        client_secret: management.clientSecret,
        audience: new URL("api/v2/", issuer).href,
      }),
    });
    if (!answer.ok) throw new ManagementError("POST /oauth/token", answer.status, answer.statusText);
    return (await answer.json()).access_token;
  }

  /**
   * @param {string} method
   * @param {string} path below /api/v2/
   * @param {unknown} [body]
   * @returns {Promise<any>}
   */
  async function send(method, path, body) {
    // Kept for the process's life: a token lasts a day, and a failed attempt must not be kept.
    accessToken ??= newAccessToken();
    accessToken.catch(() => (accessToken = undefined));
    const answer = await fetch(new URL(`api/v2/${path}`, issuer), {
      method,
      headers: { Authorization: `Bearer ${await accessToken}`, "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new ManagementError(`${method} /api/v2/${path.split("/")[0]}`, answer.status, reasonOf(text));
    return text === "" ? null : JSON.parse(text);
  }

  return {
    get: (/** @type {string} */ path) => send("GET", path),
    /** @type {(path: string, body?: unknown) => Promise<any>} */
    post: (path, body) => send("POST", path, body),
    patch: (/** @type {string} */ path, /** @type {unknown} */ body) => send("PATCH", path, body),
  };
}

/**
 * @param {string} text an error's body
 * @returns {string}
 */
function reasonOf(text) {
  try {
    return JSON.parse(text).message ?? text;
  } catch {
    return text;
  }
}

/** @typedef {ReturnType<typeof managementClient>} ManagementClient */
