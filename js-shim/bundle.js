// Bundles the shim, wasm-bindgen's glue and the WebAssembly into one CommonJS file.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const here = fileURLToPath(new URL(".", import.meta.url));

/**
 * @param {string} glueFile what wasm-bindgen wrote
 * @param {Uint8Array} wasm
 * @param {string} banner the comment at the file's top
 * @returns {Promise<string>} the text of `pkg/action.js`
 */
export async function bundle(glueFile, wasm, banner) {
  // The glue keeps its state in module variables. Inside a function, each call makes a new instance with new state, and
  // nothing runs while the file is loaded.
  const instance = await generate(
    join(here, "instance.js"),
    { format: "iife", name: "instance", minify: true },
    { "picture-claim:glue": glueFile },
  );
  // Not minified: whoever pastes it into a tenant should see what it does there. Its types are no use to them.
  const shim = await generate(join(here, "action.js"), {
    format: "cjs",
    exports: "named",
    comments: { jsdoc: false },
    banner: `${banner}\n"use strict";`,
  });
  // In parentheses, V8 compiles the function along with the file, in place of looking through it at load and again at the
  // first call. And in double quotes, it reads the WebAssembly faster than in the backticks that a minifier writes.
  return `${shim.trim()}
const load = (function () { ${instance.trim()} return instance; });
const wasm = "${Buffer.from(wasm).toString("base64")}";
`;
}

/**
 * @param {string} input
 * @param {import("rolldown").OutputOptions} output
 * @param {Record<string, string>} [modules] the files behind the names that only the build knows
 */
async function generate(input, output, modules = {}) {
  const bundler = await rolldown({
    input,
    cwd: here,
    platform: "node",
    // The oldest runtime that Auth0 offers for this trigger.
    transform: { target: "node18" },
    plugins: [{ name: "modules", resolveId: (name) => modules[name] }],
    // wasm-bindgen's way of finding its file, in a function that nothing here calls: it is left out, and so is this.
    checks: { emptyImportMeta: false },
    onLog(level, log) {
      if (level === "warn") throw new Error(`the bundler warns: ${log.message}`);
    },
  });
  const { output: chunks } = await bundler.generate(output);
  await bundler.close();
  const [chunk, ...others] = chunks;
  if (others.length) throw new Error(`the bundler wrote ${chunks.length} files in place of one`);
  return chunk.code;
}
