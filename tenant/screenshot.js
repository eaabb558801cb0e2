// The README's picture, made anew: `node tenant/screenshot.js` signs in to the sample application in a browser and
// writes tenant/screenshot.png. Needs the development packages and a Chromium.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { launchChromium } from "../tests/login/chromium.js";
import { listen } from "./app/listen.js";
import { startSample } from "./sample.js";

const code = readFileSync(new URL("../pkg/action.js", import.meta.url), "utf8");
const sample = await startSample({ door: await listen(0), code });
const browser = await launchChromium();
try {
  const page = await browser.newPage({ viewport: { width: 1200, height: 920 }, colorScheme: "light" });
  await page.goto(sample.url);
  await page.getByRole("button", { name: "Sign in as Ada Example" }).click();
  await page.getByRole("button", { name: "Ada Example" }).click();
  await page.getByRole("heading", { name: "Why this picture" }).waitFor();
  await page.screenshot({ path: fileURLToPath(new URL("screenshot.png", import.meta.url)) });
} finally {
  await browser.close();
  await sample.close();
}
