// A process of its own, on Node 22: the time of a warm login, by contender and kind of login. Arguments: the files.
// Prints nanoseconds as JSON: `{[kind]: median[]}`, in the order of the files.
import { measure } from "mitata";
import { load } from "./contenders.js";
import { cheapApi, logins } from "./logins.js";

/** Contenders take turns, so that what else the machine does meets all of them; the median of the rounds counts. */
const rounds = 11;

/** @param {number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

const handlers = process.argv.slice(2).map((file) => load(file).onExecutePostLogin);
const api = cheapApi();

/** @param {(event: any, api: any) => Promise<void>} handler @param {any[]} events */
async function measureOnce(handler, events) {
  let next = 0;
  const login = async () => handler(events[next++ & (events.length - 1)], api);
  const { p50 } = await measure(login, { min_cpu_time: 10e6, min_samples: 20, inner_gc: false });
  return p50;
}

/** @type {Record<string, number[]>} */
const medians = {};
// The first round warms up: every handler has seen every kind of login before one counts.
for (const { events } of logins) for (const handler of handlers) await measureOnce(handler, events);
for (const { kind, events } of logins) {
  /** @type {number[][]} */
  const times = handlers.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, handler] of handlers.entries()) times[index].push(await measureOnce(handler, events));
  }
  medians[kind] = times.map(median);
}
console.log(JSON.stringify(medians));
