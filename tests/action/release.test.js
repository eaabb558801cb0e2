// What whoever deploys pkg/action.js can check it by: its checksum, its version, and the licences of what is in it.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";

/** @param {string} path */
const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const checksum = createHash("sha256").update(read("pkg/action.js")).digest("hex");
const [, version] = /^version = "(.+)"$/m.exec(read("Cargo.toml")) ?? [];

test("SHA256SUMS is what `sha256sum --check` reads, and the README's checksum is the same", () => {
  assert.equal(read("pkg/SHA256SUMS"), `${checksum}  action.js\n`);
  for (const [named] of read("README.md").matchAll(/\b[0-9a-f]{64}\b/g)) assert.equal(named, checksum);
});

test("the file says which version it is and which sources it was built from", () => {
  const [first, , third] = read("pkg/action.js").split("\n");
  assert.ok(first.startsWith(`// picture-claim ${version} (`), first);
  assert.match(third, /^\/\/ Built from the sources [0-9a-f]{64}$/);
});

test("the changelog begins with this version", () => {
  const [, newest] = /^## (\S+)/m.exec(read("CHANGELOG.md")) ?? [];
  assert.equal(newest, version);
});

test("each package in the file is named with its licence, and its licence's text is there", () => {
  const text = read("pkg/THIRD-PARTY.txt");
  const [, list] = text.split("\n\n");
  assert.ok(list.split("\n").length > 5);
  for (const line of list.split("\n")) {
    const [, name] = /^(.+): .*(?:MIT|Apache-2\.0)/.exec(line) ?? assert.fail(line);
    // Two carry no text: they offer it by reference, and the Apache licence is in others' sections and in this folder.
    if (!/^(rlsf|the standard library)/.test(name)) assert.ok(text.includes(`\n${name} (`), name);
  }
});
