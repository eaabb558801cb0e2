// The steps of `npm test`, in order: cheap ones first.

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
];
