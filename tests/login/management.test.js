// The Management API v2 subset: users and connections, who may do what, and how it refuses.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { faultsFrom } from "../../tenant/http/faults.js";
import { startTenant } from "../../tenant/tenant.js";
import { managementClient, userPath } from "./management-client.js";
import { logIn } from "./visitor.js";

/** @typedef {import("../../tenant/tenant.js").Tenant} Tenant */
/** @typedef {import("./management-client.js").Call} Call */

const ada = "google-oauth2|115015401343387192604";
const jeison = "auth0|5f7c8ec7c33c6c004bbafe82";
const sam = "samlp|acme-saml|sam@example.com";
const odd = "auth0|Zoë +%2F?#/ü";

/** @type {Record<string, { clientId: string, clientSecret: string, scopes: string[] }>} */
const clients = {
  reader: { clientId: "reader", clientSecret: "r", scopes: ["read:users", "read:connections"] },
  connectionsEditor: { clientId: "editor", clientSecret: "e", scopes: ["read:connections", "update:connections"] },
};

/** @type {Tenant} */
let tenant;
/** @type {Call} */
let call;
before(async () => {
  const { user, connection } = {
    user: { user_id: odd, name: "Zoë", picture: "https://example.com/zoe.png" },
    connection: { id: "con_database00000001", name: "Username-Password-Authentication", strategy: "auth0" },
  };
  const samples = JSON.parse(readFileSync(new URL("../../tenant/users.json", import.meta.url), "utf8"));
  tenant = await startTenant({
    users: [...samples, { user, connection }],
    managementClients: Object.values(clients),
  });
  call = await managementClient(tenant);
});
after(() => tenant.close());

/** @param {{ status: number, body: any }} answer */
function refusal({ status, body }) {
  assert.equal(body.statusCode, status);
  return [status, body.error, body.message, body.errorCode];
}

describe("tokens", () => {
  /** @param {Record<string, string>} change @param {"json" | "form"} [encoding] */
  async function request(change, encoding = "json") {
    const { clientId: client_id, clientSecret: client_secret } = tenant.management;
    const audience = `https://${tenant.domain}/api/v2/`;
    const parameters = { grant_type: "client_credentials", client_id, client_secret, audience, ...change };
    const response = await fetch(`${tenant.issuer}oauth/token`, {
      method: "POST",
      headers: encoding === "json" ? { "content-type": "application/json" } : {},
      body: encoding === "json" ? JSON.stringify(parameters) : new URLSearchParams(parameters),
    });
    return { status: response.status, body: await response.json() };
  }

  for (const encoding of /** @type {const} */ (["json", "form"])) {
    test(`are given for client credentials in a ${encoding} body`, async () => {
      const { status, body } = await request({}, encoding);
      assert.equal(status, 200);
      assert.deepEqual([body.token_type, body.expires_in], ["Bearer", 86400]);
      assert.ok(body.scope.split(" ").includes("update:users"));
    });
  }

  test("are not given for a wrong secret or another audience", async () => {
    const wrongSecret = await request({ client_secret: "guess" });
    assert.deepEqual(wrongSecret, { status: 401, body: { error: "access_denied", error_description: "Unauthorized" } });
    const { status, body } = await request({ audience: "https://elsewhere.example/" });
    assert.deepEqual([status, body.error], [403, "access_denied"]);
  });

  test("are needed, must be known and expire", async () => {
    const get = async (/** @type {Record<string, string>} */ headers, /** @type {Tenant} */ of = tenant) => {
      const response = await fetch(`${of.issuer}api/v2/users`, { headers });
      return refusal({ status: response.status, body: await response.json() });
    };
    assert.deepEqual(await get({}), [401, "Unauthorized", "Missing authentication", undefined]);
    assert.deepEqual(await get({ authorization: "Bearer x" }), [401, "Unauthorized", "Invalid token", undefined]);
    const shortLived = await startTenant({ managementTokenLifetime: 0 });
    try {
      assert.equal((await (await managementClient(shortLived))("GET", "users")).status, 401);
    } finally {
      await shortLived.close();
    }
  });

  test("allow what their scopes say", async () => {
    const reader = await managementClient(tenant, clients.reader);
    assert.equal((await reader("GET", userPath(ada))).status, 200);
    assert.deepEqual(refusal(await reader("PATCH", userPath(ada), { user_metadata: { a: 1 } })), [
      403,
      "Forbidden",
      "Insufficient scope, expected any of: update:users,update:users_app_metadata",
      "insufficient_scope",
    ]);
  });
});

