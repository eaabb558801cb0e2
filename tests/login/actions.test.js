// The Actions runtime, seen from a login: which code runs, what it is given and what it may do to the token.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, beforeEach, describe, test } from "node:test";
import { startTenant } from "../../tenant/tenant.js";
import { createAction, installActions, managementClient, userPath } from "./management-client.js";
import { logIn, Visitor } from "./visitor.js";

const ada = "google-oauth2|115015401343387192604";
const adasPicture = "https://lh3.googleusercontent.com/a/ACg8ocJexampleexampleexample=s96-c";
const jeison = "auth0|5f7c8ec7c33c6c004bbafe82";
const pictureClaim = readFileSync(new URL("../../pkg/action.js", import.meta.url), "utf8");
const role = "https://app.example/role";

/** @param {string} body of a handler */
const handler = (body) => `exports.onExecutePostLogin = async (event, api) => {${body}};`;
/** @param {string} url */
const setsPicture = (url) => handler(`api.idToken.setCustomClaim("picture", "${url}");`);

/** @type {import("../../tenant/tenant.js").Tenant} */
let tenant;
/** @type {import("./management-client.js").Call} */
let call;
before(async () => {
  tenant = await startTenant({ customClaims: [role], buildTime: 0 });
  call = await managementClient(tenant);
});
after(() => tenant.close());
beforeEach(async () => {
  await call("PATCH", "actions/triggers/post-login/bindings", { bindings: [] });
  const { body } = await call("GET", "actions/actions?per_page=100");
  for (const { id } of body.actions) await call("DELETE", `actions/actions/${id}`);
});

/** @param {string} code */
async function install(code) {
  const [id] = await installActions(call, [{ name: "under test", code }]);
  return id;
}

describe("which code runs", () => {
  test("none, with nothing bound: the token keeps the provider's picture", async () => {
    await createAction(call, { name: "never deployed", code: setsPicture("https://example.com/draft.png") });
    assert.equal((await logIn(tenant, ada)).claims.picture, adasPicture);
  });

  test("none, once it is unbound", async () => {
    await install(setsPicture("https://example.com/bound.png"));
    assert.equal((await logIn(tenant, ada)).claims.picture, "https://example.com/bound.png");
    await call("PATCH", "actions/triggers/post-login/bindings", { bindings: [] });
    assert.equal((await logIn(tenant, ada)).claims.picture, adasPicture);
  });

  test("the deployed code, until a new draft is deployed", async () => {
    const id = await install(setsPicture("https://example.com/1.png"));
    await call("PATCH", `actions/actions/${id}`, { code: setsPicture("https://example.com/2.png") });
    assert.equal((await logIn(tenant, ada)).claims.picture, "https://example.com/1.png");
    await call("POST", `actions/actions/${id}/deploy`);
    assert.equal((await logIn(tenant, ada)).claims.picture, "https://example.com/2.png");
  });

  test("with the deployed secrets, until new ones are deployed", async () => {
    const code = handler('api.idToken.setCustomClaim("picture", event.secrets.URL);');
    const secret = (/** @type {string} */ value) => ({ secrets: [{ name: "URL", value }] });
    const [id] = await installActions(call, [{ name: "secret", code, ...secret("https://example.com/1.png") }]);
    await call("PATCH", `actions/actions/${id}`, secret("https://example.com/2.png"));
    assert.equal((await logIn(tenant, ada)).claims.picture, "https://example.com/1.png");
    await call("POST", `actions/actions/${id}/deploy`);
    assert.equal((await logIn(tenant, ada)).claims.picture, "https://example.com/2.png");
  });

  test("all that is bound, in the order of the bindings", async () => {
    const first = { name: "first", code: setsPicture("https://example.com/first.png") };
    const second = { name: "second", code: setsPicture("https://example.com/second.png") };
    const ids = await installActions(call, [first, second]);
    assert.equal((await logIn(tenant, ada)).claims.picture, "https://example.com/second.png");
    const bindings = ids.reverse().map((value) => ({ ref: { type: "action_id", value } }));
    await call("PATCH", "actions/triggers/post-login/bindings", { bindings });
    assert.equal((await logIn(tenant, ada)).claims.picture, "https://example.com/first.png");
  });

  test("again at single sign-on: a picture changed since is in the next token", async () => {
    await install(pictureClaim);
    const visitor = new Visitor(tenant);
    await visitor.logIn(jeison);
    const picture = "https://example.com/new.png";
    await call("PATCH", userPath(jeison), { user_metadata: { picture } });
    assert.equal((await visitor.logIn(jeison)).claims.picture, picture);
    assert.equal(visitor.loginPages, 1);
    await call("PATCH", userPath(jeison), { user_metadata: {} });
  });
});

