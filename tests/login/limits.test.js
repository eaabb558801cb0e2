// What a client of the Management API has to live with: its limits, what it doesn't know, and faults that a test asks for.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { faultsFrom } from "../../tenant/http/faults.js";
import { startTenant } from "../../tenant/tenant.js";
import { createAction, managementClient, refusal, userPath } from "./management-client.js";

const jeison = "auth0|5f7c8ec7c33c6c004bbafe82";

describe("what a client has to live with", () => {
  test("any JSON is a good request or a bad one, never a 5xx", async () => {
    const tenant = await startTenant({ buildTime: 0, limits: { perSecond: 100_000, burst: 100_000 } });
    try {
      const call = await managementClient(tenant);
      const { id } = await createAction(call, { name: "any", code: "exports.onExecutePostLogin = async () => {};" });
      const item = fc.oneof(
        fc.constantFrom(null, 7, "text", {}, []),
        fc.dictionary(fc.constantFrom("ref", "name", "value", "id", "type"), fc.jsonValue()),
      );
      const anything = fc.oneof(
        fc.jsonValue(),
        fc.array(item),
        fc.record({ ref: fc.record({ type: item, value: item }) }),
      );
      const actionProperties = ["name", "code", "runtime", "supported_triggers", "dependencies", "secrets"];
      /** @type {[method: string, path: string, properties: string[]][]} */
      const routes = [
        ["PATCH", userPath(jeison), ["user_metadata", "app_metadata", "picture", "name"]],
        ["PATCH", "connections/con_google0000000001", ["options", "display_name", "realms"]],
        ["POST", "actions/actions", actionProperties],
        ["PATCH", `actions/actions/${id}`, actionProperties],
        ["POST", `actions/actions/${id}/test`, ["payload"]],
        ["PATCH", "actions/triggers/post-login/bindings", ["bindings"]],
      ];
      const request = fc.constantFrom(...routes).chain(([method, path, properties]) => {
        const object = fc.dictionary(fc.constantFrom(...properties), anything, { maxKeys: 2 });
        return fc.tuple(fc.constant(method), fc.constant(path), fc.oneof(object, fc.jsonValue()));
      });
      const property = fc.asyncProperty(request, async ([method, path, value]) => {
        const { status } = await call(method, path, value);
        assert.ok(status < 500, `${method} ${path} answered ${status}`);
      });
      await fc.assert(property, { numRuns: 800 });
      assert.equal((await call("GET", "actions/actions?triggerId=post-login")).status, 200);
    } finally {
      await tenant.close();
    }
  });

  test("unknown routes are 404, never 5xx", async () => {
    const tenant = await startTenant();
    try {
      const call = await managementClient(tenant);
      for (const path of ["actions/modules?page=0", "tenants/settings", "", "users/a/b/c"]) {
        assert.deepEqual(refusal(await call("GET", path)), [404, "Not Found", "Not Found", undefined]);
      }
      assert.equal((await call("PUT", "users")).status, 404);
    } finally {
      await tenant.close();
    }
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
