// Auth0's own logout: `/v2/logout?client_id=&returnTo=` ends the session at once, without asking, and leads back.
// Source: https://auth0.com/docs/api/authentication/logout/auth-0-logout
import { page } from "../page.js";

/**
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 * @param {import("oidc-provider").Provider} provider
 * @param {{ clientId: string, url: string }} application
 */
export async function logout(request, response, provider, application) {
  const { searchParams } = new URL(/** @type {string} */ (request.url), provider.issuer);
  const returnTo = searchParams.get("returnTo");
  // Only to where the application says: anything else would be an open redirect.
  const isAllowed = returnTo === null || isSamePlace(returnTo, application.url);
  const clientId = searchParams.get("client_id") ?? application.clientId;
  if (!isAllowed || clientId !== application.clientId) {
    const { html, headers } = page("Log out", ['The "returnTo" address is not one of this application\'s.']);
    response.writeHead(400, headers).end(html);
    return;
  }
  const session = await provider.Session.get(provider.createContext(request, response));
  await session.destroy();
  response.writeHead(302, { location: returnTo ?? application.url, "cache-control": "no-store" }).end();
}

/** @param {string} a @param {string} b */
function isSamePlace(a, b) {
  return URL.canParse(a) && new URL(a).href === new URL(b).href;
}
