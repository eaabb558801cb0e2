// What the handler owes the platform and the login, whatever comes in.
import assert from "node:assert/strict";
import { test } from "node:test";
import { types } from "node:util";
import { loadAction, recordingApi } from "./load.js";

const picture = "https://example.com/a.png";
const chosen = { user: { picture: "https://example.com/provider.png", user_metadata: { picture } }, secrets: {} };
const good = [["picture", picture]];

test("code generation from strings is off, as on the platform", () => {
  assert.throws(() => new Function("return 1"), EvalError);
});

test("the handler is an async function, and the only thing beside it is decide", () => {
  const { onExecutePostLogin } = loadAction();
  assert.ok(types.isAsyncFunction(onExecutePostLogin));
});

test("loading runs nothing that could fail", () => {
  const none = [
    "WebAssembly",
    "URL",
    "URLSearchParams",
    "TextDecoder",
    "TextEncoder",
    "Buffer",
    "FinalizationRegistry",
  ];
  const { log } = loadAction(Object.fromEntries(none.map((name) => [name, undefined])));
  assert.deepEqual(log.lines, []);
});

test("settings are read once per loaded module", async () => {
  const { onExecutePostLogin } = loadAction();
  let reads = 0;
  const secrets = { get DEFAULT_PICTURE_URL() { return `https://cdn.example/${++reads}.png` } }; // prettier-ignore
  const api = recordingApi();
  for (const _ of [1, 2, 3]) await onExecutePostLogin({ user: {}, secrets }, api);
  await onExecutePostLogin({ user: {}, secrets: { DEFAULT_PICTURE_URL: "https://other.example/" } }, api);
  assert.deepEqual(api.claims, Array(4).fill(["picture", "https://cdn.example/1.png"]));
});

test("an event without an object does not settle the settings", async () => {
  const { onExecutePostLogin } = loadAction();
  const api = recordingApi();
  // @ts-expect-error no event at all
  await onExecutePostLogin(undefined, api);
  await onExecutePostLogin({ user: {}, secrets: { DEFAULT_PICTURE_URL: picture } }, api);
  assert.deepEqual(api.claims, good);
});

test("nothing but idToken.setCustomClaim is touched", async () => {
  const { onExecutePostLogin } = loadAction();
  const api = recordingApi();
  /** @type {PropertyKey[]} */
  const touched = [];
  const watched = new Proxy(api, { get: (target, name) => (touched.push(name), Reflect.get(target, name)) });
  await onExecutePostLogin(chosen, watched);
  assert.deepEqual([touched, api.claims], [["idToken"], good]);
});

