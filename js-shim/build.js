// `npm run build`: Rust to WebAssembly (wasm-pack, Binaryen), bundled and checked in a folder of its own, and only then
// swapped into pkg/.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "./bundle.js";
import { budget, problems } from "./check.js";
import { digestSources } from "./digest.js";
import { optimize } from "./optimize.js";
import { shippedCrates, thirdParty } from "./third-party.js";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[/\\]$/, "");
const cargoHome = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
const stage = join(root, "target", "stage");
const glue = join(stage, "glue");
const staged = join(stage, "pkg");
/** Bytes. All that the tests do fits into 512; of Rust's own megabyte each instance of the Action would hold the rest. */
const stackSize = 16_384;

/** @param {string} command @param {string[]} args */
const ask = (command, ...args) => execFileSync(command, args, { cwd: root, encoding: "utf8" }).trim();

/** Panic messages name source files; under names that are the same everywhere, so that two builds give the same bytes. */
function remappedPaths() {
  const sources = join(cargoHome, "registry", "src");
  const commit = /^commit-hash: (.+)$/m.exec(ask("rustc", "-vV"))?.[1];
  return [
    [root, "."],
    [join(ask("rustc", "--print", "sysroot"), "lib", "rustlib", "src", "rust"), `/rustc/${commit}`],
    ...readdirSync(sources).map((registry) => [join(sources, registry), "crates"]),
  ].map(([from, to]) => `--remap-path-prefix=${from}=${to}`);
}

/** Leaves the glue in its folder. @returns {Uint8Array} the WebAssembly */
function buildWasm() {
  ask("cargo", "fetch", "--locked");
  const options = "--target web --release --no-typescript --no-pack --no-gitignore --out-name instance".split(" ");
  execFileSync("wasm-pack", ["build", ...options, "--out-dir", glue, ".", "--locked"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    env: {
      ...process.env,
      PATH: [join(root, "target", "tools", "bin"), process.env.PATH].join(delimiter),
      CARGO_ENCODED_RUSTFLAGS: [...remappedPaths(), `-Clink-arg=-zstack-size=${stackSize}`].join("\x1f"),
    },
  });
  return optimize(readFileSync(join(glue, "instance_bg.wasm")));
}

/** What Cargo.toml says of the crate holds for the npm package too. */
function readManifest() {
  const { packages } = JSON.parse(ask("cargo", "metadata", "--no-deps", "--format-version=1", "--locked"));
  const { name, version, license, description } = packages.find(
    (/** @type {any} */ { name }) => name === "picture-claim",
  );
  return { name, version, description, license };
}

function toolchain() {
  const [, channel] = /^channel = "(.+)"$/m.exec(readFileSync(join(root, "rust-toolchain.toml"), "utf8")) ?? [];
  if (!channel) throw new Error("rust-toolchain.toml names no channel");
  return channel;
}

/** The tools that decide about bytes, as package.json pins them. */
function toolVersions() {
  const { config, devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const pinned = { ...config, ...devDependencies };
  return ["binaryen", "rolldown", "wasm-pack"].map((name) => `${name} ${pinned[name]}`);
}

/** @param {ReturnType<typeof readManifest>} manifest @param {Uint8Array} wasm */
async function stagePackage(manifest, wasm) {
  mkdirSync(staged, { recursive: true });
  const { name, version, license, description } = manifest;
  const crates = shippedCrates(root);
  const versions = [...crates.map(({ name, version }) => `${name} ${version}`), ...toolVersions()];
  const banner = [
    `// ${name} ${version} (${license}): ${description}.`,
    "// Below is the handler; the long lines at the end are the decision, Rust compiled to WebAssembly.",
    `// Built from the sources ${digestSources(root, versions)}`,
  ];
  const text = await bundle(join(glue, "instance.js"), wasm, banner.join("\n"));
  writeFileSync(join(staged, "action.js"), text);
  writeFileSync(join(staged, "SHA256SUMS"), `${createHash("sha256").update(text).digest("hex")}  action.js\n`);
  writeFileSync(join(staged, "THIRD-PARTY.txt"), thirdParty(crates, toolchain()));
  copyFileSync(join(root, "js-shim", "action.d.ts"), join(staged, "action.d.ts"));
  for (const licence of ["LICENSE-APACHE", "LICENSE-MIT"]) copyFileSync(join(root, licence), join(staged, licence));
  const published = {
    ...manifest,
    type: "commonjs",
    main: "action.js",
    types: "action.d.ts",
    engines: { node: ">=18" },
  };
  writeFileSync(join(staged, "package.json"), `${JSON.stringify(published, null, 2)}\n`);
  return text;
}

/** Moves the whole folder at once: whoever reads pkg/ sees the old build or the new one. */
function swap() {
  const shipped = join(root, "pkg");
  if (existsSync(shipped)) renameSync(shipped, join(stage, "replaced"));
  renameSync(staged, shipped);
}

rmSync(stage, { recursive: true, force: true });
const wasm = buildWasm();
const text = await stagePackage(readManifest(), wasm);
const found = problems(text, wasm, [root, cargoHome, homedir()]);
if (found.length) {
  console.error(`pkg/action.js must not ship (it stays in ${staged}):\n${found.map((why) => `- ${why}`).join("\n")}`);
  process.exit(1);
}
swap();
const size = Buffer.byteLength(text);
const encoded = Math.ceil(wasm.length / 3) * 4;
console.log(`WebAssembly    ${String(wasm.length).padStart(6)} bytes, ${encoded} in base64`);
console.log(`glue and shim  ${String(size - encoded).padStart(6)} bytes`);
console.log(
  `action.js      ${String(size).padStart(6)} bytes (must: ${budget.must}, aim: ${budget.aim}, platform: ${budget.platform})`,
);
