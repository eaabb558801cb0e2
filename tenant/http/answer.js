// Writes a JSON answer, whole or, for the tests of a client's manners, cut off half way.

/**
 * @param {import("node:http").ServerResponse} response
 * @param {{ status: number, headers?: Record<string, string>, body?: unknown }} answer
 * @param {{ cut?: boolean }} [options]
 */
export function sendJson(response, { status, headers = {}, body }, { cut = false } = {}) {
  if (body === undefined && !cut) {
    response.writeHead(status, headers).end();
    return;
  }
  const bytes = Buffer.from(typeof body === "string" ? body : JSON.stringify(body ?? {}));
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
    ...headers,
    "content-length": String(bytes.length),
  });
  if (cut) response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
  else response.end(bytes);
}
