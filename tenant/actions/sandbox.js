// Runs in a worker thread, one for each Action: compiles the code it was given, keeps the module between logins and
// answers each login with what the Action asked for. Whatever hangs in here can be ended from outside.
import { AsyncLocalStorage } from "node:async_hooks";
import { createRequire, isBuiltin } from "node:module";
import { format, types } from "node:util";
import { parentPort, workerData } from "node:worker_threads";
import { loadAction } from "./code.js";
import { postLoginApi } from "./post-login-api.js";

/** @typedef {{ id: number, event: unknown }} Login */
/** @typedef {{ name: string, message: string, stack: string }} Failure */
/** @typedef {{ id: number, log: string, commands: import("./post-login-api.js").Command[], failure?: Failure }} Outcome */

const maximumLogCharacters = 256;
/** @type {AsyncLocalStorage<Outcome>} */
const currentLogin = new AsyncLocalStorage();

/** @param {unknown[]} values */
function write(...values) {
  const outcome = currentLogin.getStore();
  if (outcome) outcome.log = (outcome.log + format(...values) + "\n").slice(0, maximumLogCharacters);
}
const sandboxConsole = { debug: write, error: write, info: write, log: write, trace: write, warn: write };

const nodeRequire = createRequire(import.meta.url);
/** @param {string} name */
function sandboxRequire(name) {
  if (isBuiltin(name)) return nodeRequire(name);
  throw Object.assign(new Error(`Cannot find module '${name}'`), { code: "MODULE_NOT_FOUND" });
}

/** @type {{ exports: any } | { error: unknown } | undefined} */
let loaded;
function load() {
  if (loaded) return loaded;
  try {
    const surroundings = { require: sandboxRequire, console: sandboxConsole };
    loaded = { exports: loadAction(workerData.code, workerData.name, surroundings) };
  } catch (error) {
    // Kept: every later login gets the same error, as on the platform, where the module isn't loaded again.
    loaded = { error };
  }
  return loaded;
}

/**
 * @param {unknown} error
 * @returns {Failure}
 */
function describe(error) {
  if (!types.isNativeError(error)) return { name: "Error", message: format(error), stack: "" };
  return { name: String(error.name), message: String(error.message), stack: String(error.stack) };
}

parentPort?.on("message", (/** @type {Login} */ { id, event }) => {
  /** @type {Outcome} */
  const outcome = { id, log: "", commands: [] };
  currentLogin.run(outcome, async () => {
    try {
      const module = load();
      if ("error" in module) throw module.error;
      const handler = module.exports?.onExecutePostLogin;
      if (!types.isAsyncFunction(handler)) throw new TypeError("onExecutePostLogin must be an AsyncFunction");
      await handler(event, postLoginApi(outcome.commands));
    } catch (error) {
      outcome.failure = describe(error);
    }
    parentPort?.postMessage(outcome);
  });
});
