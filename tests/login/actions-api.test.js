// The Management API's Actions: drafts, builds, deployments, bindings, and the test endpoint.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { maximumCodeBytes } from "../../tenant/actions/code.js";
import { startTenant } from "../../tenant/tenant.js";
import { createAction, managementClient, untilBuilt } from "./management-client.js";

/** @type {import("../../tenant/tenant.js").Tenant} */
let tenant;
/** @type {import("./management-client.js").Call} */
let call;
before(async () => {
  tenant = await startTenant({ flowTimeLimit: 1000, buildTime: 0 });
  call = await managementClient(tenant);
});
after(() => tenant.close());

const supported_triggers = [{ id: "post-login", version: "v3" }];
const nothing = "exports.onExecutePostLogin = async () => {};";
const post = (/** @type {string} */ path, /** @type {unknown} */ body = undefined) =>
  call("POST", `actions/actions${path}`, body);

describe("the life of an Action", () => {
  test("not deployed, and not tested, while its build lasts", async () => {
    const slow = await startTenant({ buildTime: 60_000 });
    try {
      const client = await managementClient(slow);
      const { status, body } = await client("POST", "actions/actions", {
        name: "slow",
        code: nothing,
        supported_triggers,
      });
      assert.deepEqual([status, body.status], [201, "pending"]);
      for (const [path, payload] of /** @type {const} */ ([["deploy"], ["test", { payload: {} }]])) {
        const early = await client("POST", `actions/actions/${body.id}/${path}`, payload);
        assert.equal(early.status, 400);
        assert.match(early.body.message, /must be in the 'built' state/);
      }
    } finally {
      await slow.close();
    }
  });

  test("created, deployed as a version, changed as a draft, deleted", async () => {
    const { status, body: created } = await post("", { name: "life", code: nothing, supported_triggers });
    assert.deepEqual([status, created.status, created.runtime], [201, "built", "node22"]);
    assert.deepEqual([created.all_changes_deployed, "deployed_version" in created], [false, false]);
    const { body: version } = await post(`/${created.id}/deploy`);
    assert.deepEqual([version.number, version.code, version.action.name], [1, nothing, "life"]);
    const { body: deployed } = await call("GET", `actions/actions/${created.id}`);
    assert.deepEqual([deployed.all_changes_deployed, deployed.deployed_version.id], [true, version.id]);

    const code = `${nothing} // 2`;
    const { body: changed } = await call("PATCH", `actions/actions/${created.id}`, { code });
    assert.deepEqual([changed.code, changed.deployed_version.code], [code, nothing]);
    assert.equal(changed.all_changes_deployed, false);
    await post(`/${created.id}/deploy`);
    const { body: history } = await call("GET", `actions/actions/${created.id}/versions`);
    assert.deepEqual(
      history.versions.map((/** @type {any} */ { number, deployed }) => [number, deployed]),
      [
        [2, true],
        [1, false],
      ],
    );
    assert.equal((await call("DELETE", `actions/actions/${created.id}`)).status, 204);
    assert.equal((await call("GET", `actions/actions/${created.id}`)).status, 404);
  });

  const longest = `//${"x".repeat(maximumCodeBytes - 2)}`;
  /** @type {[string, string, "built" | "failed"][]} */
  const builds = [
    ["code of the greatest size", longest, "built"],
    ["code that is a byte longer", `${longest}x`, "failed"],
    ["code that is longer in bytes than in characters", `//${"é".repeat(maximumCodeBytes / 2)}`, "failed"],
    ["code that doesn't parse", "exports.onExecutePostLogin = async (", "failed"],
    ["code that is an ECMAScript module", "export const onExecutePostLogin = async () => {};", "failed"],
  ];
  for (const [name, code, status] of builds) {
    test(`${name}: ${status}`, async () => {
      const action = await createAction(call, { name, code });
      assert.equal(action.status, status);
      const deployment = await post(`/${action.id}/deploy`);
      assert.equal(deployment.status, status === "built" ? 200 : 400);
      // A client waits and tries again on these words: it would wait in vain.
      if (status === "failed") assert.doesNotMatch(deployment.body.message, /must be in the 'built' state/);
    });
  }

  test("an npm dependency fails the build: nothing is installed here", async () => {
    const dependencies = [{ name: "lodash", version: "4.17.21" }];
    const { body } = await post("", { name: "dependent", code: nothing, supported_triggers, dependencies });
    assert.equal((await untilBuilt(call, body.id)).status, "failed");
  });

  test("secrets are written and never read, and stay when they come back without a value", async () => {
    const secrets = [
      { name: "A", value: "hidden-a" },
      { name: "B", value: "hidden-b" },
    ];
    const code = "exports.onExecutePostLogin = async (event) => { console.log(event.secrets.A, event.secrets.B); };";
    const action = await createAction(call, { name: "secretive", code, secrets });
    assert.deepEqual(
      action.secrets.map((/** @type {object} */ secret) => Object.keys(secret)),
      [
        ["name", "updated_at"],
        ["name", "updated_at"],
      ],
    );
    await call("PATCH", `actions/actions/${action.id}`, { secrets: [{ name: "A" }, { name: "B", value: "new-b" }] });
    await untilBuilt(call, action.id);
    const { body } = await post(`/${action.id}/test`, { payload: {} });
    assert.equal(body.payload.logs, "hidden-a new-b\n");
  });

  test("secrets are limited in number and length", async () => {
    const action = (/** @type {{ name: string, value: string }[]} */ secrets) =>
      post("", { name: "too secretive", code: nothing, supported_triggers, secrets });
    const value = "v".repeat(4096);
    const many = Array.from({ length: 31 }, (_, index) => ({ name: `S${index}`, value }));
    assert.equal((await action(many)).body.errorCode, "invalid_body");
    assert.equal((await action([{ name: "S", value: `${value}v` }])).body.errorCode, "invalid_body");
    assert.equal((await action(many.slice(1))).status, 201);
  });

  test("names are unique, bodies are checked, and lists are filtered and paged", async () => {
    const { id } = await createAction(call, { name: "listed", code: nothing });
    assert.equal((await post("", { name: "listed", code: nothing, supported_triggers })).status, 409);
    assert.equal((await post("", { code: nothing })).body.errorCode, "invalid_body");
    assert.equal((await call("PATCH", `actions/actions/${id}`, { runtime: "node4" })).body.errorCode, "invalid_body");
    const { body } = await call("GET", "actions/actions?actionName=listed&deployed=false&triggerId=post-login");
    assert.deepEqual([body.total, body.page, body.per_page, body.actions[0].id], [1, 0, 50, id]);
    const { body: paged } = await call("GET", "actions/actions?per_page=1&page=1");
    assert.deepEqual([paged.actions.length, paged.page, paged.per_page], [1, 1, 1]);
    assert.ok(paged.total > 1);
  });
});