const thrower = {
  get user() {
    throw new Error("ada@example.com");
  },
};
const cyclic = { user: { picture: {} } };
cyclic.user.picture = cyclic;
const revoked = Proxy.revocable({}, {});
revoked.revoke();
/** @type {[string, any][]} */
const broken = [
  ["undefined", undefined],
  ["null", null],
  ["a number", 5],
  ["a string", "event"],
  ["an empty object", {}],
  ["one whose user can't be read", thrower],
  ["one whose picture can't be read", { user: Object.defineProperty({}, "picture", { get: () => JSON.parse("{") }) }],
  ["one whose secrets can't be read", Object.defineProperty({ user: {} }, "secrets", { get: () => JSON.parse("{") })],
  ["a cyclic one", cyclic],
  ["a revoked proxy", revoked.proxy],
  ["one of symbols", { user: { picture: Symbol("a"), user_metadata: { picture: Symbol("b") } }, secrets: Symbol("c") }],
  [
    "one of functions and big integers",
    { user: { picture: () => 1, user_metadata: { picture: 1n } }, secrets: () => 1 },
  ],
  ["one of String objects", { user: { picture: Object("a"), user_metadata: { picture: Object(picture) } } }],
  ["one without prototypes", Object.assign(Object.create(null), { user: Object.create(null) })],
  [
    "one with a picture of 1 MB",
    { user: { user_metadata: { picture: `https://example.com/${"é".repeat(500_000)}` } } },
  ],
  ["one with a blank of 1 MB and a letter", { user: { user_metadata: { picture: `${" ".repeat(1_000_000)}x` } } }],
];
for (const [name, event] of broken) {
  test(`a broken event costs no login: ${name}`, async () => {
    const { onExecutePostLogin, log } = loadAction();
    const api = recordingApi();
    await onExecutePostLogin(event, api);
    assert.deepEqual(api.claims, []);
    assert.ok(log.lines.length <= 1);
    for (const line of log.lines)
      assert.match(line, /^picture-claim: (kept the provider's picture|user_metadata.picture ignored) \(\w+\)$/);
    await onExecutePostLogin(chosen, api);
    assert.deepEqual(api.claims, good, "the next login");
  });
}

test("a picture with a lone surrogate is normalized as the host's URL does it", async () => {
  const { onExecutePostLogin } = loadAction();
  const api = recordingApi();
  await onExecutePostLogin(
    { user: { user_metadata: { picture: "https://example.com/\ud800.png" } }, secrets: {} },
    api,
  );
  assert.deepEqual(api.claims, [["picture", new URL("https://example.com/\ud800.png").href]]);
});

test("a trap costs one login its picture, and the next one gets a new instance", async () => {
  /** @type {WebAssembly.Instance[]} */
  const instances = [];
  class Instance extends WebAssembly.Instance {
    /** @param {ConstructorParameters<typeof WebAssembly.Instance>} parameters */
    constructor(...parameters) {
      super(...parameters);
      instances.push(this);
    }
  }
  const { onExecutePostLogin, log } = loadAction({ WebAssembly: { Instance, Module: WebAssembly.Module } });
  const api = recordingApi();
  await onExecutePostLogin(chosen, api);
  const { memory } = /** @type {{ memory: WebAssembly.Memory }} */ (instances[0].exports);
  new Uint8Array(memory.buffer).fill(0xff);
  await onExecutePostLogin(chosen, api);
  assert.deepEqual(log.lines, ["picture-claim: kept the provider's picture (RuntimeError)"]);
  await onExecutePostLogin(chosen, api);
  await onExecutePostLogin(chosen, api);
  assert.deepEqual([api.claims, instances.length, log.lines.length], [[...good, ...good, ...good], 2, 1]);
});

test("without WebAssembly each login keeps the provider's picture, with one line", async () => {
  const { onExecutePostLogin, log } = loadAction({ WebAssembly: undefined });
  const api = recordingApi();
  await onExecutePostLogin(chosen, api);
  await onExecutePostLogin(chosen, api);
  assert.deepEqual(log.lines, Array(2).fill("picture-claim: kept the provider's picture (ReferenceError)"));
  assert.deepEqual(api.claims, []);
});

/** @type {[string, unknown, string][]} */
const thrown = [
  ["an error", new TypeError("https://example.com/ada@example.com"), "TypeError"],
  ["an error with a telling name", Object.assign(new Error(), { name: "ada@example.com" }), "Error"],
  ["an error with a long name", Object.assign(new Error(), { name: "E".repeat(300) }), "Error"],
  ["null", null, "Error"],
  ["undefined", undefined, "Error"],
  ["a string", "auth0|5f7c8ec7c33c6c004bbafe82", "Error"],
  ["what can't be looked at", revoked.proxy, "Error"],
];
for (const [name, error, logged] of thrown) {
  test(`a setCustomClaim that throws costs no login: ${name}`, async () => {
    const { onExecutePostLogin, log } = loadAction();
    const api = recordingApi();
    const failing = { idToken: { setCustomClaim: () => { throw error } } }; // prettier-ignore
    await onExecutePostLogin(chosen, failing);
    assert.deepEqual(log.lines, [`picture-claim: kept the provider's picture (${logged})`]);
    await onExecutePostLogin(chosen, api);
    assert.deepEqual([api.claims, log.lines.length], [good, 1]);
  });
}

test("a rejected picture and a failing api together log one line", async () => {
  const { onExecutePostLogin, log } = loadAction();
  const event = { user: { user_metadata: { picture: 5 } }, secrets: { DEFAULT_PICTURE_URL: picture } };
  await onExecutePostLogin(event, { idToken: { setCustomClaim: () => JSON.parse("{") } });
  assert.deepEqual(log.lines, ["picture-claim: kept the provider's picture (SyntaxError)"]);
});

test("an api that is missing or has no ID token costs no login", async () => {
  for (const api of [undefined, null, {}, { idToken: null }, { idToken: {} }]) {
    const { onExecutePostLogin, log } = loadAction();
    // @ts-expect-error not an api
    await onExecutePostLogin(chosen, api);
    assert.deepEqual(log.lines, ["picture-claim: kept the provider's picture (TypeError)"]);
  }
});

test("a console that throws costs no login", async () => {
  const { onExecutePostLogin, console } = loadAction();
  console.log = () => JSON.parse("{");
  const api = recordingApi();
  await onExecutePostLogin({ user: { user_metadata: { picture: 5 } }, secrets: {} }, api);
  await onExecutePostLogin(chosen, api);
  assert.deepEqual(api.claims, good);
});

test("logins in flight at once in one instance do not disturb each other", async () => {
  const { onExecutePostLogin } = loadAction();
  const apis = Array.from({ length: 1000 }, recordingApi);
  const event = (/** @type {number} */ index) => ({
    user: { user_metadata: { picture: `${picture}?${index}` } },
    secrets: {},
  });
  await Promise.all(apis.map((api, index) => onExecutePostLogin(event(index), api)));
  assert.deepEqual(
    apis.map(({ claims }) => claims),
    apis.map((_, index) => [["picture", `${picture}?${index}`]]),
  );
});
