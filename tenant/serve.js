// A tenant as a process, for tests in other languages: `node tenant/serve.js [options]`. Prints one JSON line about itself
// to stdout once it listens, and ends on SIGTERM, SIGINT or when its stdin closes, so that no test leaves it behind.
//
//   --port N          a fixed port instead of a free one
//   --limit N         requests a second to the Management API (a burst of as many); 429 beyond that
//   --retry-after     a 429 says Retry-After too
//   --build-time MS   how long an Action takes from a change to `built`
//   --scopes "A B"    what the printed client may do, instead of everything
//   --users FILE      JSON in the shape of tenant/users.json
//   --connections FILE  JSON in the shape of tenant/connections.json
//   --faults FILE     JSON: a list of {method, path: regular expression, nth | times, status, headers, body | cut}; what each
//                     means is said in tenant/http/faults.js
//   --log             a JSON line to stdout for each request: {"method","path","time","status"}
import { readFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { faultsFrom } from "./http/faults.js";
import { startTenant } from "./tenant.js";

/** @param {string | undefined} file */
function json(file) {
  return file === undefined ? undefined : JSON.parse(readFileSync(file, "utf8"));
}

/** @param {object} value */
function print(value) {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** @param {string[]} argv */
function optionsFrom(argv) {
  const { values } = parseArgs({
    args: argv,
    options: {
      port: { type: "string" },
      limit: { type: "string" },
      "retry-after": { type: "boolean" },
      "build-time": { type: "string" },
      scopes: { type: "string" },
      users: { type: "string" },
      connections: { type: "string" },
      faults: { type: "string" },
      log: { type: "boolean" },
    },
  });
  const perSecond = Number(values.limit);
  const limits = values.limit && { perSecond, burst: Math.max(1, perSecond), retryAfter: values["retry-after"] };
  const scopes = values.scopes?.split(" ").filter(Boolean);
  const restricted = scopes && { clientId: randomUUID(), clientSecret: randomUUID(), scopes };
  /** @type {import("./tenant.js").TenantOptions} */
  const options = {
    port: Number(values.port ?? 0),
    limits: limits || undefined,
    buildTime: values["build-time"] === undefined ? undefined : Number(values["build-time"]),
    users: json(values.users),
    connections: json(values.connections),
    faults: values.faults === undefined ? undefined : faultsFrom(json(values.faults)),
    managementClients: restricted && [restricted],
    onRequest: values.log ? print : undefined,
  };
  return { options, restricted };
}

const { options, restricted } = optionsFrom(process.argv.slice(2));
const tenant = await startTenant(options);
const { clientId, clientSecret } = restricted ?? tenant.management;
print({ domain: tenant.domain, issuer: tenant.issuer, clientId, clientSecret });

let isEnding = false;
async function end() {
  if (isEnding) return;
  isEnding = true;
  process.stdin.destroy();
  await tenant.close();
}
process.once("SIGTERM", end);
process.once("SIGINT", end);
process.stdin.once("end", end).once("error", end).resume();
// Whoever read this is gone.
process.stdout.once("error", end);
