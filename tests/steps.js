// The steps of `npm test`, in order: cheap ones first.
import { findChromium, whyNoBrowser } from "./login/chromium.js";

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {[string, ...string[]]} command run in the project's folder
 * @property {() => string | undefined} [skip] why this step can't run on this machine, if it can't
 */

/** @type {Step[]} */
export const steps = [
  { name: "lint: JavaScript types", command: ["npx", "tsc"] },
  { name: "lint: JavaScript format", command: ["npx", "prettier", "--check", "--log-level=warn", "."] },
  {
    name: "login: the sample application",
    command: [
      "node",
      "--test",
      "tests/login/pages.test.js",
      "tests/login/application.test.js",
      "tests/login/start.test.js",
    ],
  },
  {
    name: "login: a real browser",
    command: ["node", "--test", "tests/login/browser.test.js"],
    skip: () => (findChromium() ? undefined : whyNoBrowser),
  },
];
