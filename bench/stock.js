// Builds the stock Action with wasm-pack as it comes, and makes one file of what it writes, as the platform wants it.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const target = join(root, "target", "stock");
const glue = join(target, "glue");

/** Where wasm-bindgen's glue for Node reads its file from a disk that the platform doesn't have. */
const fromDisk = /^const wasmPath = .+;\nconst wasmBytes = require\('fs'\)\.readFileSync\(wasmPath\);$/m;

/** @returns {{ code: string, wasm: Buffer }} */
export function buildStock() {
  const options = "--target nodejs --release --no-typescript --no-pack --no-gitignore --out-name stock".split(" ");
  const tools = [join(root, "node_modules", ".bin"), join(root, "target", "tools", "bin")];
  execFileSync("wasm-pack", ["build", ...options, "--out-dir", glue, ".", "--locked"], {
    cwd: join(root, "bench", "stock"),
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, PATH: [...tools, process.env.PATH].join(delimiter), CARGO_TARGET_DIR: target },
  });
  const wasm = readFileSync(join(glue, "stock_bg.wasm"));
  const stock = readFileSync(join(glue, "stock.js"), "utf8");
  if (!fromDisk.test(stock)) throw new Error("wasm-bindgen's glue no longer reads its file in the way that is known");
  const inlined = stock.replace(
    fromDisk,
    () => `const wasmBytes = Buffer.from("${wasm.toString("base64")}", "base64");`,
  );
  return { code: `${inlined}\n${readFileSync(join(root, "bench", "stock", "handler.cjs"), "utf8")}`, wasm };
}
