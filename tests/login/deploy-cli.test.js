// The unmodified Auth0 Deploy CLI imports the example folder into a local tenant, a user logs in, and the CLI exports again.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startTenant } from "../../tenant/tenant.js";
import { selfSignedCertificate } from "./certificate.js";

const run = promisify(execFile);
const action = fileURLToPath(new URL("../../pkg/action.js", import.meta.url));
const example = fileURLToPath(new URL("../../tenant/deploy-cli-example", import.meta.url));
const deployCli = createRequire(import.meta.url).resolve("auth0-deploy-cli");
const ada = "google-oauth2|115015401343387192604";

/** @type {string} */
let folder;
/** @type {import("../../tenant/tenant.js").Tenant} */
let tenant;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "picture-claim-"));
  const tls = selfSignedCertificate();
  tenant = await startTenant({ tls });
  await writeFile(join(folder, "ca.pem"), tls.cert);
});
after(async () => {
  await tenant?.close();
  await rm(folder, { recursive: true, force: true });
});

/**
 * A child that trusts the tenant's certificate, and has nothing else of this process's environment that could reach it.
 * @param {...string} args
 */
async function node(...args) {
  const { PATH } = process.env;
  const env = { PATH, HOME: folder, USERPROFILE: folder, NODE_EXTRA_CA_CERTS: join(folder, "ca.pem") };
  const { stdout } = await run(process.execPath, args, { cwd: folder, env });
  return stdout;
}

/** @param {string} file */
async function json(file) {
  return JSON.parse(await readFile(file, "utf8"));
}

test("what the Deploy CLI imports runs at the next login, and comes back from an export byte for byte", async () => {
  const input = join(folder, "example");
  await cp(example, input, { recursive: true });
  await mkdir(join(input, "actions/picture-claim"));
  await cp(action, join(input, "actions/picture-claim/code.js"));
  const config = join(input, "config.json");
  const { clientId, clientSecret } = tenant.management;
  const credentials = { AUTH0_DOMAIN: tenant.domain, AUTH0_CLIENT_ID: clientId, AUTH0_CLIENT_SECRET: clientSecret };
  await writeFile(config, JSON.stringify({ ...(await json(config)), ...credentials }));

  await node(deployCli, "import", "--config_file", config, "--input_file", input);
  const claims = JSON.parse(
    await node(fileURLToPath(new URL("log-in.js", import.meta.url)), JSON.stringify(tenant), ada),
  );
  assert.equal(claims.picture, "https://example.com/some-image.png");
  assert.deepEqual(tenant.logins.at(-1)?.actions, [{ name: "picture-claim", log: "" }]);

  const output = join(folder, "exported");
  await node(deployCli, "export", "--config_file", config, "--format", "directory", "--output_folder", output);
  const exported = await readFile(join(output, "actions/picture-claim/code.js"));
  assert.ok(exported.equals(await readFile(action)));
  const { code, ...rest } = await json(join(output, "actions/picture-claim.json"));
  assert.deepEqual(
    { code, ...rest, status: undefined },
    { ...(await json(join(example, "actions/picture-claim.json"))), status: undefined },
  );
  assert.deepEqual(
    await json(join(output, "triggers/triggers.json")),
    await json(join(example, "triggers/triggers.json")),
  );
  assert.deepEqual(
    tenant.requests.filter(({ status }) => status === undefined || status >= 500),
    [],
  );
});
