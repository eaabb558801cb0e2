// After the login: both pictures side by side, the reason, the forms, the token.
import { html } from "./markup.js";
import { layout } from "./layout.js";
import { pictureCard } from "./picture-card.js";
import { decisionSection } from "./decision-section.js";
import { changeSection } from "./change-section.js";

/**
 * @typedef {object} Login what is remembered of a login, from the moment of the login
 * @property {{ user_id: string, name: string, connection: string, picture: unknown, metadata: unknown }} user
 * @property {import("./reasons.js").Decision} decision
 */

/** @type {Record<string, string>} */
export const changesInWords = {
  set: "Saved. This is a new token.",
  remove: "Removed. This is a new token.",
  reset: "Reset to the provider's picture. This is a new token.",
  gravatar: "The Gravatar setting is saved. This is a new token.",
};

/**
 * @param {object} page
 * @param {Login} page.login
 * @param {Record<string, unknown>} page.claims the ID token's
 * @param {string} page.idToken as it was signed
 * @param {string} page.formToken
 * @param {string} [page.change] which change came before this login
 * @param {{ typed: string, error: string }} [page.mistake]
 * @returns {string}
 */
export function signedInPage({ login, claims, idToken, formToken, change, mistake }) {
  const { user, decision } = login;
  const message = change === undefined ? undefined : changesInWords[change];
  return layout({
    title: `${mistake ? "Error: " : ""}${user.name}`,
    account: html`<form method="post" action="/logout">
      <input type="hidden" name="form_token" value="${formToken}" />
      <button class="quiet">Sign out</button>
    </form>`,
    main: html`
      ${message ? html`<p class="message" role="status">${message}</p>` : null}
      ${
        mistake
          ? html`<p class="message error" role="alert">
              Nothing was saved. ${mistake.error} <a href="#picture">Go to the field</a>
            </p>`
          : null
      }
      <h1>${user.name}</h1>
      <p class="lead"><code>${user.user_id}</code></p>
      <section aria-labelledby="pictures">
        <h2 id="pictures" class="visually-hidden">The two pictures</h2>
        <div class="pair">
          ${pictureCard({
            title: "The provider's picture",
            source: `from the connection ${user.connection}`,
            name: user.name,
            picture: user.picture,
          })}
          ${pictureCard({
            title: "The picture in the token",
            source: "from the claim picture of the ID token",
            name: user.name,
            picture: claims.picture,
          })}
        </div>
      </section>
      ${decisionSection({ decision, user, carried: claims.picture })}
      ${changeSection({ formToken, metadata: user.metadata, ...mistake })}
      <section class="card" aria-labelledby="token">
        <h2 id="token">The ID token</h2>
        <pre><code>${JSON.stringify(claims, null, 2)}</code></pre>
        <details>
          <summary>As it was signed</summary>
          <p class="raw"><code id="id-token">${idToken}</code></p>
        </details>
      </section>
    `,
  });
}
