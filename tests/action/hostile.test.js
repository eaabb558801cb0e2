// What a login must survive that no user can write, but another Action or a package in the same process can do.
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadAction, recordingApi } from "./load.js";

const picture = "https://example.com/a.png";
const chosen = { user: { picture: "https://example.com/provider.png", user_metadata: { picture } }, secrets: {} };
const line = /^picture-claim: (kept the provider's picture|user_metadata\.picture ignored) \(\w+\)$/;
const fail = () => {
  throw new Error("https://example.com/ada@example.com");
};

/** The built-in prototypes of the realm that the Action runs in. @param {Function} handler an async function of it */
function realmOf(handler) {
  const [asyncFunction, func, object] = [1, 2, 3].map((steps) => {
    let prototype = handler;
    for (let step = 0; step < steps; step += 1) prototype = Object.getPrototypeOf(prototype);
    return /** @type {any} */ (prototype);
  });
  const toObject = object.constructor;
  return { asyncFunction, func, object, string: Object.getPrototypeOf(toObject("")), array: Object.getPrototypeOf(toObject.keys({})) }; // prettier-ignore
}

/** @type {[string, (realm: ReturnType<typeof realmOf>) => [object: any, name: PropertyKey]][]} */
const builtIns = [
  ["String.prototype.charCodeAt", ({ string }) => [string, "charCodeAt"]],
  ["String.prototype.slice", ({ string }) => [string, "slice"]],
  ["Array.prototype[Symbol.iterator]", ({ array }) => [array, Symbol.iterator]],
  ["Function.prototype.apply", ({ func }) => [func, "apply"]],
  ["Function.prototype.call", ({ func }) => [func, "call"]],
  ["Object.prototype.toString", ({ object }) => [object, "toString"]],
  ["Object.prototype.hasOwnProperty", ({ object }) => [object, "hasOwnProperty"]],
];
for (const [name, find] of builtIns) {
  for (const [how, replacement] of /** @type {[string, any][]} */ ([
    ["throws", fail],
    ["lies", () => 0x68],
    ["is gone", undefined],
  ])) {
    test(`${name} that ${how} costs no login, and the one after it is right`, async () => {
      const { onExecutePostLogin, log } = loadAction();
      const [object, property] = find(realmOf(onExecutePostLogin));
      const genuine = Object.getOwnPropertyDescriptor(object, property) ?? assert.fail();
      const api = recordingApi();
      for (const event of [chosen, { user: { user_metadata: { picture: "HTTPS://é.example/ü" } }, secrets: {} }]) {
        Object.defineProperty(object, property, { ...genuine, value: replacement });
        await onExecutePostLogin(event, api);
        Object.defineProperty(object, property, genuine);
      }
      for (const [claim, value] of api.claims) {
        assert.equal(claim, "picture");
        assert.match(String(value), /^https:\/\//);
      }
      for (const logged of log.lines) assert.match(logged, line);
      api.claims.length = 0;
      await onExecutePostLogin(chosen, api);
      assert.deepEqual(api.claims, [["picture", picture]]);
    });
  }
}

test("what a polluted Object.prototype adds must pass the rule like anything else", async () => {
  const { onExecutePostLogin, log } = loadAction();
  const polluted = Object.create({ user_metadata: { picture: "javascript:alert(1)", gravatar_disabled: true } });
  const api = recordingApi();
  await onExecutePostLogin({ user: polluted, secrets: Object.create({ DEFAULT_PICTURE_URL: "data:,x" }) }, api);
  assert.deepEqual([api.claims, log.lines], [[], ["picture-claim: user_metadata.picture ignored (not_https)"]]);
});

test("a proxy that answers differently each time is asked for each value once", async () => {
  /** @type {Record<PropertyKey, number>} */
  const asked = {};
  const user = new Proxy(
    {},
    {
      get: (_, name) => {
        asked[name] = (asked[name] ?? 0) + 1;
        if (name === "user_metadata") return user;
        return asked[name] === 1 && name === "picture" ? picture : Symbol("another");
      },
    },
  );
  const { onExecutePostLogin, log } = loadAction();
  const api = recordingApi();
  await onExecutePostLogin({ user, secrets: {} }, api);
  // `picture` of the metadata, which is the same object here, and then of the user.
  assert.deepEqual(asked, { user_metadata: 1, picture: 2, gravatar_disabled: 1 });
  assert.deepEqual([api.claims, log.lines], [[["picture", picture]], []]);
});

test("a proxy whose every trap throws costs no login", async () => {
  const traps = Object.getOwnPropertyNames(Reflect).map((trap) => [trap, fail]);
  const event = new Proxy({}, Object.fromEntries(traps));
  const { onExecutePostLogin, log } = loadAction();
  await onExecutePostLogin(event, recordingApi());
  await onExecutePostLogin({ user: event, secrets: event }, recordingApi());
  assert.deepEqual(log.lines, Array(2).fill("picture-claim: kept the provider's picture (Error)"));
});

/** @type {[string, any, unknown[]][]} */
const huge = [
  ["a provider's picture", { user: { picture: `${picture}?${"é".repeat(1_000_000)}`, user_metadata: { gravatar_disabled: true } } }, []],
  ["a host list", { user: chosen.user, secrets: { ALLOWED_PICTURE_HOSTS: `${"x.example,".repeat(100_000)}example.com` } }, [["picture", picture]]],
  ["a default", { user: {}, secrets: { DEFAULT_PICTURE_URL: `${picture}?${"x".repeat(1_000_000)}` } }, []],
  ["a Gravatar's parameter", { user: { picture: `https://s.gravatar.com/avatar/x?d=${"%41".repeat(300_000)}`, user_metadata: { gravatar_disabled: true } } }, [["picture", ""]]],
]; // prettier-ignore
for (const [name, event, claims] of huge) {
  test(`1 MB costs no login: ${name}`, async () => {
    const { onExecutePostLogin } = loadAction();
    const api = recordingApi();
    await onExecutePostLogin({ secrets: {}, ...event }, api);
    assert.deepEqual(api.claims, claims);
  });
}