describe("bindings", () => {
  const path = "actions/triggers/post-login/bindings";
  const names = async () => (await call("GET", path)).body.bindings.map((/** @type {any} */ { action }) => action.name);
  /** @param {...[type: string, value: string]} refs */
  const bind = (...refs) => call("PATCH", path, { bindings: refs.map(([type, value]) => ({ ref: { type, value } })) });

  test("are the complete ordered list, by action id, name or binding id", async () => {
    const ids = [];
    for (const name of ["one", "two", "three"]) {
      const { id } = await createAction(call, { name, code: nothing });
      await post(`/${id}/deploy`);
      ids.push(id);
    }
    const { body } = await bind(["action_id", ids[1]], ["action_name", "one"]);
    assert.deepEqual(await names(), ["two", "one"]);
    await bind(["action_name", "three"], ["binding_id", body.bindings[0].id]);
    assert.deepEqual(await names(), ["three", "two"]);
    assert.equal((await call("GET", path)).body.bindings[1].id, body.bindings[0].id);
    assert.equal((await call("DELETE", `actions/actions/${ids[1]}`)).status, 409);
    assert.equal((await call("DELETE", `actions/actions/${ids[1]}?force=true`)).status, 204);
    assert.deepEqual(await names(), ["three"]);
    await bind();
    assert.deepEqual(await names(), []);
  });

  test("take deployed Actions only, and change nothing when they refuse", async () => {
    const { id } = await createAction(call, { name: "deployed", code: nothing });
    await post(`/${id}/deploy`);
    await bind(["action_id", id]);
    const draft = await createAction(call, { name: "draft", code: nothing });
    const refused = await bind(["action_id", draft.id]);
    assert.equal(refused.status, 400);
    assert.match(refused.body.message, /has not been deployed/);
    assert.equal((await bind(["action_name", "unheard of"])).status, 400);
    assert.equal((await bind(["colour", "red"])).body.errorCode, "invalid_body");
    assert.equal((await call("PATCH", path, { bindings: [{ display_name: "x" }] })).body.errorCode, "invalid_body");
    assert.equal((await bind(...Array(21).fill(["action_id", id]))).body.errorCode, "invalid_body");
    assert.deepEqual(await names(), ["deployed"]);
  });

  test("belong to a trigger that tells its runtimes", async () => {
    const { body } = await call("GET", "actions/triggers");
    const [{ id, version, default_runtime, runtimes }] = body.triggers;
    assert.deepEqual([id, version, default_runtime, runtimes], ["post-login", "v3", "node22", ["node22", "node18"]]);
    assert.equal((await call("GET", "actions/triggers/pre-login/bindings")).status, 404);
  });
});

describe("the test endpoint", () => {
  /** @param {string} name @param {string} body @param {object} [payload] */
  async function tested(name, body, payload = {}) {
    const code = `exports.onExecutePostLogin = async (event, api) => {${body}};`;
    const { id } = await createAction(call, { name, code });
    const answer = await post(`/${id}/test`, { payload });
    assert.equal(answer.status, 200);
    return answer.body.payload;
  }

  for (const payload of [{ user: { picture: "p" } }, { event: { user: { picture: "p" } } }]) {
    test(`runs the draft with ${JSON.stringify(payload)} and tells what it asked for`, async () => {
      const body = 'console.log("seen"); api.idToken.setCustomClaim("picture", event.user.picture);';
      const { commands, logs, error } = await tested(`well ${JSON.stringify(payload)}`, body, payload);
      assert.deepEqual(commands, [{ type: "idToken.setCustomClaim", name: "picture", value: "p" }]);
      assert.deepEqual([logs, error], ["seen\n", undefined]);
    });
  }

  test("tells the error of a draft that throws, or hangs", async () => {
    const { error } = await tested("throws", 'throw new TypeError("oh");');
    assert.deepEqual([error.name, error.message], ["TypeError", "oh"]);
    assert.match(error.stack, /throws\.js:1/);
    assert.equal((await tested("hangs", "for (;;);")).error.name, "TimeoutError");
  });

  test("wants a payload", async () => {
    const { id } = await createAction(call, { name: "no payload", code: nothing });
    assert.equal((await post(`/${id}/test`, { event: {} })).body.errorCode, "invalid_body");
  });
});
