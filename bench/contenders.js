// Who is measured: Actions as files, each loaded as Auth0 loads one.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadAction } from "../tenant/actions/code.js";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * @typedef {object} Contender
 * @property {"sample" | "twin" | "stock" | "ours"} name
 * @property {string} title
 * @property {string} file
 * @property {number} bytes of the file
 * @property {number} wasmBytes of the WebAssembly in it
 */

/** What `pkg/action.js` has its WebAssembly in: by far its longest string. */
const encodedWasm = /[A-Za-z0-9+/]{10000,}={0,2}/;

const files = {
  sample: join(root, "bench", "contenders", "sample.cjs"),
  twin: join(root, "bench", "contenders", "twin.cjs"),
  stock: join(root, "target", "stock", "action.cjs"),
  ours: join(root, "pkg", "action.js"),
};
const titles = {
  sample: "documentation's sample",
  twin: "plain JavaScript twin",
  stock: "stock wasm-bindgen",
  ours: "Picture Claim",
};
const names = /** @type {Contender["name"][]} */ (Object.keys(files));

/** @param {string} code of the stock Action @returns {Contender[]} */
export function contenders(code) {
  mkdirSync(join(root, "target", "stock"), { recursive: true });
  writeFileSync(files.stock, code);
  return names.map((name) => {
    const text = readFileSync(files[name], "utf8");
    const encoded = encodedWasm.exec(text)?.[0] ?? "";
    return {
      name,
      title: titles[name],
      file: files[name],
      bytes: Buffer.byteLength(text),
      wasmBytes: Buffer.from(encoded, "base64").length,
    };
  });
}

/** Log lines cost every contender the same: next to nothing. */
const quiet = { log() {} };

/** @param {string | URL} file @returns {{ onExecutePostLogin: (event: any, api: any) => Promise<void>, decide: (event: any) => any }} */
export const load = (file) => loadAction(readFileSync(file, "utf8"), "action", { console: quiet });
