// The results as a drawing for the README: bars, legible on light and dark pages, with no fonts or scripts of its own.

/** @typedef {import("./run.js").Results} Results */

const width = 860;
const labelWidth = 190;
const barSpace = 520;
const barHeight = 11;
const gap = 3;

const style = `
text { font: 13px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; fill: #1f2328 }
.title { font-weight: 600; font-size: 15px }
.value, .note { font-size: 11px; fill: #59636e }
.sample { fill: #9aa4af } .twin { fill: #d4a72c } .stock { fill: #bf6a5a } .ours { fill: #1a7f64 }
.limit { stroke: #cf222e; stroke-dasharray: 3 3 }
.axis { stroke: #d1d9e0 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 } .value, .note { fill: #9198a1 }
  .sample { fill: #6e7681 } .twin { fill: #d9a634 } .stock { fill: #c9705e } .ours { fill: #3fb28f }
  .limit { stroke: #ff7b72 } .axis { stroke: #3d444d }
}`;

/** @param {string} text */
const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

/** @param {number} value */
const round = (value) => Number(value.toFixed(1));

/**
 * @typedef {object} Panel
 * @property {string} title
 * @property {{ label: string, values: number[] }[]} groups
 * @property {(value: number) => string} write
 * @property {{ value: number, label: string }} [limit]
 */

/** @param {Results} results @returns {Panel[]} */
function panels({ rows }) {
  const kinds = Object.keys(rows[0].warm);
  const microseconds = (/** @type {number} */ value) => `${(value / 1000).toFixed(2)} µs`;
  return [
    {
      title: "A warm login, by what the user has",
      groups: kinds.map((kind) => ({ label: kind, values: rows.map(({ warm }) => warm[kind]) })),
      write: microseconds,
    },
    {
      title: "Cold: the file loaded and the first login, in a fresh process",
      groups: [{ label: "", values: rows.map(({ cold }) => cold) }],
      write: (value) => `${value.toFixed(2)} ms`,
    },
    {
      title: "The file that is pasted into the tenant",
      groups: [{ label: "", values: rows.map(({ bytes }) => bytes) }],
      write: (value) => `${(value / 1000).toFixed(1)} kB`,
      limit: { value: 100_000, label: "the platform's limit" },
    },
  ];
}

/** @param {Panel} panel @param {string[]} names @param {number} top @returns {{ svg: string, height: number }} */
function drawPanel({ title, groups, write, limit }, names, top) {
  const largest = Math.max(...groups.flatMap(({ values }) => values), limit?.value ?? 0);
  const scale = barSpace / largest;
  const parts = [`<text class="title" x="0" y="${top + 14}">${escape(title)}</text>`];
  let y = top + 28;
  const first = y;
  for (const { label, values } of groups) {
    const groupHeight = values.length * (barHeight + gap) - gap;
    parts.push(`<text x="${labelWidth - 12}" y="${y + groupHeight / 2 + 4}" text-anchor="end">${escape(label)}</text>`);
    for (const [index, value] of values.entries()) {
      const length = round(Math.max(value * scale, 1));
      parts.push(
        `<rect class="${names[index]}" x="${labelWidth}" y="${y}" width="${length}" height="${barHeight}" rx="2"/>`,
        `<text class="value" x="${labelWidth + length + 6}" y="${y + barHeight - 1.5}">${write(value)}</text>`,
      );
      y += barHeight + gap;
    }
    y += 11;
  }
  parts.push(`<path class="axis" d="M${labelWidth - 0.5} ${first - 4}V${y - 8}"/>`);
  if (limit) {
    const x = round(labelWidth + limit.value * scale);
    parts.push(
      `<path class="limit" d="M${x} ${first - 6}V${y - 8}"/>`,
      `<text class="note" x="${x}" y="${first - 10}" text-anchor="middle">${escape(limit.label)}</text>`,
    );
  }
  return { svg: parts.join("\n"), height: y - top };
}

/** @param {Results} results @returns {string} an SVG document */
export function draw(results) {
  const names = results.rows.map(({ name }) => name);
  let x = 0;
  const legend = results.rows.map(({ name, title }) => {
    const entry = `<rect class="${name}" x="${x}" y="4" width="12" height="12" rx="2"/><text x="${x + 18}" y="15">${escape(title)}</text>`;
    x += 40 + title.length * 7;
    return entry;
  });
  let top = 36;
  const drawn = panels(results).map((panel) => {
    const { svg, height } = drawPanel(panel, names, top);
    top += height + 14;
    return svg;
  });
  const note = `Medians, side by side in one run on Node ${results.node.slice(1)}: npm run bench`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${top + 12}" width="${width}" height="${top + 12}" role="img" aria-label="Benchmark results: speed and size of four Actions">
<style>${style}
</style>
${legend.join("\n")}
${drawn.join("\n")}
<text class="note" x="0" y="${top + 4}">${note}</text>
</svg>
`;
}
