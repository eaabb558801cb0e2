// The steps of `npm test`, in order: cheap ones first.
import { findChromium, whyNoBrowser } from "./login/chromium.js";

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {[string, ...string[]]} command run in the project's folder
 * @property {() => string | undefined} [skip] why this step can't run on this machine, if it can't
 */

// Not "node": npm scripts look in node_modules/.bin first, where the development dependency node18 puts its own.
const node = process.env.npm_node_execpath ?? process.execPath;
const localTenant = "pictures actions failures actions-api management connections limits pages serve deploy-cli".split(
  " ",
);
const application = ["application-pages", "application", "start"];

/** @type {Step[]} */
export const steps = [
  { name: "lint: JavaScript types", command: ["npx", "tsc"] },
  { name: "lint: JavaScript format", command: ["npx", "prettier", "--check", "--log-level=warn", "."] },
  {
    name: "login: the local tenant",
    // Listed one by one: Node 20 knows no patterns here, and later ones take a folder for a module.
    command: [node, "--test", ...localTenant.map((name) => `tests/login/${name}.test.js`)],
  },
  {
    name: "login: the sample application",
    command: [node, "--test", ...application.map((name) => `tests/login/${name}.test.js`)],
  },
  {
    name: "login: a real browser",
    command: [node, "--test", "tests/login/browser.test.js"],
    skip: () => (findChromium() ? undefined : whyNoBrowser),
  },
];
