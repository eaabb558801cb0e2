// The Management API v2 subset: tokens and what they allow, and users.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { startTenant } from "../../tenant/tenant.js";
import { managementClient, refusal, userPath } from "./management-client.js";
import { logIn } from "./visitor.js";

/** @typedef {import("../../tenant/tenant.js").Tenant} Tenant */
/** @typedef {import("./management-client.js").Call} Call */

const ada = "google-oauth2|115015401343387192604";
const jeison = "auth0|5f7c8ec7c33c6c004bbafe82";
const sam = "samlp|acme-saml|sam@example.com";
const odd = "auth0|Zoë +%2F?#/ü";

const readerClient = { clientId: "reader", clientSecret: "r", scopes: ["read:users"] };

const samples = JSON.parse(readFileSync(new URL("../../tenant/users.json", import.meta.url), "utf8"));

/** @type {Tenant} */
let tenant;
/** @type {Call} */
let call;
before(async () => {
  const user = { user_id: odd, name: "Zoë", picture: "https://example.com/zoe.png" };
  const connection = { id: "con_database00000001", name: "Username-Password-Authentication", strategy: "auth0" };
  tenant = await startTenant({
    users: [...samples, { user, connection }],
    managementClients: [readerClient],
  });
  call = await managementClient(tenant);
});
after(() => tenant.close());

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
    const reader = await managementClient(tenant, readerClient);
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
    const total = samples.length + 1;
    const last = Math.ceil(total / 5) - 1;
    const { body } = await call("GET", `users?per_page=5&page=${last}&include_totals=true`);
    const { start, limit, length } = body;
    assert.deepEqual([start, limit, length, body.total], [5 * last, 5, total - 5 * last, total]);
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
