// `npm run soak`: 1,000,000 logins in one loaded Action (another number as an argument), then 10,000 in flight at once. Ends
// with 1 if a login went wrong, or if memory grew from the first 10,000 logins on.
import { crowd, endure } from "./endurance.js";

/** Bytes: more than samples differ by on their own, less than one byte a login. */
const bound = 500_000;
const total = Number(process.argv[2] ?? 1_000_000);
const every = Math.min(10_000, total / 10);

/** @param {number} bytes */
const megabytes = (bytes) => (bytes / 1e6).toFixed(2).padStart(8);

/** @type {import("./endurance.js").Sample[]} */
const samples = [];
console.log("    logins  held, MB  wasm memory, MB  instances  ns a login");
for await (const sample of endure(total, every)) {
  samples.push(sample);
  const { logins, heldBytes, wasmBytes, instances, nanoseconds } = sample;
  if (samples.length === 1 || samples.length % 10 === 0) {
    console.log(
      `${String(logins).padStart(10)}  ${megabytes(heldBytes)}  ${megabytes(wasmBytes).padStart(15)}  ${String(instances).padStart(9)}  ${nanoseconds.toFixed(0).padStart(10)}`,
    );
  }
}

/** @param {number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const tenth = Math.ceil(samples.length / 10);
const [first, last] = [samples.slice(0, tenth), samples.slice(-tenth)];
/** @type {(name: "heldBytes" | "wasmBytes" | "nanoseconds") => [number, number]} */
const ends = (name) => [median(first.map((sample) => sample[name])), median(last.map((sample) => sample[name]))];
const [heldFirst, heldLast] = ends("heldBytes");
const [wasmFirst, wasmLast] = ends("wasmBytes");
const [speedFirst, speedLast] = ends("nanoseconds");
console.log(`\nfirst tenth against last tenth, medians:
held          ${megabytes(heldFirst)} MB, ${megabytes(heldLast)} MB (may grow by ${megabytes(bound).trim()})
wasm memory   ${megabytes(wasmFirst)} MB, ${megabytes(wasmLast)} MB (may not grow)
a login       ${speedFirst.toFixed(0)} ns, ${speedLast.toFixed(0)} ns`);

const inFlight = 10_000;
const right = await crowd(inFlight);
console.log(`in flight at once: ${right} of ${inFlight} right`);
if (heldLast - heldFirst > bound || wasmLast > wasmFirst || right !== inFlight) {
  console.error("soak: FAILED");
  process.exit(1);
}
console.log("soak: memory is flat");
