// `POST /oauth/token` serves two masters: client credentials for the Management API (form or JSON), answered here, and the
// code flow, which belongs to oidc-provider and gets the request as it came.
import { readBody, replay } from "./body.js";

/** @typedef {import("node:http").IncomingMessage} Request */

/**
 * @param {Request} request
 * @param {Buffer} body
 * @returns {Record<string, unknown>}
 */
function parametersOf(request, body) {
  const text = body.toString();
  if (!request.headers["content-type"]?.startsWith("application/json")) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

/** RFC 6749: both halves are form-encoded. @param {string | undefined} authorization */
function basicCredentials(authorization) {
  const [, encoded] = /^Basic (.+)$/i.exec(authorization ?? "") ?? [];
  if (encoded === undefined) return {};
  const [id, secret = ""] = Buffer.from(encoded, "base64").toString().split(":");
  const parsed = new URLSearchParams(`client_id=${id}&client_secret=${secret}`);
  return Object.fromEntries(parsed);
}

/**
 * @param {Request} request
 * @returns {Promise<{ credentials: Record<string, unknown> } | { forProvider: Request }>}
 */
export async function tokenRequest(request) {
  const body = await readBody(request);
  const parameters = parametersOf(request, body);
  if (parameters.grant_type !== "client_credentials") return { forProvider: replay(request, body) };
  return { credentials: { ...basicCredentials(request.headers.authorization), ...parameters } };
}
