// The sample application: a web server on Auth0's own SDK that shows what an application gets to see of a login.
import { createRequire } from "node:module";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import express from "express";
import openid from "express-openid-connect";
import { managementClient } from "../management-client.js";
import { rememberLogin } from "./login.js";
import { draw } from "./pictures.js";
import { pictureHeaders, securityHeaders } from "./security-headers.js";
import { SessionStore } from "./session-store.js";
import * as routes from "./routes.js";

/**
 * @typedef {object} ApplicationOptions
 * @property {{ server: import("node:http").Server, url: string }} door the open port, see `listen`
 * @property {{
 *   issuer: string,
 *   application: { clientId: string, clientSecret: string },
 *   management: { clientId: string, clientSecret: string },
 * }} tenant
 * @property {import("./login.js").Decide} [decide] the Action's decision; that of pkg/action.js when left out
 * @property {Record<string, string>} [secrets] the Action's, so that the reason shown is the one that was decided
 * @property {import("./signed-out-page.js").SampleUser[]} [users] who is listed; tenant/users.json when left out
 */

const file = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/** @returns {import("./login.js").Decide} */
const shippedDecision = () => createRequire(import.meta.url)("../../pkg/action.js").decide;

/** @returns {import("./signed-out-page.js").SampleUser[]} */
const sampleUsers = () => JSON.parse(readFileSync(file("../users.json"), "utf8"));

/**
 * Puts the application behind an open port; it ends with the port.
 * @param {ApplicationOptions} options
 */
export function startApplication({
  door: { server, url },
  tenant,
  decide = shippedDecision(),
  secrets = {},
  users = sampleUsers(),
}) {
  const management = managementClient(tenant);
  const headers = securityHeaders(new URL(tenant.issuer).origin);
  const app = express();
  app.disable("x-powered-by");
  app.use((_req, res, next) => {
    res.set(headers);
    next();
  });

  // Before the SDK: these need no session.
  for (const sheet of ["frame", "controls", "pages"]) {
    app.get(`/style/${sheet}.css`, (_req, res) => res.sendFile(file(`style/${sheet}.css`)));
  }
  app.get("/icon.svg", (_req, res) => res.sendFile(file("icon.svg")));
  app.get("/pictures", (req, res) => {
    const drawing = draw(req.query.of);
    if (drawing === null) return routes.notFound(req, res, () => {});
    res.set(pictureHeaders).send(drawing);
  });

  app.use(
    openid.auth({
      issuerBaseURL: tenant.issuer,
      baseURL: url,
      clientID: tenant.application.clientId,
      clientSecret: tenant.application.clientSecret,
      // Sessions end with the process that remembers them.
      secret: randomBytes(32).toString("base64url"),
      session: { store: /** @type {any} */ (new SessionStore()) },
      authRequired: false,
      // Auth0's own logout ends the tenant's session too, and asks nothing.
      auth0Logout: true,
      enableTelemetry: false,
      routes: { login: false, logout: false },
      authorizationParams: { response_type: "code", scope: "openid profile email" },
      afterCallback: rememberLogin({ management, decide, secrets }),
    }),
  );
  app.get("/", routes.home(users));
  app.get("/login", routes.signIn);
  app.get("/login/again", routes.signInAgain);
  app.use(express.urlencoded({ extended: false, limit: "32kb" }));
  app.post("/picture", routes.ownFormsOnly, routes.changePicture(management));
  app.post("/gravatar", routes.ownFormsOnly, routes.changeGravatar(management));
  app.post("/logout", routes.ownFormsOnly, routes.signOut(url));
  app.use(routes.notFound);
  app.use(routes.failed);

  server.on("request", app);
}
