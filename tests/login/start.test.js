// `npm start`: one address, a clean end, and errors that name the remedy.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";

const start = fileURLToPath(new URL("../../tenant/start.js", import.meta.url));

/**
 * @param {Record<string, string>} [environment]
 * @param {string[]} [command]
 */
function run(environment = {}, [command, ...args] = [process.execPath, start]) {
  const child = spawn(command, args, {
    env: { ...process.env, PORT: "", npm_lifecycle_event: "", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { out: "", err: "" };
  child.stdout.on("data", (text) => (output.out += text));
  child.stderr.on("data", (text) => (output.err += text));
  const ended = once(child, "close").then(([code, signal]) => ({ code, signal, ...output }));
  /** @returns {Promise<string>} the one address that it prints; rejects if it ends before */
  const address = () =>
    new Promise((resolve, reject) => {
      child.stdout.on("data", () => {
        const url = /http:\/\/localhost:\d+/.exec(output.out)?.[0];
        if (url) resolve(url);
      });
      ended.then(() => reject(new Error(`ended before it was ready: ${output.err}`)));
    });
  return { child, ended, address };
}

/** @param {number} port @returns {Promise<boolean>} */
function isFree(port) {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

describe("npm start", () => {
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
    // A terminal's Ctrl-C reaches the server twice: once itself, once through npm.
    test(`prints one address, and ends with 0 and its ports free after ${signal}, sent twice`, async () => {
      const { child, ended, address } = run();
      const url = await address();
      const page = await fetch(url);
      assert.equal(page.status, 200);
      const policy = page.headers.get("content-security-policy") ?? "";
      const tenantPort = Number(/form-action 'self' http:\/\/localhost:(\d+)/.exec(policy)?.[1]);
      assert.equal(await isFree(tenantPort), false);
      child.kill(signal);
      child.kill(signal);
      const { code, out } = await ended;
      assert.equal(code, 0);
      assert.deepEqual(out.match(/https?:\/\/\S+/g), [url]);
      assert.match(out, /Ctrl-C stops it/);
      assert.deepEqual(await Promise.all([Number(new URL(url).port), tenantPort].map(isFree)), [true, true]);
    });
  }

  const isWindows = process.platform === "win32";
  test("it ends when npm's shell is killed, which passes no signal on", { skip: isWindows }, async () => {
    const { child, ended, address } = run({ npm_lifecycle_event: "start" }, [
      "sh",
      "-c",
      '"$0" "$1"; true',
      process.execPath,
      start,
    ]);
    const port = Number(new URL(await address()).port);
    child.kill("SIGKILL");
    // The output closes when the last process that holds it has ended.
    await ended;
    assert.equal(await isFree(port), true);
  });

  test("the environment's settings are the Action's secrets", async () => {
    const { child, ended, address } = run({ DEFAULT_PICTURE_URL: "https://cdn.example.com/nobody.png" });
    const { Guest } = await import("./application-under-test.js");
    const url = await address();
    const { headers } = await fetch(url);
    const issuer = /form-action 'self' (http:\/\/localhost:\d+)/.exec(
      headers.get("content-security-policy") ?? "",
    )?.[1];
    const tenant = /** @type {import("../../tenant/tenant.js").Tenant} */ ({ issuer: `${issuer}/` });
    const { html } = await new Guest({ url, tenant, close: async () => {} }).signIn("sms|5f7c8ec7c33c6c004bbafe99");
    child.kill("SIGTERM");
    await ended;
    assert.match(html, /<code>default<\/code>/);
    assert.match(html, /&quot;picture&quot;: &quot;https:\/\/cdn\.example\.com\/nobody\.png&quot;/);
  });

  test("a port in use is an error that names the remedy", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
    const { code, err, out } = await run({ PORT: String(port) }).ended;
    server.close();
    assert.equal(code, 1);
    assert.match(err, new RegExp(`start: Port ${port} is in use\\. Set PORT to another one`));
    assert.equal(out, "");
  });

  for (const port of ["http", "70000", "-1", "80.5"]) {
    test(`PORT=${port} is an error that names the remedy`, async () => {
      const { code, err } = await run({ PORT: port }).ended;
      assert.equal(code, 1);
      assert.match(err, /start: PORT is ".*", not a port number\. Set it to one from 1 to 65535, or leave it out\./);
    });
  }
});
