// The results as text.

/** @param {number} value */
const grouped = (value) => Math.round(value).toLocaleString("en-US");

/** @param {number} value */
const short = (value) => (value >= 100 ? grouped(value) : value.toFixed(2));

/** @param {import("./run.js").Ratio} ratio */
export const verdict = ({ value, must, aim }) => (value <= aim ? "aim met" : value <= must ? "must met" : "MISSED");

/** @param {import("./run.js").Results} results */
export function printTable({ node, rows, ratios }) {
  const kinds = Object.keys(rows[0].warm);
  /** @type {[string, (row: import("./run.js").Row) => string][]} */
  const lines = [
    ["file, bytes", ({ bytes }) => grouped(bytes)],
    ["WebAssembly, bytes", ({ wasmBytes }) => (wasmBytes ? grouped(wasmBytes) : "")],
    ["held after 10,000 logins, kB", ({ heldBytes }) => grouped(heldBytes / 1000)],
    ...kinds.map(
      (kind) =>
        /** @type {[string, (row: import("./run.js").Row) => string]} */ ([
          `warm: ${kind}, ns`,
          ({ warm }) => grouped(warm[kind]),
        ]),
    ),
    ["cold: load and first login, ms", ({ cold }) => cold.toFixed(2)],
    ["cold: the whole process, ms", ({ wholeProcess }) => wholeProcess.toFixed(1)],
  ];
  console.log(`\n${"".padEnd(32)}${rows.map(({ title }) => title.padStart(24)).join("")}`);
  for (const [name, cell] of lines) {
    console.log(`${name.padEnd(32)}${rows.map((row) => cell(row).padStart(24)).join("")}`);
  }
  console.log("\nagainst the budgets:");
  for (const ratio of ratios) {
    const { name, value, must, aim } = ratio;
    const budgets = `must ${short(must)}, aim ${short(aim)}`;
    console.log(`${name.padEnd(40)}${short(value).padStart(8)}   ${verdict(ratio).padEnd(9)} (${budgets})`);
  }
  console.log(`\nMedians on Node ${node.slice(1)}.`);
}
