// `npm run bench`: what the README promises of speed and size, measured side by side in one run on Node 22. Prints a table
// and the ratios against the budgets, and writes bench/results.json and bench/results.svg, which the README shows.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { budget } from "../js-shim/check.js";
import { contenders, load } from "./contenders.js";
import { draw } from "./drawing.js";
import { buildStock } from "./stock.js";
import { printTable } from "./table.js";

/**
 * @typedef {object} Results
 * @property {string} node
 * @property {Row[]} rows
 * @property {Ratio[]} ratios
 *
 * @typedef {object} Row what was measured of one contender
 * @property {import("./contenders.js").Contender["name"]} name
 * @property {string} title
 * @property {number} bytes of the file
 * @property {number} wasmBytes
 * @property {number} heldBytes after 10,000 logins
 * @property {Record<string, number>} warm nanoseconds a login, by kind
 * @property {number} cold milliseconds: the file read, loaded, and the first login
 * @property {number} wholeProcess milliseconds: the same with Node's own start and end
 *
 * @typedef {object} Ratio
 * @property {string} name
 * @property {number} value
 * @property {number} must
 * @property {number} aim
 */

const root = fileURLToPath(new URL("..", import.meta.url));
const node = join(root, "tests", "runtimes", "node_modules", "node22", "bin", "node");
/** Cold starts of each contender; they take turns. */
const coldStarts = 40;

/** @param {string} script @param {string[]} files @param {string[]} options */
const run = (script, files, ...options) =>
  execFileSync(node, [...options, join(root, "bench", script), ...files], { encoding: "utf8" });

/** @param {number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Only those that decide alike are worth comparing; the sample decides nothing. */
function mustAgree(/** @type {import("./contenders.js").Contender[]} */ list) {
  const cases = JSON.parse(readFileSync(join(root, "tests", "decisions.json"), "utf8"));
  for (const { title, file } of list) {
    const { decide } = load(file);
    for (const { name, settings, user, expect } of cases) {
      const decision = structuredClone(decide({ user, secrets: settings }));
      if (!isDeepStrictEqual(decision, expect)) throw new Error(`${title} fails the case "${name}"`);
    }
  }
}

/** @param {string[]} files @returns {{ inside: number, whole: number }[]} milliseconds */
function measureCold(files) {
  const times = files.map(() => ({ inside: /** @type {number[]} */ ([]), whole: /** @type {number[]} */ ([]) }));
  for (let start = 0; start < coldStarts; start += 1) {
    for (const [index, file] of files.entries()) {
      const started = process.hrtime.bigint();
      times[index].inside.push(Number(run("cold.js", [file])) / 1e6);
      times[index].whole.push(Number(process.hrtime.bigint() - started) / 1e6);
    }
  }
  return times.map(({ inside, whole }) => ({ inside: median(inside), whole: median(whole) }));
}

console.error("building the stock Action");
const list = contenders(buildStock().code);
mustAgree(list.filter(({ name }) => name !== "sample"));
const files = list.map(({ file }) => file);
console.error("warm logins: about a minute");
/** @type {Record<string, number[]>} */
const warm = JSON.parse(run("warm.js", files));
console.error(`cold starts: ${coldStarts} of each`);
const cold = measureCold(files);
console.error("memory");
const held = files.map((file) => Number(run("memory.js", [file], "--expose-gc")));

/** @type {Row[]} */
const rows = list.map(({ name, title, bytes, wasmBytes }, index) => ({
  name,
  title,
  bytes,
  wasmBytes,
  heldBytes: held[index],
  warm: Object.fromEntries(Object.entries(warm).map(([kind, times]) => [kind, Math.round(times[index])])),
  cold: Number(cold[index].inside.toFixed(2)),
  wholeProcess: Number(cold[index].whole.toFixed(1)),
}));
const [, twin, , ours] = rows;
/** @type {(kind: string) => number} */
const warmRatio = (kind) => ours.warm[kind] / twin.warm[kind];
/** @type {Results} */
const results = {
  node: execFileSync(node, ["--version"], { encoding: "utf8" }).trim(),
  rows,
  ratios: [
    { name: "pkg/action.js, bytes", value: ours.bytes, must: budget.must, aim: budget.aim },
    { name: "warm, own picture: ours / twin", value: warmRatio("own picture"), must: 1.5, aim: 1 },
    { name: "warm, own, to normalize: ours / twin", value: warmRatio("own, to normalize"), must: 1.5, aim: 1 },
    { name: "cold: ours / twin", value: ours.cold / twin.cold, must: 4, aim: 2 },
  ],
};
printTable(results);
writeFileSync(join(root, "bench", "results.json"), `${JSON.stringify(results, null, 2)}\n`);
writeFileSync(join(root, "bench", "results.svg"), draw(results));
