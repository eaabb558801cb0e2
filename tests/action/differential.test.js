// The short form of `npm run fuzz`, on the same events each time.
import assert from "node:assert/strict";
import { test } from "node:test";
import { compare } from "./differential.js";

test("the shipped file and the twin agree on 10,000 decisions and 200 logins", async () => {
  const met = await compare({ decisions: 10_000, logins: 200, seed: 20261123 });
  assert.equal(met.size, 7 + 6 + 1, [...met].join(" "));
});
