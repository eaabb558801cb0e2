// What each address of the sample application does.
import { changesInWords, signedInPage } from "./signed-in-page.js";
import { signedOutPage } from "./signed-out-page.js";
import { field, pictureWanted } from "./change-section.js";
import { isOwnForm } from "./form-token.js";
import { noticePage } from "./notice-page.js";
import { ManagementError } from "../management-client.js";

/**
 * @typedef {import("express").Request} Request
 * @typedef {import("express").Response} Response
 * @typedef {import("express").Handler} Handler
 */

/**
 * @param {Request} req
 * @returns {{ login: import("./signed-in-page.js").Login, formToken: string, idToken: string, claims: Record<string, unknown> }}
 */
function sessionOf(req) {
  const { login, formToken } = /** @type {any} */ (req.appSession);
  return { login, formToken, idToken: req.oidc.idToken ?? "", claims: req.oidc.idTokenClaims ?? {} };
}

/**
 * The first page.
 * @param {import("./signed-out-page.js").SampleUser[]} users
 * @returns {Handler}
 */
export const home = (users) => (req, res) => {
  const change = field(req.query, "change");
  res
    .type("html")
    .send(req.oidc.isAuthenticated() ? signedInPage({ ...sessionOf(req), change }) : signedOutPage(users));
};

/**
 * A first login. `prompt=login`, because a session that the tenant still has would silently win over the user who was
 * just chosen here.
 * @type {Handler}
 */
export const signIn = (req, res) =>
  res.oidc.login({
    returnTo: "/",
    authorizationParams: { prompt: "login", login_hint: field(req.query, "user_id") || undefined },
  });

/**
 * Another login of who is signed in already. The tenant remembers them, so nobody types anything; the Action runs.
 * @type {Handler}
 */
export const signInAgain = (req, res) => {
  const change = field(req.query, "change");
  return res.oidc.login({ returnTo: Object.hasOwn(changesInWords, change) ? `/?change=${change}` : "/" });
};

/**
 * Out of the application and out of the tenant.
 * @param {string} url
 * @returns {Handler}
 */
export const signOut = (url) => (_req, res) => res.oidc.logout({ returnTo: url });

/** Lets only forms of this session's own pages through. @type {Handler} */
export const ownFormsOnly = (req, res, next) => {
  if (req.oidc.isAuthenticated() && isOwnForm(req.body, sessionOf(req).formToken)) return next();
  res
    .status(403)
    .type("html")
    .send(noticePage("Not accepted", "This form is not from a page of your session. Nothing was changed."));
};

/**
 * @param {import("../management-client.js").ManagementClient} management
 * @param {Request} req
 * @param {Record<string, unknown>} metadata null deletes a key, and only the keys named are touched
 */
const patchMetadata = (management, req, metadata) =>
  management.patch(`users/${encodeURIComponent(sessionOf(req).login.user.user_id)}`, { user_metadata: metadata });

/**
 * @param {import("../management-client.js").ManagementClient} management
 * @returns {Handler}
 */
export const changePicture = (management) => async (req, res) => {
  /** @param {string} error */
  const tellMistake = (error) => {
    const mistake = { typed: field(req.body, "picture"), error };
    res
      .status(422)
      .type("html")
      .send(signedInPage({ ...sessionOf(req), mistake }));
  };
  const wanted = pictureWanted(req.body);
  if ("error" in wanted) return tellMistake(wanted.error);
  try {
    await patchMetadata(management, req, wanted);
  } catch (error) {
    if (error instanceof ManagementError) return tellMistake(`The tenant refused it: ${error.message}.`);
    throw error;
  }
  res.redirect(303, `/login/again?change=${field(req.body, "do")}`);
};

/**
 * @param {import("../management-client.js").ManagementClient} management
 * @returns {Handler}
 */
export const changeGravatar = (management) => async (req, res) => {
  await patchMetadata(management, req, { gravatar_disabled: field(req.body, "gravatar_disabled") ? true : null });
  res.redirect(303, "/login/again?change=gravatar");
};

/** @type {Handler} */
export const notFound = (_req, res) => {
  res.status(404).type("html").send(noticePage("Not found", "There is no page at this address."));
};

/** @type {import("express").ErrorHandler} */
export const failed = (error, _req, res, _next) => {
  const { status, message, error_description: description } = /** @type {any} */ (Object(error));
  // The SDK's errors carry what the tenant said, an Action's refusal among it.
  if (status >= 400 && status < 500) {
    return res
      .status(status)
      .type("html")
      .send(noticePage("That did not work", `${description ?? message}`));
  }
  console.error("sample application:", error);
  res.status(500).type("html").send(noticePage("That did not work", "The server's output says why."));
};
