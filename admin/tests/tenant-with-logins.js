// A local tenant at which users can be logged in: prints one JSON line about itself, then takes a user id per line of its
// standard input, logs that user in without a browser and prints {"claims"} of the ID token, or {"error"}. Ends with its input.
// `--tls`: HTTPS with a certificate that nobody has reason to trust.
import { createInterface } from "node:readline";
import { selfSignedCertificate } from "../../tests/login/certificate.js";
import { startTenant } from "../../tenant/tenant.js";
import { logIn } from "../../tests/login/visitor.js";

/** @param {object} value */
function print(value) {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** @param {import("../../tenant/tenant.js").Tenant} tenant @param {string} userId */
async function claimsOf(tenant, userId) {
  try {
    return { claims: (await logIn(tenant, userId)).claims };
  } catch (error) {
    return { error: String(error) };
  }
}

const tls = process.argv.includes("--tls") ? selfSignedCertificate() : undefined;
const tenant = await startTenant({ onRequest: print, tls });
print({ domain: tenant.domain, ...tenant.management });
for await (const userId of createInterface({ input: process.stdin })) print(await claimsOf(tenant, userId));
await tenant.close();
