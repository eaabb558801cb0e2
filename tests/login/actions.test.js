// The Actions runtime, seen from a login: which code runs, what it may do to the token, and what ends a login.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, beforeEach, describe, test } from "node:test";
import { startTenant } from "../../tenant/tenant.js";
import { createAction, installActions, managementClient, userPath } from "./management-client.js";
import { LoginRefused, logIn, Visitor } from "./visitor.js";

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
  tenant = await startTenant({ customClaims: [role], actionTimeLimit: 1500, buildTime: 0 });
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

  test("a claim on the access token is written down", async () => {
    await install(
      handler(`api.accessToken.setCustomClaim("${role}", "admin").idToken.setCustomClaim("picture", "p");`),
    );
    assert.equal((await logIn(tenant, ada)).claims.picture, "p");
    assert.deepEqual(tenant.logins.at(-1)?.accessToken, { [role]: "admin" });
  });
});

describe("what ends a login", () => {
  const failed = { name: "Error", code: "server_error", message: 'The Action "under test" failed.' };
  /** @type {[string, string, string][]} the log's error, and the code that makes it */
  const failing = [
    ["throws", handler('throw new RangeError("oh");'), "RangeError: oh"],
    ["throws no error", handler('throw "oh";'), "Error: oh"],
    [
      "throws outside of the login",
      handler('setTimeout(() => { throw new Error("late") }); await new Promise(() => {});'),
      "Error: late",
    ],
    ["waits for ever", handler("await new Promise(() => {});"), "TimeoutError: The Action took longer than 1.5 s."],
    ["loops for ever", handler("for (;;);"), "TimeoutError: The Action took longer than 1.5 s."],
    ["loops for ever at load", "for (;;);", "TimeoutError: The Action took longer than 1.5 s."],
    ["ends its process", handler("process.exit();"), "Error: The Action ended its process."],
    [
      "has no handler",
      "exports.onExecutePreLogin = async () => {};",
      "TypeError: onExecutePostLogin must be an AsyncFunction",
    ],
    [
      "has a handler that isn't async",
      "exports.onExecutePostLogin = () => Promise.resolve();",
      "TypeError: onExecutePostLogin must be an AsyncFunction",
    ],
  ];
  for (const [what, code, error] of failing) {
    test(`an Action that ${what}`, async () => {
      await install(code);
      await assert.rejects(logIn(tenant, ada), failed);
      assert.equal(tenant.logins.at(-1)?.actions[0].error, error);
    });
  }

  test("an Action that failed while it was loaded, at every later login", async () => {
    await install(`globalThis.loads = (globalThis.loads ?? 0) + 1; throw new Error("load " + globalThis.loads);`);
    for (let login = 0; login < 3; login += 1) {
      await assert.rejects(logIn(tenant, ada), failed);
      assert.equal(tenant.logins.at(-1)?.actions[0].error, "Error: load 1");
    }
  });

  test("an Action that denies access, with its reason", async () => {
    const later = { name: "later", code: handler('throw new Error("must not run");') };
    await installActions(call, [{ name: "deny", code: handler('api.access.deny("not today");') }, later]);
    await assert.rejects(logIn(tenant, ada), (/** @type {LoginRefused} */ error) => {
      assert.deepEqual([error.code, error.message], ["access_denied", "not today"]);
      return true;
    });
    assert.deepEqual(
      tenant.logins.at(-1)?.actions.map(({ name }) => name),
      ["deny"],
    );
  });

  test("not an Action that hung once and then doesn't", async () => {
    await install(
      handler(`if (event.user.user_id === "${jeison}") for (;;); api.idToken.setCustomClaim("picture", "ok");`),
    );
    await assert.rejects(logIn(tenant, jeison), failed);
    assert.equal((await logIn(tenant, ada)).claims.picture, "ok");
  });
});

describe("broken profiles never cost a login", () => {
  const base = { id: "con_database00000001", name: "Username-Password-Authentication", strategy: "auth0" };
  const gravatar = "https://s.gravatar.com/avatar/00000000000000000000000000000000?s=480";
  const broken = [
    "[object Object]",
    ["picture"],
    7,
    true,
    null,
    { picture: null },
    { picture: 7 },
    { picture: { url: 1 } },
  ];
  const users = [
    ...broken.map((user_metadata, index) => ({ user_metadata, picture: gravatar, user_id: `auth0|${index}` })),
    { user_id: "auth0|no metadata", picture: gravatar },
    { user_id: "auth0|no picture" },
    { user_id: "auth0|broken picture", picture: { url: gravatar } },
  ];
  test("ours logs each of them in, with the picture as it was", async () => {
    const odd = await startTenant({ users: users.map((user) => ({ connection: base, user })) });
    try {
      await installActions(await managementClient(odd), [{ name: "picture-claim", code: pictureClaim }]);
      for (const { user_id, picture } of users) {
        assert.deepEqual((await logIn(odd, user_id)).claims.picture, picture, user_id);
      }
      assert.deepEqual(
        odd.logins.flatMap(({ actions }) => actions).filter(({ error }) => error),
        [],
      );
    } finally {
      await odd.close();
    }
  });
});