describe("users", () => {
  test("are found under any id, percent-encoded", async () => {
    for (const id of [ada, sam, odd]) assert.equal((await call("GET", userPath(id))).body.user_id, id);
    const missing = await call("GET", userPath("auth0|nobody"));
    assert.deepEqual(refusal(missing), [404, "Not Found", "The user does not exist.", "inexistent_user"]);
    assert.equal((await call("GET", "users/%zz")).status, 400);
  });

  test("are listed by page", async () => {
    const { body } = await call("GET", "users?per_page=5&page=2&include_totals=true");
    assert.deepEqual([body.start, body.limit, body.length, body.total], [10, 5, 2, 12]);
    assert.equal(body.users.at(-1).user_id, odd);
    assert.equal((await call("GET", "users?per_page=5")).body.length, 5);
    assert.equal((await call("GET", "users?per_page=1000")).body.errorCode, "invalid_query_string");
  });

  test("have metadata that merges at the first level, loses null keys and is emptied by {}", async () => {
    const patch = async (/** @type {object} */ user_metadata) =>
      (await call("PATCH", userPath(jeison), { user_metadata })).body.user_metadata;
    assert.deepEqual(await patch({ a: 1, deep: { x: 1, y: 2 } }), { a: 1, deep: { x: 1, y: 2 } });
    assert.deepEqual(await patch({ deep: { z: 3 } }), { a: 1, deep: { z: 3 } });
    assert.deepEqual(await patch({ a: null }), { deep: { z: 3 } });
    assert.deepEqual(await patch({ missing: null }), { deep: { z: 3 } });
    assert.deepEqual(await patch({}), {});
    assert.deepEqual((await call("GET", userPath(jeison))).body.user_metadata, {});
  });

  test("have metadata that replaces what a broken mapping wrote", async () => {
    assert.equal((await call("GET", userPath(sam))).body.user_metadata, "[object Object]");
    const { body } = await call("PATCH", userPath(sam), { user_metadata: { picture: "" } });
    assert.deepEqual(body.user_metadata, { picture: "" });
  });

  test("refuse a body that breaks the schema", async () => {
    const bodies = [
      {},
      [],
      "x",
      { user_metadata: "x" },
      { user_metadata: null },
      { colour: "red" },
      { picture: "not a url" },
    ];
    for (const body of bodies) {
      const answer = await call("PATCH", userPath(jeison), body);
      assert.deepEqual([answer.status, answer.body.errorCode], [400, "invalid_body"], JSON.stringify(body));
    }
    const { body } = await call("PATCH", userPath(jeison), { user_metadata: "x" });
    const problem = "Expected type object but found type string";
    assert.equal(body.message, `Payload validation error: '${problem}' on property user_metadata.`);
  });

  test("have a root picture that can be edited in a database and emptied, and survives a login there", async () => {
    const { body } = await call("PATCH", userPath(odd), { picture: "" });
    assert.equal(body.picture, "");
    assert.equal((await logIn(tenant, odd)).claims.picture, "");
  });

  test("have a root picture that can't be edited while each login writes it", async () => {
    const answer = await call("PATCH", userPath(ada), { picture: "https://example.com/a.png", name: "A" });
    const [status, , message, code] = refusal(answer);
    assert.deepEqual([status, code], [400, "operation_not_supported"]);
    assert.match(
      message,
      /^The following user attributes cannot be updated: name, picture\. The connection \(google-oauth2\) must/,
    );
  });
});

