// What pkg/action.js contains of others, and under which licences.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

/** @param {string} root @param {string[]} args */
const cargo = (root, ...args) => execFileSync("cargo", args, { cwd: root, encoding: "utf8" });

/**
 * The packages that are compiled into the WebAssembly, in the order of their names. Not those that only run during the
 * build (procedural macros) or in tests.
 * @param {string} root
 * @returns {{ name: string, version: string, license: string, folder: string }[]}
 */
export function shippedCrates(root) {
  const target = ["--target", "wasm32-unknown-unknown"];
  const edges = ["--edges", "normal,no-proc-macro", "--prefix", "none", "--no-dedupe", "--format", "{p}"];
  const tree = cargo(root, "tree", "--package", "picture-claim", "--locked", ...target, ...edges);
  const shipped = new Set(tree.split("\n").map((line) => line.replace(/^(\S+) v(\S+).*$/, "$1 $2")));
  const { packages } = JSON.parse(cargo(root, "metadata", "--format-version=1", "--locked"));
  return packages
    .filter((/** @type {any} */ { name, version, source }) => source && shipped.has(`${name} ${version}`))
    .map((/** @type {any} */ { name, version, license, manifest_path }) => ({
      name,
      version,
      license,
      folder: dirname(manifest_path),
    }))
    .sort((/** @type {any} */ a, /** @type {any} */ b) => (a.name < b.name ? -1 : 1));
}

/**
 * @param {ReturnType<typeof shippedCrates>} crates
 * @param {string} toolchain
 * @returns {string} the text of pkg/THIRD-PARTY.txt
 */
export function thirdParty(crates, toolchain) {
  /** Texts that several crates carry stand here once. @type {Map<string, string[]>} */
  const texts = new Map();
  for (const { name, version, folder } of crates) {
    const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
    for (const file of files.sort()) {
      const text = readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim();
      texts.set(text, [...(texts.get(text) ?? []), `${name} ${version} (${file})`]);
    }
  }
  const list = [
    ...crates.map(({ name, version, license }) => `${name} ${version}: ${license}`),
    `the standard library of Rust ${toolchain}: MIT OR Apache-2.0`,
  ];
  const rule = "-".repeat(80);
  const sections = [...texts].map(([text, owners]) => `${rule}\n${owners.join("\n")}\n\n${text}\n`);
  return `action.js contains compiled code of these packages, and JavaScript that wasm-bindgen wrote:

${list.join("\n")}

The licence texts that they carry:

${sections.join("\n")}`;
}
