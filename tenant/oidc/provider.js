// OpenID Connect, from the certified oidc-provider, at Auth0's paths and with Auth0's habits: no consent for first-party
// applications, profile claims in the ID token, the post-login flow at every authorization.
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { Provider, interactionPolicy } from "oidc-provider";
import { page } from "../page.js";
import { memoryStorage } from "./storage.js";

/** @typedef {import("oidc-provider").Context} Context */

const day = 24 * 60 * 60;

// Generating a key takes longer than all the rest of a tenant's start, and its tests start many: one key a process.
/** @type {object | undefined} */
let signingKey;
function privateSigningKey() {
  // Not exported afterwards: a garbage collection in the middle of an export can take what generated the key, which then
  // waits for the key's lock, held by the export. Node 20 hangs there for good, once in some hundred starts.
  const encoding = /** @type {any} the types have no JWK here */ ({ format: "jwk" });
  const options = { modulusLength: 2048, publicKeyEncoding: encoding, privateKeyEncoding: encoding };
  signingKey ??= /** @type {any} */ (generateKeyPairSync("rsa", options).privateKey);
  return { ...signingKey, use: "sig", alg: "RS256" };
}

/**
 * A last prompt that never prompts: its check is evaluated for every authorization, single sign-on included, once the user
 * is known. What it throws reaches the application.
 * @param {(context: Context) => Promise<void>} postLogin
 */
function policyWith(postLogin) {
  const { base, Check, Prompt } = interactionPolicy;
  const policy = base();
  policy.remove("consent");
  const check = new Check("post_login", "the post-login flow", "access_denied", async (context) => {
    await postLogin(context);
    return Check.NO_NEED_TO_PROMPT;
  });
  policy.add(new Prompt({ name: "post_login" }, check));
  return policy;
}

/**
 * A grant of its own for each authorization: the flow's claims are kept by the grant's id.
 * @param {Context} context
 */
async function grantEverything({ oidc }) {
  const { accountId } = /** @type {{ accountId: string }} */ (oidc.account);
  const grant = new oidc.provider.Grant({ accountId, clientId: oidc.client.clientId });
  grant.addOIDCScope(oidc.params.scope ?? "");
  await grant.save();
  return grant;
}

/**
 * @param {object} options
 * @param {string} options.issuer
 * @param {{ clientId: string, clientSecret: string, url: string, name: string }} options.application
 * @param {string[]} options.customClaims
 * @param {(userId: string) => Record<string, unknown> | undefined} options.profileOf
 * @param {(grantId: string) => Record<string, unknown>} options.flowClaimsOf what the flow set
 * @param {(context: Context) => Promise<void>} options.postLogin
 */
export function oidcProvider({ issuer, application, customClaims, profileOf, flowClaimsOf, postLogin }) {
  return new Provider(issuer, {
    adapter: memoryStorage(),
    jwks: { keys: [privateSigningKey()] },
    cookies: { keys: [randomBytes(32).toString("hex")] },
    clients: [
      {
        client_id: application.clientId,
        client_secret: application.clientSecret,
        client_name: application.name,
        redirect_uris: [new URL("/callback", application.url).href],
        post_logout_redirect_uris: [application.url],
        grant_types: ["authorization_code"],
        response_types: ["code"],
      },
    ],
    routes: {
      authorization: "/authorize",
      token: "/oauth/token",
      userinfo: "/userinfo",
      jwks: "/.well-known/jwks.json",
      end_session: "/oidc/logout",
    },
    claims: {
      openid: ["sub", "sid", ...customClaims],
      profile: ["name", "nickname", "picture", "given_name", "family_name", "updated_at"],
      email: ["email", "email_verified"],
    },
    // Auth0 puts the profile into the ID token in the code flow too; the standard would leave it to /userinfo.
    conformIdTokenClaims: false,
    ttl: { AccessToken: day, AuthorizationCode: 60, Grant: day, IdToken: day / 2, Interaction: day / 24, Session: day },
    interactions: {
      policy: policyWith(postLogin),
      url: (/** @type {Context} */ _context, /** @type {{ uid: string }} */ { uid }) => `/u/login/${uid}`,
    },
    loadExistingGrant: grantEverything,
    findAccount: (/** @type {Context} */ context, /** @type {string} */ userId) => {
      const profile = profileOf(userId);
      return (
        profile && {
          accountId: userId,
          // For the ID token and, as Auth0 does it, for /userinfo, where no Action runs.
          claims: () => {
            const grantId = context.oidc.entities.Grant?.jti;
            return { ...profile, ...(grantId ? flowClaimsOf(grantId) : {}), sub: userId };
          },
        }
      );
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: true, logoutSource: askToLogOut, postLogoutSuccessSource: sayLoggedOut },
    },
    renderError: (/** @type {Context} */ context, /** @type {Record<string, string>} */ { error, error_description }) =>
      show(context, "Something is wrong with this request", [error, error_description ?? ""]),
  });
}

/** @param {Context} context @param {string} title @param {string[]} paragraphs @param {string} [trustedForm] */
function show(context, title, paragraphs, trustedForm = "") {
  const { html, headers } = page(title, paragraphs, trustedForm);
  for (const [name, value] of Object.entries(headers)) context.set(name, value);
  context.body = html;
}

/** @param {Context} context @param {string} form made by oidc-provider; its id is op.logoutForm */
function askToLogOut(context, form) {
  const button = '<button type="submit" form="op.logoutForm" name="logout" value="yes">Log out</button>';
  show(context, "Log out", ["Do you want to log out of the local tenant?"], form + button);
}

/** @param {Context} context */
function sayLoggedOut(context) {
  show(context, "Logged out", ["You are logged out of the local tenant."]);
}
