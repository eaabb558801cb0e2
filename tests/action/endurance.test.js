// What `npm run soak` shows over a million logins, in short.
import assert from "node:assert/strict";
import { test } from "node:test";
import { crowd, endure } from "../../bench/endurance.js";

test("20,000 logins in one loaded Action, traps among them, each right and none leaving memory behind", async () => {
  const samples = [];
  for await (const sample of endure(20_000, 5_000)) samples.push(sample);
  const [, settled] = samples;
  const last = samples[samples.length - 1];
  // 50 bytes a login would be a leak of one small object.
  assert.ok(last.heldBytes - settled.heldBytes < 500_000, JSON.stringify(samples));
  assert.equal(last.wasmBytes, settled.wasmBytes);
  assert.ok(last.instances > 20, "traps and exceptions made new instances");
});

test("10,000 logins in flight at once in one instance", async () => {
  assert.equal(await crowd(10_000), 10_000);
});