describe("connections", () => {
  const google = "connections/con_google0000000001";

  test("are filtered and listed by page or from a checkpoint", async () => {
    const { body } = await call("GET", "connections?strategy=auth0&strategy=sms&include_totals=true&per_page=2");
    assert.deepEqual([body.total, body.length, body.connections[0].strategy], [3, 2, "auth0"]);
    assert.deepEqual(
      (await call("GET", "connections?name=github")).body.map((/** @type {any} */ c) => c.id),
      ["con_github0000000001"],
    );
    const seen = [];
    let query = "take=4";
    for (let pages = 0; query && pages < 10; pages += 1) {
      const { body: page } = await call("GET", `connections?${query}`);
      seen.push(...page.connections.map((/** @type {any} */ c) => c.id));
      query = page.next && `take=4&from=${page.next}`;
    }
    assert.equal(new Set(seen).size, 10);
    assert.equal(seen.length, 10);
  });

  test("keep their options from those without the scope, and from writing them", async () => {
    assert.equal((await call("GET", google)).body.options.client_secret, "sample-google-client-secret");
    const editor = await managementClient(tenant, clients.connectionsEditor);
    const { body } = await editor("GET", google);
    assert.deepEqual([body.name, "options" in body], ["google-oauth2", false]);
    assert.equal("options" in (await editor("GET", "connections")).body[0], false);
    assert.deepEqual(refusal(await editor("PATCH", google, { options: {} })), [
      403,
      "Forbidden",
      "Insufficient scope, expected any of: update:connections_options",
      "insufficient_scope",
    ]);
    assert.equal((await editor("PATCH", google, { realms: ["google-oauth2"] })).status, 200);
  });

  test("have options replaced whole, and names reset when left out", async () => {
    const path = "connections/con_saml000000000001";
    const { body: before } = await call("GET", path);
    assert.equal(before.display_name, "Acme single sign-on");
    const { body: after } = await call("PATCH", path, { options: { set_user_root_attributes: "on_first_login" } });
    assert.deepEqual(after.options, { set_user_root_attributes: "on_first_login" });
    assert.deepEqual([after.display_name, after.realms], ["acme-saml", ["acme-saml"]]);
    const restored = { options: before.options, display_name: before.display_name, realms: before.realms };
    assert.deepEqual((await call("PATCH", path, restored)).body, before);
  });

  test("decide whether the provider's picture comes back", async () => {
    const picture = "https://example.com/root.png";
    const { body: before } = await call("GET", google);
    const providers = (await call("GET", userPath(ada))).body.picture;
    const sync = (/** @type {string} */ set_user_root_attributes) =>
      call("PATCH", google, { options: { ...before.options, set_user_root_attributes } });
    await sync("on_first_login");
    assert.equal((await call("PATCH", userPath(ada), { picture })).status, 200);
    assert.equal((await logIn(tenant, ada)).claims.picture, picture);
    await sync("on_each_login");
    assert.equal((await logIn(tenant, ada)).claims.picture, providers);
    assert.equal((await call("GET", userPath(ada))).body.picture, providers);
  });
});

describe("what a client has to live with", () => {
  test("unknown routes are 404, never 5xx", async () => {
    for (const path of ["actions/modules?page=0", "tenants/settings", "", "users/a/b/c"]) {
      assert.deepEqual(refusal(await call("GET", path)), [404, "Not Found", "Not Found", undefined]);
    }
    assert.equal((await call("PUT", "users")).status, 404);
  });

  test("a limit, with its headers, and whether it says Retry-After", async () => {
    for (const retryAfter of [false, true]) {
      const limited = await startTenant({ limits: { perSecond: 0.001, burst: 2, retryAfter } });
      try {
        const hurried = await managementClient(limited);
        const answers = [await hurried("GET", "users"), await hurried("GET", "users"), await hurried("GET", "users")];
        assert.deepEqual(
          answers.map(({ status }) => status),
          [200, 200, 429],
        );
        const [limit, remaining, reset] = ["limit", "remaining", "reset"].map((name) =>
          answers.map(({ headers }) => Number(headers.get(`x-ratelimit-${name}`))),
        );
        assert.deepEqual(
          [limit, remaining],
          [
            [2, 2, 2],
            [1, 0, 0],
          ],
        );
        assert.ok(reset[2] > Date.now() / 1000);
        assert.equal(answers[2].headers.has("retry-after"), retryAfter);
        const said = [429, "Too Many Requests", "Global limit has been reached", "too_many_requests"];
        assert.deepEqual(refusal(answers[2]), said);
      } finally {
        await limited.close();
      }
    }
  });

  test("faults that a test asks for: an answer of its own, or a connection cut after the deed", async () => {
    const faults = faultsFrom([
      { method: "PATCH", path: "^/api/v2/users/", nth: 2, cut: true },
      { path: "/connections", times: 1, status: 503, headers: { "retry-after": "1" }, body: "not JSON" },
    ]);
    const faulty = await startTenant({ faults });
    try {
      const client = await managementClient(faulty);
      const patch = (/** @type {number} */ n) => client("PATCH", userPath(jeison), { user_metadata: { n } });
      assert.equal((await patch(1)).status, 200);
      await assert.rejects(patch(2));
      assert.deepEqual((await client("GET", userPath(jeison))).body.user_metadata, { n: 2 });
      await assert.rejects(client("GET", "connections"), SyntaxError);
      assert.equal((await client("GET", "connections")).status, 200);
      const log = faulty.requests.map(({ method, path, status }) => [method, path.slice(0, 19), status]);
      assert.deepEqual(log.slice(-2), [
        ["GET", "/api/v2/connections", 503],
        ["GET", "/api/v2/connections", 200],
      ]);
    } finally {
      await faulty.close();
    }
  });
});
