// What holds of the shipped file on arbitrary events.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { event } from "./events.js";
import { loadAction, recordingApi } from "./load.js";

/** @param {string} url */
function passes(url) {
  const { protocol, username, password, hostname, href } = new URL(url);
  const isName = hostname.includes(".") && !hostname.endsWith(".") && !/^\[|\.\d+$/.test(hostname);
  return protocol === "https:" && !username && !password && isName && href === url && url.length <= 2048;
}

const { decide } = loadAction();

test("the handler never rejects, sets at most one claim, and logs at most one short line", async () => {
  await fc.assert(
    fc.asyncProperty(event, async (event) => {
      const { onExecutePostLogin, log } = loadAction();
      const api = recordingApi();
      await onExecutePostLogin(event, api);
      const { claim, rejection } = decide(event);
      assert.deepEqual(api.claims, claim === "keep" ? [] : [["picture", claim.set]]);
      assert.deepEqual(log.lines, rejection ? [`picture-claim: user_metadata.picture ignored (${rejection})`] : []);
    }),
    { numRuns: 300 },
  );
});

test("the claim is empty or passes the rule, and deciding twice gives the same", () => {
  fc.assert(
    fc.property(event, (event) => {
      const decision = decide(event);
      assert.deepEqual(decide(event), decision);
      if (decision.claim === "keep") return assert.match(decision.reason, /^(provider|none)$/);
      const { set } = decision.claim;
      // A Gravatar's own scheme is kept, and that may be http.
      if (decision.reason === "gravatar_default") {
        const { hostname, searchParams } = new URL(set);
        assert.match(hostname, /(^|\.)gravatar\.com$/);
        assert.ok(passes(searchParams.get("d") ?? "") && !searchParams.has("default"), set);
      } else assert.ok(set === "" || passes(set), set);
    }),
    { numRuns: 3_000 },
  );
});
