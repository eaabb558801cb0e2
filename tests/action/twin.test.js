// The benchmark's plain JavaScript twin decides each case of decisions.json: a fair opponent, and a second opinion.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { load } from "../../bench/contenders.js";
import { recordingApi } from "./load.js";

const cases = JSON.parse(readFileSync(new URL("../decisions.json", import.meta.url), "utf8"));
const twin = new URL("../../bench/contenders/twin.cjs", import.meta.url);

describe("the twin decides as decisions.json says", () => {
  for (const { name, settings, user, expect } of cases) {
    test(name, async () => {
      const { onExecutePostLogin, decide } = load(twin);
      const event = { user, secrets: settings };
      assert.deepEqual(decide(event), expect);
      const api = recordingApi();
      await onExecutePostLogin(event, api);
      assert.deepEqual(api.claims, expect.claim === "keep" ? [] : [["picture", expect.claim.set]]);
    });
  }
});
