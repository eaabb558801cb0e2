// The shipped file against the plain JavaScript twin, on arbitrary events: what is set, what is logged, what is decided.
// `npm run fuzz` runs it long (any seed), differential.test.js in short (always the same events).
import assert from "node:assert/strict";
import fc from "fast-check";
import { loadAction } from "../../tenant/actions/code.js";
import { readFileSync } from "node:fs";
import { event } from "./events.js";
import { recordingApi } from "./load.js";

/** @param {string} file */
function load(file) {
  const code = readFileSync(new URL(file, import.meta.url), "utf8");
  /** @type {string[]} */
  const lines = [];
  return {
    lines,
    /** A newly loaded Action: the settings hold for as long as it lives. @returns {any} */
    fresh: () => loadAction(code, "action", { console: { log: (/** @type {string} */ line) => lines.push(line) } }),
  };
}

const ours = load("../../pkg/action.js");
const twin = load("../../bench/contenders/twin.cjs");
const ourDecide = ours.fresh().decide;
const twinDecide = twin.fresh().decide;

/** @param {() => unknown} decide @returns {unknown} an event that can't be read fails in both */
function attempt(decide) {
  try {
    return structuredClone(decide());
  } catch {
    return "failed";
  }
}

/** @param {ReturnType<typeof load>} contender @param {any} event */
async function logIn(contender, event) {
  contender.lines.length = 0;
  const api = recordingApi();
  await contender.fresh().onExecutePostLogin(event, api);
  return { claims: api.claims, lines: [...contender.lines] };
}

/**
 * @param {{ decisions: number, logins: number, seed?: number }} numbers of events
 * @returns {Promise<Set<unknown>>} the reasons and rejections that were met
 */
export async function compare({ decisions, logins, seed }) {
  const met = new Set();
  const options = seed === undefined ? {} : { seed };
  fc.assert(
    fc.property(event, (event) => {
      const decision = /** @type {any} */ (attempt(() => twinDecide(event)));
      assert.deepEqual(
        attempt(() => ourDecide(event)),
        decision,
      );
      met.add(decision.reason).add(decision.rejection);
    }),
    { ...options, numRuns: decisions },
  );
  await fc.assert(
    fc.asyncProperty(event, async (event) => {
      assert.deepEqual(await logIn(ours, event), await logIn(twin, event));
    }),
    { ...options, numRuns: logins },
  );
  return met;
}
