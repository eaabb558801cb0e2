// The rules for an Action's code that hold before it runs: its size, and that it compiles as a CommonJS module. The build
// checks them on the main thread (nothing is executed), the sandbox compiles the same way to run it.
import { compileFunction } from "node:vm";

// Auth0 documents "100 kB" and not which kilobyte: bytes of UTF-8 and the smaller kilobyte is the strict reading.
export const maximumCodeBytes = 100_000;

/**
 * `__dirname` and `__filename` are left out on purpose: the platform has no files.
 * @param {string} code
 * @param {string} name for stack traces
 * @param {import("node:vm").Context} [parsingContext] where its globals are looked up, if not here
 */
function compileAction(code, name, parsingContext) {
  const parameters = ["module", "exports", "require", "console"];
  return compileFunction(code, parameters, { filename: `${name}.js`, parsingContext });
}

/**
 * Compiles the Action and runs it once, as a module.
 * @param {string} code
 * @param {string} name
 * @param {object} surroundings what the module finds around it
 * @param {(name: string) => unknown} [surroundings.require] none: an Action that calls it fails
 * @param {Record<string, unknown>} surroundings.console
 * @param {import("node:vm").Context} [surroundings.context]
 * @returns {any} its exports
 */
export function loadAction(code, name, { require, console, context }) {
  /** @type {{ exports: any }} */
  const module = { exports: {} };
  compileAction(code, name, context).call(module.exports, module, module.exports, require, console);
  return module.exports;
}

/**
 * @param {string} code
 * @param {string} name
 * @returns {string | undefined} why the build fails, if it does
 */
export function buildFailure(code, name) {
  const bytes = Buffer.byteLength(code);
  if (bytes > maximumCodeBytes) return `The code has ${bytes} bytes; the limit is ${maximumCodeBytes}.`;
  try {
    compileAction(code, name);
  } catch (error) {
    return String(error);
  }
}
