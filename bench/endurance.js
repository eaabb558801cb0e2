// Endurance: very many logins in one loaded Action, rejected, broken and trapped ones among them, each of them checked.
// `npm run soak` runs a million (bench/soak.js), the tests a short version.
import { readFileSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import v8 from "node:v8";
import { createContext, runInNewContext } from "node:vm";
import { loadAction } from "../tenant/actions/code.js";

const code = readFileSync(new URL("../pkg/action.js", import.meta.url), "utf8");
const cases = JSON.parse(readFileSync(new URL("../tests/decisions.json", import.meta.url), "utf8"));

v8.setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc");

/** The Action, with a hand on the WebAssembly instance that it uses at the moment. */
function loadWatched() {
  /** @type {{ instance?: WebAssembly.Instance, made: number, lines: number }} */
  const seen = { made: 0, lines: 0 };
  class Instance extends WebAssembly.Instance {
    /** @param {ConstructorParameters<typeof WebAssembly.Instance>} parameters */
    constructor(...parameters) {
      super(...parameters);
      seen.instance = this;
      seen.made += 1;
    }
  }
  const globals = { Buffer, TextDecoder, TextEncoder, URL, WebAssembly: { Instance, Module: WebAssembly.Module } };
  const context = createContext({ ...globals, FinalizationRegistry });
  const { onExecutePostLogin } = loadAction(code, "action", { context, console: { log: () => (seen.lines += 1) } });
  return { onExecutePostLogin, seen };
}

/** @param {WebAssembly.Instance | undefined} instance */
const memoryOf = (instance) => /** @type {WebAssembly.Memory} */ (instance?.exports.memory);

/**
 * @typedef {object} Login
 * @property {any} event
 * @property {unknown} claim what must be set; undefined: nothing
 * @property {boolean} [poisoned] the instance's memory is overwritten first, so that it traps
 * @property {boolean} [refused] `setCustomClaim` throws
 */

/** @type {Login[]} */
const ordinary = cases
  .filter((/** @type {any} */ { settings }) => !settings)
  .map((/** @type {any} */ { user, expect }) => ({ event: { user, secrets: {} }, claim: expect.claim.set }));

const broken = [
  undefined,
  { user: { get picture() { throw new Error() } } }, // prettier-ignore
  { user: Symbol("user"), secrets: {} },
  { user: { user_metadata: { picture: { toString: 5 } } }, secrets: {} },
  { user: { user_metadata: { picture: `https://example.com/${"é".repeat(20_000)}` } }, secrets: {} },
];
const picture = "https://example.com/a.png";
const chosen = { user: { user_metadata: { picture } }, secrets: {} };

/** One in a hundred is broken, one in a thousand each traps and is refused. @param {number} count @returns {Login} */
function loginAt(count) {
  if (count % 1000 === 500) return { event: chosen, claim: undefined, poisoned: true };
  if (count % 1000 === 900) return { event: chosen, claim: undefined, refused: true };
  if (count % 100 === 50) return { event: broken[Math.floor(count / 100) % broken.length], claim: undefined };
  return ordinary[count % ordinary.length];
}

/** Bytes that stay after the garbage collection: V8's heap, and what hangs on it outside, WebAssembly's memory too. */
async function held() {
  for (let times = 0; times < 3; times += 1) {
    // What a finalization registry owes runs as a task of its own.
    await setImmediate();
    collectGarbage();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/**
 * @typedef {object} Sample
 * @property {number} logins so far
 * @property {number} heldBytes
 * @property {number} wasmBytes the memory of the WebAssembly instance in use
 * @property {number} nanoseconds a login, since the sample before
 * @property {number} instances made so far
 */

/**
 * @param {number} total logins
 * @param {number} every how many a sample is taken
 * @returns {AsyncGenerator<Sample>}
 */
export async function* endure(total, every) {
  const { onExecutePostLogin, seen } = loadWatched();
  /** @type {unknown} */
  let claim;
  const api = {
    idToken: { setCustomClaim: (/** @type {string} */ _, /** @type {unknown} */ value) => (claim = value) },
  };
  const refusing = { idToken: { setCustomClaim: () => { throw new TypeError() } } }; // prettier-ignore
  let started = process.hrtime.bigint();
  for (let count = 1; count <= total; count += 1) {
    const login = loginAt(count);
    if (login.poisoned) new Uint8Array(memoryOf(seen.instance).buffer).fill(0xff);
    claim = undefined;
    const { made } = seen;
    await onExecutePostLogin(login.event, login.refused ? refusing : api);
    if (claim !== login.claim) throw new Error(`login ${count} set ${JSON.stringify(claim)}`);
    if (login.poisoned && seen.made !== made) throw new Error(`login ${count} met no poisoned instance`);
    if (count % 1000 === 0) await setImmediate();
    if (count % every === 0) {
      const nanoseconds = Number(process.hrtime.bigint() - started) / every;
      const wasmBytes = memoryOf(seen.instance).buffer.byteLength;
      yield { logins: count, heldBytes: await held(), wasmBytes, nanoseconds, instances: seen.made };
      started = process.hrtime.bigint();
    }
  }
}

/** @param {number} total logins in flight at once, in one instance @returns {Promise<number>} how many came out right */
export async function crowd(total) {
  const { onExecutePostLogin } = loadWatched();
  /** @type {unknown[]} */
  const claims = Array(total);
  const pictures = claims.fill(0).map((_, index) => `${picture}?${index}`);
  await Promise.all(
    pictures.map(async (picture, index) => {
      // Each in a task of its own, all waiting when the first begins.
      await setImmediate();
      const api = {
        idToken: { setCustomClaim: (/** @type {string} */ _, /** @type {unknown} */ value) => (claims[index] = value) },
      };
      await onExecutePostLogin({ user: { user_metadata: { picture } }, secrets: {} }, api);
    }),
  );
  return pictures.filter((picture, index) => claims[index] === picture).length;
}
