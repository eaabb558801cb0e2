// `npm run try`, as a process.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../../js-shim/try.js", import.meta.url));
const users = fileURLToPath(new URL("../../tenant/users.json", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "picture-claim-"));
after(() => rmSync(folder, { recursive: true }));

/** @param {string[]} args */
const run = (...args) => spawnSync(process.execPath, [script, ...args], { encoding: "utf8" });

/** @param {string} name @param {string} text */
function file(name, text) {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

test("a list of events: claim before and after, reason and log line of each", () => {
  const { status, stdout, stderr } = run(users);
  assert.equal(stderr, "");
  assert.equal(status, 0);
  const linkedIn = stdout.split("\n\n").find((block) => block.includes("linkedin|EXAMPLEid1"));
  assert.match(linkedIn ?? "", /claim {5}"https:\/\/media\.licdn\.com\/[^"]+" \(kept\)/);
  assert.match(linkedIn ?? "", /reason {4}provider, user_metadata\.picture rejected: not_https/);
  assert.match(linkedIn ?? "", /log {7}picture-claim: user_metadata\.picture ignored \(not_https\)/);
  const x = stdout.split("\n\n").find((block) => block.includes("twitter|783214"));
  assert.match(x ?? "", /provider {2}"https:\/\/pbs\.twimg\.com[^"]+"\nclaim {5}""\nreason {4}removed\nlog {7}nothing/);
});

test("one event, with secrets", () => {
  const event = file("one.json", '{"user": {"user_metadata": {"picture": " "}}}');
  const { stdout } = run(event, "--secret", "DEFAULT_PICTURE_URL=https://cdn.example/d.png?a=b");
  assert.match(stdout, /claim {5}"https:\/\/cdn\.example\/d\.png\?a=b"\nreason {4}removed/);
});

test("control characters that a user wrote do not reach the terminal", () => {
  const { stdout } = run(file("control.json", '{"user": {"picture": "\\u001b[2J"}}'));
  assert.match(stdout, /"\\u001b\[2J" \(kept\)/);
});

test("an event that the handler fails open on", () => {
  const { status, stdout } = run(file("null.json", "null"));
  assert.equal(status, 0);
  assert.match(stdout, /reason {4}failed open\nlog {7}picture-claim: kept the provider's picture \(TypeError\)/);
});

test("a default that can't be used is named", () => {
  const { status, stderr } = run(users, "--secret", "DEFAULT_PICTURE_URL=http://cdn.example/d.png");
  assert.deepEqual([status, stderr.split(" ")[0]], [0, "DEFAULT_PICTURE_URL"]);
});

for (const [name, args, message] of /** @type {[string, string[], RegExp][]} */ ([
  ["no event", [], /^usage: /],
  ["two events", [users, users], /^usage: /],
  ["an unknown option", [users, "--secrets", "A=b"], /--secrets.*\nusage: /s],
  ["a file that is not there", ["nowhere.json"], /nowhere\.json.*Is the path right\?/],
  ["a file that is not JSON", [file("bad.json", "{")], /bad\.json" is not JSON/],
  ["a secret without a value", [users, "--secret", "DEFAULT_PICTURE_URL"], /NAME=VALUE/],
  ["a secret that the Action does not read", [users, "--secret", "DEFAULT_URL=x"], /reads no secret "DEFAULT_URL"/],
])) {
  test(`wrong use is refused with a remedy: ${name}`, () => {
    const { status, stdout, stderr } = run(...args);
    assert.deepEqual([status, stdout], [2, ""]);
    assert.match(stderr, message);
  });
}
