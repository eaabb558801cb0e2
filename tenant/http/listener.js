// Who answers which request.
import { STATUS_CODES } from "node:http";
import { managementApi } from "../management/api.js";
import { login } from "../oidc/login.js";
import { logout } from "../oidc/logout.js";
import { sendJson } from "./answer.js";
import { BodyTooLarge } from "./body.js";
import { tokenRequest } from "./token.js";

/** @typedef {import("node:http").IncomingMessage} Request */
/** @typedef {import("node:http").ServerResponse} Response */
/** @typedef {import("../tenant.js").RequestRecord} RequestRecord */

const maximumRecords = 10_000;

/**
 * @typedef {object} Parts
 * @property {import("../tenant.js").State} state
 * @property {import("oidc-provider").Provider} provider
 * @property {{ clientId: string, url: string }} application
 * @property {RequestRecord[]} requests
 * @property {import("./faults.js").Faults} [faults]
 * @property {(request: RequestRecord) => void} [onRequest]
 */

/** @param {number} statusCode */
function refused(statusCode) {
  return { status: statusCode, body: { statusCode, error: STATUS_CODES[statusCode] } };
}

/**
 * @param {Parts} parts
 * @returns {import("node:http").RequestListener}
 */
export function requestListener(parts) {
  const provider = parts.provider.callback();
  return (request, response) => {
    record(request, response, parts);
    handle(request, response, parts, provider).catch((error) => {
      // The client left while it was speaking, and nobody waits for an answer.
      if (request.destroyed && !request.complete) return;
      if (error instanceof BodyTooLarge) return sendJson(response, refused(413));
      // A mistake of the tenant's own: loud for its developer, and an answer for the client.
      console.error(error);
      if (response.headersSent) response.destroy();
      else sendJson(response, refused(500));
    });
  };
}

/**
 * @param {Request} request
 * @param {Response} response
 * @param {Parts} parts
 * @param {(request: Request, response: Response) => Promise<void>} provider
 */
async function handle(request, response, parts, provider) {
  const { state, application } = parts;
  // Not resolved against the issuer: a path like `//` would become another host.
  const address = `http://localhost${request.url}`;
  if (!URL.canParse(address)) return sendJson(response, refused(400));
  const url = new URL(address);
  const { pathname } = url;
  if (pathname.startsWith("/api/v2/")) {
    await answer(request, response, parts, () => managementApi(request, url, state));
  } else if (pathname === "/oauth/token" && request.method === "POST") {
    const token = await tokenRequest(request);
    if ("forProvider" in token) await provider(token.forProvider, response);
    else await answer(request, response, parts, () => state.tokens.issue(token.credentials));
  } else if (pathname.startsWith("/u/login/")) {
    await login(request, response, parts.provider, state.users);
  } else if (pathname === "/v2/logout") {
    await logout(request, response, parts.provider, application);
  } else {
    await provider(request, response);
  }
}

/**
 * @param {Request} request
 * @param {Response} response
 * @param {Parts} parts
 * @param {() => { status: number, body?: unknown } | Promise<{ status: number, body?: unknown }>} answerOf
 */
async function answer({ method = "GET", url = "/" }, response, { faults }, answerOf) {
  const fault = faults?.({ method, path: url });
  if (fault !== undefined && fault !== "cut") return sendJson(response, fault);
  sendJson(response, await answerOf(), { cut: fault === "cut" });
}

/**
 * @param {Request} request
 * @param {Response} response
 * @param {Parts} parts
 */
function record({ method = "GET", url = "/" }, response, { requests, onRequest }) {
  /** @type {RequestRecord} */
  const entry = { method, path: url, time: new Date().toISOString() };
  requests.push(entry);
  if (requests.length > maximumRecords) requests.shift();
  response.once("close", () => {
    if (response.headersSent) entry.status = response.statusCode;
    onRequest?.(entry);
  });
}
