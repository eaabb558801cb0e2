// decisions.json, through the file that ships: the claim that is set, the line that is logged, and the decision.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { loadAction, recordingApi } from "./load.js";

const cases = JSON.parse(readFileSync(new URL("../decisions.json", import.meta.url), "utf8"));

describe("decisions.json", () => {
  for (const { name, settings, user, expect } of cases) {
    test(name, async () => {
      const { onExecutePostLogin, decide, log } = loadAction();
      const event = { user, secrets: settings };
      const api = recordingApi();
      assert.equal(await onExecutePostLogin(event, api), undefined);
      assert.deepEqual(api.claims, expect.claim === "keep" ? [] : [["picture", expect.claim.set]]);
      const line = `picture-claim: user_metadata.picture ignored (${expect.rejection})`;
      assert.deepEqual(log.lines, expect.rejection ? [line] : []);
      assert.deepEqual(structuredClone(decide(event)), expect);
    });
  }
});
