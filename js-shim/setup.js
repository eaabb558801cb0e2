// Installs what a fresh machine lacks, so that no npm script needs a step before it: `setup.js run` what `npm start`
// needs (npm packages), `setup.js build` also the Rust toolchain with the wasm target, and wasm-pack, `setup.js test` also
// the runtimes that the Action is tested on, and cargo-deny.
// Only Node's own modules here: nothing else is installed yet when this runs.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
// Tools that cargo builds for this project; under target/, because they belong to this checkout alone.
const toolsFolder = join(root, "target", "tools");
// Where npm is a script, which only a shell runs.
const onWindows = process.platform === "win32";

/**
 * Runs a command in the project's folder, its output shown, and ends this process with a remedy if it fails.
 * @param {string} remedy what a person can do when the command fails
 * @param {string} command
 * @param {string[]} args
 */
function must(remedy, command, ...args) {
  console.error(`setup: ${command} ${args.join(" ")}`);
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: onWindows,
  });
  if (status === 0) return;
  console.error(`setup: "${command} ${args[0]}" failed${error ? ` (${error.message})` : ""}. ${remedy}`);
  process.exit(1);
}

/**
 * @param {string} folder of a package.json and its lock
 * @param {string} extent what is installed of it, as this script tells one from the other
 * @param {string[]} options
 */
function installPackages(folder, extent, ...options) {
  const marker = join(folder, "node_modules", ".installed");
  const lock = createHash("sha256").update(readFileSync(join(folder, "package-lock.json")));
  const wanted = lock.digest("hex");
  const installed = existsSync(marker) ? readFileSync(marker, "utf8") : "";
  if (installed === `all ${wanted}` || installed === `${extent} ${wanted}`) return;
  must("Is the npm registry reachable?", "npm", "ci", "--prefix", folder, ...options);
  writeFileSync(marker, `${extent} ${wanted}`);
}

/** The toolchain of rust-toolchain.toml, with the components and the target that it names. */
function installToolchain() {
  const { stdout } = spawnSync("rustup", ["--version"], { cwd: root, encoding: "utf8", shell: onWindows });
  const [, major, minor] = stdout?.match(/^rustup (\d+)\.(\d+)/)?.map(Number) ?? [];
  // From 1.28 on rustup installs the file's toolchain when asked to, and may be told never to do it of itself; before, it
  // does so with any command, and does not know the question.
  const asked = major > 1 || minor >= 28;
  must(
    "Install Rust with rustup, from rustup.rs: rust-toolchain.toml names the toolchain that this project is built with.",
    "rustup",
    ...(asked ? "toolchain install --no-self-update" : "target add wasm32-unknown-unknown").split(" "),
  );
}

/** @param {"wasm-pack" | "cargo-deny"} tool @param {string[]} options */
function installTool(tool, ...options) {
  const version = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).config[tool];
  const installed = spawnSync(join(toolsFolder, "bin", tool), ["--version"], { encoding: "utf8" }).stdout;
  if (installed?.trim() === `${tool} ${version}`) return;
  must(
    "Is crates.io reachable, and is a C compiler installed?",
    "cargo",
    ...`install ${tool} --version =${version} --locked --root`.split(" "),
    toolsFolder,
    ...options,
  );
}

const purpose = process.argv[2] ?? "";
if (!["run", "build", "test"].includes(purpose)) {
  console.error("usage: node js-shim/setup.js run|build|test");
  process.exit(2);
}
if (purpose === "run") installPackages(root, "run", "--omit=dev");
else {
  installPackages(root, "all");
  installToolchain();
  installTool("wasm-pack");
}
if (purpose === "test") {
  installPackages(join(root, "tests", "runtimes"), "all");
  // Not optimized: it is built in a third of the time, and has a second's work to do.
  installTool("cargo-deny", "--debug");
}