describe("what the code is given", () => {
  test("a module that lives from login to login", async () => {
    await install(`let logins = 0; ${handler('api.idToken.setCustomClaim("picture", String(++logins));')}`);
    assert.equal((await logIn(tenant, ada)).claims.picture, "1");
    assert.equal((await logIn(tenant, jeison)).claims.picture, "2");
  });

  test("no files around it, no environment, and Node's own modules only", async () => {
    await install(
      handler(`
        let missing; try { require("express") } catch (error) { missing = error.code }
        const { createHash } = require("node:crypto");
        const found = [typeof __dirname, typeof __filename, Object.keys(process.env).length, missing, typeof createHash];
        api.idToken.setCustomClaim("picture", found.join());`),
    );
    const { claims } = await logIn(tenant, ada);
    assert.equal(claims.picture, "undefined,undefined,0,MODULE_NOT_FOUND,function");
  });

  test("an event in Auth0's shape", async () => {
    await install(
      handler(`
        const { user, connection, client, request, stats, transaction, secrets, authentication, tenant } = event;
        console.log(JSON.stringify([user.user_id, user.user_metadata.picture, connection.strategy, client.client_id.length,
          request.method, stats.logins_count > 0, transaction.requested_scopes, secrets, authentication.methods.length,
          typeof tenant.id]));`),
    );
    await logIn(tenant, ada);
    const [{ log }] = /** @type {any} */ (tenant.logins.at(-1)).actions;
    const picture = "https://example.com/some-image.png";
    const seen = [ada, picture, "google-oauth2", 32, "GET", true, ["openid", "profile"], {}, 1, "string"];
    assert.deepEqual(JSON.parse(log), seen);
  });

  test("a console of which 256 characters are kept", async () => {
    await install(handler('console.log("a".repeat(200)); console.error("b".repeat(200));'));
    await logIn(tenant, ada);
    assert.equal(tenant.logins.at(-1)?.actions[0].log, `${"a".repeat(200)}\n${"b".repeat(55)}`);
  });

  test("a copy of the user: only the api changes one", async () => {
    await install(
      handler(`
        event.user.user_metadata.picture = "https://example.com/mine.png";
        api.user.setUserMetadata("seen", true); api.user.setAppMetadata("plan", "gold");`),
    );
    await logIn(tenant, jeison);
    const { body } = await call("GET", userPath(jeison));
    assert.deepEqual([body.user_metadata, body.app_metadata], [{ seen: true }, { plan: "gold" }]);
    await call("PATCH", userPath(jeison), { user_metadata: {}, app_metadata: {} });
  });
});

describe("logins at the same time", () => {
  test("keep their claims apart", async () => {
    await install(
      handler(`
        await new Promise((resolve) => setTimeout(resolve, 50));
        api.idToken.setCustomClaim("picture", event.user.user_id); console.log(event.user.user_id);`),
    );
    const users = [ada, jeison, ada, jeison];
    const tokens = await Promise.all(users.map((user) => logIn(tenant, user)));
    assert.deepEqual(
      tokens.map(({ claims }) => [claims.sub, claims.picture]),
      users.map((user) => [user, user]),
    );
    const logged = tenant.logins.slice(-4).map(({ userId, actions }) => [`${userId}\n`, actions[0].log]);
    assert.deepEqual(
      logged.filter(([expected, log]) => expected !== log),
      [],
    );
  });
});

describe("what the code may set", () => {
  test("protected names are ignored, and the login goes on", async () => {
    const names = ["iss", "sub", "aud", "exp", "nonce", "at_hash", "sid", "urn:auth0:x", "https://x.auth0.com/role"];
    const calls = names.map((name) => `api.idToken.setCustomClaim("${name}", "mine");`).join("");
    await install(handler(`${calls} api.idToken.setCustomClaim("${role}", "admin");`));
    const { claims } = await logIn(tenant, ada);
    assert.deepEqual(
      Object.entries(claims).filter(([, value]) => value === "mine"),
      [],
    );
    assert.equal(claims[role], "admin");
    assert.deepEqual(tenant.logins.at(-1)?.idToken, { [role]: "admin" });
  });

  test("the same claims are at /userinfo, where no Action runs", async () => {
    await install(setsPicture("https://example.com/userinfo.png"));
    const { accessToken } = await logIn(tenant, ada);
    const before = tenant.logins.length;
    const headers = { authorization: `Bearer ${accessToken}` };
    const response = await fetch(`${tenant.issuer}userinfo`, { headers });
    assert.equal((await response.json()).picture, "https://example.com/userinfo.png");
    assert.equal(tenant.logins.length, before);
  });

  test("a claim on the access token is written down", async () => {
    await install(
      handler(`api.accessToken.setCustomClaim("${role}", "admin").idToken.setCustomClaim("picture", "p");`),
    );
    assert.equal((await logIn(tenant, ada)).claims.picture, "p");
    assert.deepEqual(tenant.logins.at(-1)?.accessToken, { [role]: "admin" });
  });
});
