// pkg/action.js as Auth0 loads it: compiled from a string, without __dirname, with nothing on disk beside it.
import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
import { loadAction as load } from "../../tenant/actions/code.js";

const code = readFileSync(new URL("../../pkg/action.js", import.meta.url), "utf8");

/** @param {string} name */
function require(name) {
  throw new Error(`the Action requires "${name}"`);
}

/**
 * A newly loaded Action with a console of its own. `globals` takes the place of this process's globals of the same name;
 * undefined takes one away.
 * @param {Record<string, unknown>} [globals]
 */
export function loadAction(globals = {}) {
  /** @type {{ lines: string[] }} */
  const log = { lines: [] };
  const console = { log: (/** @type {unknown[]} */ ...values) => log.lines.push(values.join(" ")) };
  const context = createContext({ Buffer, TextDecoder, TextEncoder, URL, URLSearchParams, WebAssembly, ...globals });
  for (const [name, value] of Object.entries(globals)) {
    if (value === undefined) runInContext(`delete globalThis.${name}`, context);
  }
  /** @type {typeof import("../../js-shim/action.d.ts")} */
  const { onExecutePostLogin, decide } = load(code, "action", { require, console, context });
  return { onExecutePostLogin, decide, log, console };
}

/** An `api` that writes down what is set, and has nothing but what the Action may call. */
export function recordingApi() {
  /** @type {[name: string, value: unknown][]} */
  const claims = [];
  /** @type {(name: string, value: unknown) => void} */
  const setCustomClaim = (name, value) => void claims.push([name, value]);
  return { claims, idToken: { setCustomClaim } };
}
