import { createServer } from "node:http";

/**
 * Opens the port before the application exists: the tenant must know the application's address to let it in, and the
 * application must know the tenant's.
 * @param {number} port 0 for any free one
 * @returns {Promise<{ server: import("node:http").Server, url: string }>} rejects if the port is in use
 */
export async function listen(port) {
  const server = createServer();
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    // The loopback address: nobody outside this machine signs in as a sample user.
    server.listen(port, "127.0.0.1", () => resolve(undefined));
  });
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { server, url: `http://localhost:${address.port}` };
}

/**
 * Closes a server with the connections that browsers keep open.
 * @param {import("node:http").Server} server
 * @returns {Promise<void>}
 */
export function closeServer(server) {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
