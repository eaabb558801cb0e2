// The committed pkg/ is what the sources give, on any machine; and the build refuses what must not ship.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { budget, problems } from "../../js-shim/check.js";
import { optimize } from "../../js-shim/optimize.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "picture-claim build-"));
after(() => rmSync(folder, { recursive: true }));

/** A copy of the sources elsewhere, with this checkout's tools. @param {string} name */
function copy(name) {
  const checkout = join(folder, name);
  for (const entry of [
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "src",
    "js-shim",
    "admin",
  ]) {
    if (existsSync(join(root, entry))) cpSync(join(root, entry), join(checkout, entry), { recursive: true });
  }
  for (const entry of ["package.json", "tests"])
    cpSync(join(root, entry), join(checkout, entry), {
      recursive: true,
      filter: (path) => !path.includes("node_modules"),
    });
  mkdirSync(join(checkout, "target"));
  symlinkSync(join(root, "target", "tools"), join(checkout, "target", "tools"));
  symlinkSync(join(root, "node_modules"), join(checkout, "node_modules"));
  return checkout;
}

/** @param {string} checkout @param {NodeJS.ProcessEnv} [env] */
const build = (checkout, env) =>
  spawnSync(process.execPath, [join(checkout, "js-shim", "build.js")], {
    encoding: "utf8",
    env: { ...process.env, ...env },
  });

test("a build in another folder, under another home and cargo home, gives the committed bytes", () => {
  const checkout = copy("elsewhere");
  // The packages that were downloaded are linked; what differs is where they are unpacked, and the compiler finds them.
  const cargoHome = join(folder, "cargo");
  const home = join(folder, "home");
  mkdirSync(home);
  const downloaded = join(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), "registry");
  mkdirSync(join(cargoHome, "registry"), { recursive: true });
  for (const part of ["cache", "index"]) symlinkSync(join(downloaded, part), join(cargoHome, "registry", part));
  const { status, stderr } = build(checkout, {
    CARGO_HOME: cargoHome,
    HOME: home,
    // wasm-pack keeps the wasm-bindgen that it has installed in the home; installing it again would take minutes.
    WASM_PACK_CACHE:
      process.env.WASM_PACK_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), ".wasm-pack"),
    RUSTUP_HOME: process.env.RUSTUP_HOME ?? join(homedir(), ".rustup"),
  });
  assert.equal(status, 0, stderr);
  const committed = readdirSync(join(root, "pkg")).sort();
  assert.deepEqual(readdirSync(join(checkout, "pkg")).sort(), committed);
  for (const name of committed) {
    assert.ok(
      readFileSync(join(checkout, "pkg", name)).equals(readFileSync(join(root, "pkg", name))),
      `pkg/${name} differs: npm run build, and commit it`,
    );
  }
});

test("what must not ship stays out of pkg/, and the reason is given", () => {
  const checkout = copy("forbidden");
  const shim = join(checkout, "js-shim", "action.js");
  writeFileSync(shim, `${readFileSync(shim, "utf8")}\nexport const folder = __dirname;\n`);
  const { status, stderr } = build(checkout);
  assert.equal(status, 1);
  assert.match(stderr, /must not ship.*"__dirname": there is no folder that the Action lies in/s);
  assert.ok(!existsSync(join(checkout, "pkg")));
});

const wasm = Buffer.from("\0asm");
const encoded = wasm.toString("base64");
for (const [name, text, wasmHere, problem] of /** @type {[string, string, Buffer, RegExp | undefined][]} */ ([
  ["nothing to object to", `require("node:zlib"); "${encoded}"`, wasm, undefined],
  ["too many bytes", `"${encoded}"${" ".repeat(budget.must)}`, wasm, /over the budget of 60000/],
  ["other WebAssembly", `"AAAA"`, wasm, /not in it/],
  ["a package", `require("left-pad"); "${encoded}"`, wasm, /requires "left-pad"/],
  ["a name made up at run time", `require(name); "${encoded}"`, wasm, /no fixed name/],
  ["__filename", `__filename; "${encoded}"`, wasm, /__filename/],
  ["eval", `eval("1"); "${encoded}"`, wasm, /"eval"/],
  ["new Function", `new Function("1"); "${encoded}"`, wasm, /"Function\("/],
  ["a run-time import", `import("fs"); "${encoded}"`, wasm, /"import\("/],
  ["a path in the JavaScript", `"/somebody/here/a"; "${encoded}"`, wasm, /path of this machine/],
  [
    "a path in the WebAssembly",
    `"${Buffer.from("\0asm/somebody/here").toString("base64")}"`,
    Buffer.from("\0asm/somebody/here"),
    /path of this machine/,
  ],
])) {
  test(`the check of the shipped file: ${name}`, () => {
    const found = problems(text, wasmHere, ["/somebody/here"]);
    assert.equal(found.length, problem ? 1 : 0, found.join("; "));
    if (problem) assert.match(found[0], problem);
  });
}

test("WebAssembly whose panics can't be told by their names stops the build", () => {
  const empty = Buffer.from("0061736d01000000", "hex");
  assert.throws(() => optimize(empty), /only 0 functions have the name of a panic/);
});

test("pkg/ is an npm package that can be required and has types", () => {
  const installed = join(folder, "node_modules", "picture-claim");
  cpSync(join(root, "pkg"), installed, { recursive: true });
  const script =
    'const { onExecutePostLogin } = require("picture-claim"); process.stdout.write(typeof onExecutePostLogin)';
  assert.equal(execFileSync(process.execPath, ["-e", script], { cwd: folder, encoding: "utf8" }), "function");
  const { version, license, types } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  assert.match(readFileSync(join(root, "Cargo.toml"), "utf8"), new RegExp(`^version = "${version}"$`, "m"));
  assert.equal(license, "MIT OR Apache-2.0");
  assert.match(readFileSync(join(installed, types), "utf8"), /export const onExecutePostLogin/);
});
