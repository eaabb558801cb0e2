// Answers a request to the Management API: the limit first, then who asks, what for, and whether they may.
import { BodyTooLarge, readBody } from "../http/body.js";
import { ApiError, invalidBody } from "./errors.js";
import { findRoute } from "./routes.js";

/** @typedef {{ status: number, headers: Record<string, string>, body?: unknown }} ApiAnswer */

/**
 * @param {import("node:http").IncomingMessage} request
 * @param {URL} url
 * @param {import("../tenant.js").State} tenant
 * @returns {Promise<ApiAnswer>}
 */
export async function managementApi(request, url, tenant) {
  const { isAllowed, headers } = tenant.rateLimit.take();
  try {
    if (!isAllowed) throw new ApiError(429, "Global limit has been reached", "too_many_requests");
    const { status = 200, body } = await call(request, url, tenant);
    return { status, headers, body };
  } catch (error) {
    if (error instanceof ApiError) return { status: error.statusCode, headers, body: error };
    throw error;
  }
}

/**
 * @param {import("node:http").IncomingMessage} request
 * @param {URL} url
 * @param {import("../tenant.js").State} tenant
 */
async function call(request, url, tenant) {
  const scopes = tenant.tokens.scopesOf(request.headers.authorization);
  const found = matchRoute(request.method ?? "GET", url);
  const { route, params } = found;
  if (!route.scopes.some((scope) => scopes.has(scope))) {
    const message = `Insufficient scope, expected any of: ${route.scopes.join(",")}`;
    throw new ApiError(403, message, "insufficient_scope");
  }
  const body = await parsedBody(request);
  return route.handle({ params, query: url.searchParams, body, scopes, tenant });
}

/** @param {string} method @param {URL} url */
function matchRoute(method, url) {
  const path = url.pathname.slice("/api/v2/".length);
  try {
    const found = findRoute(method, path);
    if (found) return found;
  } catch (error) {
    if (error instanceof URIError) throw new ApiError(400, "The path is not valid percent-encoding.", "invalid_uri");
    throw error;
  }
  // Also what this tenant doesn't imitate. A 5xx would be tried again and again by Auth0's tools.
  throw new ApiError(404, "Not Found");
}

/** @param {import("node:http").IncomingMessage} request */
async function parsedBody(request) {
  try {
    const text = (await readBody(request)).toString();
    return text === "" ? undefined : JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw invalidBody("The body is not valid JSON");
    if (error instanceof BodyTooLarge) throw new ApiError(413, "The body is too large.");
    throw error;
  }
}
