// What ends a login and what doesn't: Actions that throw, hang or deny access, and ours, which never costs one.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, test } from "node:test";
import { startTenant } from "../../tenant/tenant.js";
import { installActions, managementClient } from "./management-client.js";
import { LoginRefused, logIn } from "./visitor.js";

const ada = "google-oauth2|115015401343387192604";
const jeison = "auth0|5f7c8ec7c33c6c004bbafe82";
const pictureClaim = readFileSync(new URL("../../pkg/action.js", import.meta.url), "utf8");

/** @param {string} body of a handler */
const handler = (body) => `exports.onExecutePostLogin = async (event, api) => {${body}};`;

/** @type {import("../../tenant/tenant.js").Tenant} */
let tenant;
/** @type {import("./management-client.js").Call} */
let call;
beforeEach(async () => {
  tenant = await startTenant({ flowTimeLimit: 1500, buildTime: 0 });
  call = await managementClient(tenant);
});
afterEach(() => tenant.close());

/** @param {string} code */
async function install(code) {
  await installActions(call, [{ name: "under test", code }]);
}

/** @param {string} userId @param {string} message */
async function assertRefused(userId, message) {
  await assert.rejects(logIn(tenant, userId), (error) => {
    assert.ok(error instanceof LoginRefused);
    assert.deepEqual([error.code, error.message], ["access_denied", message]);
    return true;
  });
}

describe("what ends a login", () => {
  /** @type {[string, string, string][]} the log's error, and the code that makes it */
  const failing = [
    ["throws", handler('throw new RangeError("oh");'), "RangeError: oh"],
    ["throws no error", handler('throw "oh";'), "Error: oh"],
    [
      "throws outside of the login",
      handler('setTimeout(() => { throw new Error("late") }); await new Promise(() => {});'),
      "Error: late",
    ],
    ["waits for ever", handler("await new Promise(() => {});"), "TimeoutError: The time of the flow ran out."],
    ["loops for ever", handler("for (;;);"), "TimeoutError: The time of the flow ran out."],
    ["loops for ever at load", "for (;;);", "TimeoutError: The time of the flow ran out."],
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
      await assertRefused(ada, error.slice(error.indexOf(":") + 2));
      assert.equal(tenant.logins.at(-1)?.actions[0].error, error);
    });
  }

  test("an Action that failed while it was loaded, at every later login", async () => {
    await install(`globalThis.loads = (globalThis.loads ?? 0) + 1; throw new Error("load " + globalThis.loads);`);
    for (let login = 0; login < 3; login += 1) {
      await assertRefused(ada, "load 1");
    }
  });

  test("two Actions that take too long together", async () => {
    const slow = { code: handler("await new Promise((resolve) => setTimeout(resolve, 1000));") };
    await installActions(call, [
      { name: "slow", ...slow },
      { name: "slow too", ...slow },
    ]);
    await assertRefused(ada, "The time of the flow ran out.");
  });

  test("an Action that denies access, with its reason", async () => {
    const later = { name: "later", code: handler('throw new Error("must not run");') };
    await installActions(call, [{ name: "deny", code: handler('api.access.deny("not today");') }, later]);
    await assertRefused(ada, "not today");
    assert.deepEqual(
      tenant.logins.at(-1)?.actions.map(({ name }) => name),
      ["deny"],
    );
  });

  test("not an Action that hung once and then doesn't", async () => {
    await install(
      handler(`if (event.user.user_id === "${jeison}") for (;;); api.idToken.setCustomClaim("picture", "ok");`),
    );
    await assertRefused(jeison, "The time of the flow ran out.");
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
