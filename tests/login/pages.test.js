// The tenant's pages as a browser meets them: the login page, logging out, and what a wrong request is shown.
import assert from "node:assert/strict";
import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { after, before, test } from "node:test";
import { startTenant } from "../../tenant/tenant.js";
import { applicationUrl, Visitor } from "./visitor.js";

const connection = { id: "con_database00000001", name: "Username-Password-Authentication", strategy: "auth0" };
const nasty = { user_id: 'auth0|"><b>', name: "<script>alert(1)</script>", picture: "https://example.com/p.png" };
const plain = { user_id: "auth0|plain", name: "Plain O'Hara" };

/** @type {import("../../tenant/tenant.js").Tenant} */
let tenant;
before(async () => {
  tenant = await startTenant({ users: [nasty, plain].map((user) => ({ connection, user })) });
});
after(() => tenant.close());

/** @param {Record<string, string>} [more] */
function authorizeUrl(more) {
  const url = new URL("/authorize", tenant.issuer);
  const parameters = {
    client_id: tenant.application.clientId,
    redirect_uri: `${applicationUrl}/callback`,
    response_type: "code",
    scope: "openid",
    ...more,
  };
  url.search = new URLSearchParams(parameters).toString();
  return url;
}

/** @param {Visitor} visitor @param {Record<string, string>} [parameters] */
async function loginPage(visitor, parameters) {
  const { headers } = await visitor.fetch(authorizeUrl(parameters).href);
  return visitor.fetch(new URL(/** @type {string} */ (headers.get("location")), tenant.issuer).href);
}

test("the login page has a button for each user, everything escaped, and allows no script", async () => {
  const response = await loginPage(new Visitor(tenant));
  const html = await response.text();
  assert.equal(html.match(/<button name="user_id" value="/g)?.length, 2);
  assert.match(html, /&#60;script&#62;alert\(1\)&#60;\/script&#62; <small>Username-Password-Authentication<\/small>/);
  assert.match(html, /value="auth0\|plain">Plain O&#39;Hara /);
  assert.doesNotMatch(html, /<script|<b>/);
  assert.match(response.headers.get("content-security-policy") ?? "", /^default-src 'none'; style-src 'nonce-[^']+';/);
});

test("a login hint puts its user first, with the focus", async () => {
  const buttons = async (/** @type {Record<string, string>} */ parameters) =>
    (await (await loginPage(new Visitor(tenant), parameters)).text()).match(/<button name="user_id" [^>]*>\w*/g);
  assert.equal(
    (await buttons({ login_hint: plain.user_id }))?.[0],
    '<button name="user_id" value="auth0|plain" autofocus>Plain',
  );
  assert.deepEqual(
    (await buttons({ login_hint: "nobody" }))?.filter((button) => button.includes("autofocus")),
    [],
  );
});

test("a user with an awkward id can log in", async () => {
  assert.equal((await new Visitor(tenant).logIn(nasty.user_id)).claims.picture, nasty.picture);
});

test("nobody logs in as an unknown user, or with a login that doesn't exist", async () => {
  const visitor = new Visitor(tenant);
  const { url } = await loginPage(visitor);
  const unknown = await visitor.fetch(url, { method: "POST", body: new URLSearchParams({ user_id: "auth0|x" }) });
  assert.equal(unknown.status, 400);
  assert.equal((await new Visitor(tenant).fetch(url)).status, 400);
});

test("/v2/logout ends the session, and leads to the application and nowhere else", async () => {
  const visitor = new Visitor(tenant);
  await visitor.logIn(plain.user_id);
  await visitor.logIn(plain.user_id);
  assert.equal(visitor.loginPages, 1);
  const logout = (/** @type {string} */ returnTo) => visitor.fetch(`${tenant.issuer}v2/logout?returnTo=${returnTo}`);
  assert.equal((await logout("https://evil.example/")).status, 400);
  const { status, headers } = await logout(applicationUrl);
  assert.deepEqual([status, headers.get("location")], [302, applicationUrl]);
  await visitor.logIn(plain.user_id);
  assert.equal(visitor.loginPages, 2);
});

test("/oidc/logout asks, ends the session, and leads to the application", async () => {
  const visitor = new Visitor(tenant);
  const { idToken } = await visitor.logIn(plain.user_id);
  const query = new URLSearchParams({ id_token_hint: idToken, post_logout_redirect_uri: applicationUrl });
  const page = await (await visitor.fetch(`${tenant.issuer}oidc/logout?${query}`)).text();
  const [, action] = /action="([^"]+)"/.exec(page) ?? [];
  const [, xsrf] = /name="xsrf" value="([^"]+)"/.exec(page) ?? [];
  assert.match(page, /<button type="submit" form="op.logoutForm" name="logout" value="yes">Log out<\/button>/);
  const { headers } = await visitor.fetch(action, {
    method: "POST",
    body: new URLSearchParams({ xsrf, logout: "yes" }),
  });
  assert.equal(headers.get("location"), `${applicationUrl}/`);
  await visitor.logIn(plain.user_id);
  assert.equal(visitor.loginPages, 2);
});

test("a path that looks like another host, and a body that is too large, get an answer", async () => {
  const host = new URL(tenant.issuer);
  const request = httpRequest({ host: host.hostname, port: host.port, path: "//", method: "GET" }).end();
  const [response] = await once(request, "response");
  response.resume();
  assert.equal(response.statusCode, 404);
  const body = new URLSearchParams({ grant_type: "client_credentials", padding: "x".repeat(2_000_000) });
  assert.equal((await fetch(`${tenant.issuer}oauth/token`, { method: "POST", body })).status, 413);
});

test("a wrong request gets a page, and no redirect to a stranger", async () => {
  const url = authorizeUrl();
  url.searchParams.set("redirect_uri", "https://evil.example/callback");
  const response = await new Visitor(tenant).fetch(url.href, { headers: { accept: "text/html" } });
  assert.equal(response.status, 400);
  assert.match(await response.text(), /<p>invalid_redirect_uri<\/p>/);
});
