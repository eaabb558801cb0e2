// The tenant's web server: loopback only, its port known before anything that needs the issuer is built, and closed at once.
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";

/** @typedef {import("node:http").RequestListener} RequestListener */

/**
 * @param {{ port: number, tls?: { key: string, cert: string } }} options
 * @param {(origin: { host: string, scheme: "http" | "https" }) => RequestListener} listenerFor
 */
export async function startServer({ port, tls }, listenerFor) {
  const server = tls ? createHttpsServer(tls) : createHttpServer();
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(undefined));
  });
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  server.on("request", listenerFor({ host: `localhost:${address.port}`, scheme: tls ? "https" : "http" }));
  return {
    /** Ends open connections too: a browser keeps its own alive for minutes. */
    close() {
      return new Promise((resolve) => {
        server.close(() => resolve(undefined));
        server.closeAllConnections();
      });
    },
  };
}
