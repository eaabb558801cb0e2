// Makes cargo-fuzz's seed corpus from decisions.json, a file a case, in target/fuzz: `node tests/fuzz/seed.js`.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const cases = JSON.parse(readFileSync(join(root, "tests", "decisions.json"), "utf8"));

/** @param {string} target @param {string[]} inputs */
function write(target, inputs) {
  const folder = join(root, "target", "fuzz", target);
  mkdirSync(folder, { recursive: true });
  for (const [index, input] of inputs.entries()) writeFileSync(join(folder, `case-${index}`), input);
}

/** @type {(value: unknown) => value is string} */
const isText = (value) => typeof value === "string";
write(
  "decision",
  cases.map((/** @type {any} */ { user, settings }) => JSON.stringify({ user, settings })),
);
const urls = cases.flatMap((/** @type {any} */ { user, settings }) =>
  [user?.picture, user?.user_metadata?.picture, settings?.DEFAULT_PICTURE_URL].filter(isText),
);
write("url_rule", urls);
write("plain_url", urls);
