// `npm test`: every check of the project, in order, each a command of its own. `node tests/run.js lint` runs the steps
// whose name contains "lint", `node tests/run.js audit` those of `npm run audit`. All steps run even if one fails; the last
// line counts them.
import { spawnSync } from "node:child_process";
import { audits, steps } from "./steps.js";

const wanted = process.argv[2] ?? "";
const results = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
for (const step of wanted === "audit" ? audits : steps.filter(({ name }) => name.includes(wanted))) {
  const reason = step.skip?.();
  if (reason) {
    console.log(`\n=== SKIPPED: ${step.name}: ${reason}`);
    results.skipped += 1;
    continue;
  }
  console.log(`\n=== ${step.name}: ${step.command.join(" ")}`);
  const started = Date.now();
  const { status, error } = spawnSync(step.command[0], step.command.slice(1), { stdio: ["ignore", 1, 2] });
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  if (status === 0) {
    results.passed += 1;
    console.log(`=== passed: ${step.name} (${seconds} s)`);
  } else {
    results.failed += 1;
    failures.push(step.name);
    console.log(`=== FAILED: ${step.name} (${seconds} s)${error ? `: ${error.message}` : ""}`);
  }
}
if (failures.length) console.log(`\nfailed: ${failures.join(", ")}`);
console.log(`\nsteps: ${results.passed} passed, ${results.failed} failed, ${results.skipped} skipped`);
process.exit(results.failed || !results.passed ? 1 : 0);
