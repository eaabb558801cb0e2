// What `npm run soak` shows over a million logins, in short.
import assert from "node:assert/strict";
import { test } from "node:test";
import { crowd, endure } from "../../bench/endurance.js";

test("40,000 logins in one loaded Action, traps among them, each right and none leaving memory behind", async () => {
  /** @type {import("../../bench/endurance.js").Sample[]} */
  const samples = [];
  for await (const sample of endure(40_000, 4_000)) samples.push(sample);
  // The first one has the compilers at work.
  const [, ...settled] = samples;
  const later = settled.splice(4);
  // A dropped instance, with its half megabyte, may outlive the collections before a sample, though not those before every
  // sample: what is held in all of them is what stays.
  /** @param {typeof samples} taken */
  const least = (taken) => Math.min(...taken.map(({ heldBytes }) => heldBytes));
  const bytesPerLogin = (least(later) - least(settled)) / (later[0].logins - settled[0].logins);
  // An empty object a login, kept in a list, measures 54.
  assert.ok(bytesPerLogin < 25, `${bytesPerLogin} bytes a login stay: ${JSON.stringify(samples)}`);
  assert.ok(samples.every(({ wasmBytes }) => wasmBytes === samples[0].wasmBytes));
  assert.ok(later[0].instances > 100, "traps and exceptions made new instances");
});

test("10,000 logins in flight at once in one instance", async () => {
  assert.equal(await crowd(10_000), 10_000);
});
