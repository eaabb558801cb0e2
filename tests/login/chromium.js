// Which browser the browser tests run in, if this machine has one.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

// For an environment without a display, a user namespace or a network, where Chromium's own services would only fail.
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @returns {string | undefined} a Chromium's path */
export function findChromium() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const onPath = ["chromium", "chromium-browser", "google-chrome"].flatMap((name) =>
    folders.map((folder) => join(folder, name)),
  );
  return [process.env.CHROMIUM_PATH, ...onPath, chromium.executablePath()].find((path) => path && isExecutable(path));
}

export const whyNoBrowser =
  "no Chromium found: set CHROMIUM_PATH, or install one (apt-get install chromium, or npx playwright-core install chromium)";

/** @returns {Promise<import("playwright-core").Browser>} with a fresh profile */
export function launchChromium() {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(whyNoBrowser);
  return chromium.launch({ executablePath, args: flags });
}
