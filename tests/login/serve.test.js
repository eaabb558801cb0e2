// `node tenant/serve.js`, the tenant as a process: what it prints, what it can be told, and that it leaves nothing behind.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { managementClient } from "./management-client.js";

const script = fileURLToPath(new URL("../../tenant/serve.js", import.meta.url));

/** @param {...string} args */
async function serve(...args) {
  const child = spawn(process.execPath, [script, ...args], { stdio: ["pipe", "pipe", "ignore"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async () => JSON.parse((await lines.next()).value);
  const { domain, issuer, clientId, clientSecret } = await nextLine();
  const management = { clientId, clientSecret };
  const tenant = /** @type {import("../../tenant/tenant.js").Tenant} */ ({ domain, issuer, management });
  return { child, tenant, nextLine };
}

for (const [how, end] of Object.entries({
  SIGTERM: (/** @type {import("node:child_process").ChildProcess} */ child) => child.kill("SIGTERM"),
  SIGINT: (/** @type {import("node:child_process").ChildProcess} */ child) => child.kill("SIGINT"),
  "the end of its stdin": (/** @type {import("node:child_process").ChildProcess} */ child) => child.stdin?.end(),
})) {
  test(`${how} ends it, an open connection or not`, { skip: process.platform === "win32" }, async () => {
    const { child, tenant } = await serve();
    assert.equal((await (await managementClient(tenant))("GET", "users")).status, 200);
    const exit = once(child, "exit");
    end(child);
    assert.deepEqual(await exit, [0, null]);
    await assert.rejects(fetch(tenant.issuer));
  });
}

test("it takes a limit, scopes and faults, and prints its requests", async () => {
  const folder = await mkdtemp(join(tmpdir(), "picture-claim-"));
  const faults = join(folder, "faults.json");
  await writeFile(faults, JSON.stringify([{ method: "GET", path: "/users$", nth: 1, status: 502, body: {} }]));
  const { child, tenant, nextLine } = await serve(
    ...["--limit", "0.001", "--retry-after", "--scopes", "read:users", "--faults", faults, "--log"],
  );
  try {
    const call = await managementClient(tenant);
    const answers = [await call("GET", "users"), await call("GET", "users"), await call("GET", "users")];
    assert.deepEqual(
      answers.map(({ status }) => status),
      [502, 200, 429],
    );
    assert.ok(answers[2].headers.has("retry-after"));
    const log = [await nextLine(), await nextLine(), await nextLine(), await nextLine()];
    assert.deepEqual(
      log.map(({ method, path, status }) => `${method} ${path} ${status}`),
      ["POST /oauth/token 200", ...[502, 200, 429].map((status) => `GET /api/v2/users ${status}`)],
    );
  } finally {
    const exit = once(child, "exit");
    child.stdin.end();
    await exit;
    await rm(folder, { recursive: true });
  }
});
