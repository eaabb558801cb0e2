// The native core and the shipped WebAssembly, on the same arbitrary events: the tool's `set` and the login must agree.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { before, test } from "node:test";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { event } from "./events.js";
import { loadAction } from "./load.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const native = join(root, "target", "debug", "examples", "decide");

before(() => {
  execFileSync("cargo", ["build", "--quiet", "--locked", "--example", "decide"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
});

/** @param {any[]} events @returns {any[]} the native core's decisions */
function decideNatively(events) {
  const input = events.map((event) => JSON.stringify(event)).join("\n");
  const { status, stdout, stderr, error } = spawnSync(native, { input, encoding: "utf8", maxBuffer: 2 ** 30 });
  assert.equal(status, 0, error?.message ?? stderr);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

test("20,000 arbitrary events, lone surrogates among them", () => {
  // JSON that Rust reads has no lone surrogates; the URL standard replaces them before it parses, and so does this.
  const surrogates = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
  const wellFormed = (/** @type {any} */ event) =>
    JSON.parse(JSON.stringify(event), (_, value) =>
      typeof value === "string" ? value.replace(surrogates, "\ufffd") : value,
    );
  const events = fc.sample(event, { numRuns: 20_000, seed: 20261123 });
  const expected = decideNatively(events.map(wellFormed));
  const { decide } = loadAction();
  const reasons = new Set();
  events.forEach((event, index) => {
    const decision = decide(event);
    assert.deepEqual(structuredClone(decision), expected[index], JSON.stringify(event));
    reasons.add(decision.reason).add(decision.rejection);
  });
  // Events that always end in the same row would prove little.
  assert.equal(reasons.size, 7 + 6 + 1, [...reasons].join(" "));
});
