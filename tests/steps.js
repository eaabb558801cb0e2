// The steps of `npm test`, in order: cheap ones first.
import { join } from "node:path";
import { findChromium, whyNoBrowser } from "./login/chromium.js";

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string[]} command run in the project's folder
 * @property {() => string | undefined} [skip] why this step can't run on this machine, if it can't
 */

/** The versions that Auth0 runs Actions on, and the next one. @type {(version: number) => string} */
const runtime = (version) => join("tests", "runtimes", "node_modules", `node${version}`, "bin", "node");
/** Listed one by one: Node 20 knows no patterns here. @type {(folder: string, names: string) => string[]} */
const nodeTest = (folder, names) => [
  "node",
  "--test",
  ...names.split(" ").map((name) => `tests/${folder}/${name}.test.js`),
];
const tool = (/** @type {string} */ name) => join("target", "tools", "bin", name);
const clippy = ["cargo", "clippy", "--workspace", "--all-targets", "--quiet", "--locked"];

/** @type {Step[]} */
export const steps = [
  { name: "lint: JavaScript types", command: ["npx", "tsc"] },
  { name: "lint: JavaScript format", command: ["npx", "prettier", "--check", "--log-level=warn", "."] },
  { name: "lint: Rust format", command: ["cargo", "fmt", "--all", "--check"] },
  { name: "lint: Rust", command: [...clippy, "--", "-D", "warnings"] },
  {
    name: "lint: Rust for WebAssembly",
    command: [
      ...clippy.filter((word) => word !== "--workspace"),
      "--target",
      "wasm32-unknown-unknown",
      "--",
      "-D",
      "warnings",
    ],
  },
  {
    name: "supply: the crates' licences, versions and sources",
    // Not the advisories, whose database is on the network: `npm run audit`.
    command: [tool("cargo-deny"), "--locked", "check", "licenses", "bans", "sources"],
  },
  { name: "core: native", command: ["cargo", "test", "--quiet", "--locked", "--package", "picture-claim"] },
  { name: "core: WebAssembly", command: [tool("wasm-pack"), "test", "--node", ".", "--locked"] },
  ...[18, 22, 24].map((version) => ({
    name: `action: Node ${version}`,
    command: [runtime(version), "--disallow-code-generation-from-strings", "tests/action/all.js"],
  })),
  { name: "action: agreement with the native core", command: nodeTest("action", "agreement") },
  { name: "action: agreement with the twin", command: nodeTest("action", "twin differential") },
  { name: "action: endurance", command: nodeTest("action", "endurance") },
  { name: "action: build, release and try", command: nodeTest("action", "build release try") },
  {
    name: "login: the local tenant",
    command: nodeTest(
      "login",
      "pictures actions failures actions-api management connections limits pages serve deploy-cli",
    ),
  },
  { name: "admin: picture-admin", command: ["cargo", "test", "--quiet", "--locked", "--package", "picture-admin"] },
  { name: "login: the sample application", command: nodeTest("login", "application-pages application start") },
  {
    name: "login: a real browser",
    command: nodeTest("login", "browser"),
    skip: () => (findChromium() ? undefined : whyNoBrowser),
  },
];

/** The steps of `npm run audit`: what needs a database on the network. @type {Step[]} */
export const audits = [
  { name: "audit: advisories for the crates", command: [tool("cargo-deny"), "check"] },
  { name: "audit: advisories for the npm packages", command: ["npm", "audit"] },
];
