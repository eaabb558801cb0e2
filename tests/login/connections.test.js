// The Management API's connections, and what they decide about a user's root picture.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { startTenant } from "../../tenant/tenant.js";
import { managementClient, refusal, userPath } from "./management-client.js";
import { logIn } from "./visitor.js";

const ada = "google-oauth2|115015401343387192604";
const editorClient = { clientId: "editor", clientSecret: "e", scopes: ["read:connections", "update:connections"] };

/** @type {import("../../tenant/tenant.js").Tenant} */
let tenant;
/** @type {import("./management-client.js").Call} */
let call;
before(async () => {
  tenant = await startTenant({ managementClients: [editorClient] });
  call = await managementClient(tenant);
});
after(() => tenant.close());

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
    const editor = await managementClient(tenant, editorClient);
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
