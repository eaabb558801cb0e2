// Before the login: who can sign in, and what is special about each.
import { html } from "./markup.js";
import { layout } from "./layout.js";
import { drawingOf } from "./pictures.js";

/**
 * @typedef {object} SampleUser
 * @property {string} [note] what is special about this user
 * @property {{ name: string }} connection
 * @property {{ user_id: string, name?: unknown, picture?: unknown, user_metadata?: unknown }} user
 */

/** @param {SampleUser} sample */
function card({ note, connection, user }) {
  const drawing = drawingOf(user.picture);
  const name = user.name ?? user.user_id;
  const metadata = JSON.stringify(user.user_metadata ?? {});
  return html`
    <li class="card person">
      ${
        drawing
          ? html`<img class="avatar" src="${drawing}" alt="" width="64" height="64" loading="lazy" />`
          : html`<span class="avatar"></span>`
      }
      <div>
        <h3>${name}</h3>
        <p class="connection">${connection.name}</p>
      </div>
      <p>${note}</p>
      <p class="metadata">user_metadata <code>${metadata}</code></p>
      <form method="get" action="/login">
        <input type="hidden" name="user_id" value="${user.user_id}" />
        <button>Sign in<span class="visually-hidden"> as ${name}</span></button>
      </form>
    </li>
  `;
}

/**
 * @param {SampleUser[]} samples
 * @returns {string}
 */
export function signedOutPage(samples) {
  return layout({
    title: "Choose a user",
    main: html`
      <h1>Which picture does the token carry?</h1>
      <p class="lead">
        Sign in as one of these sample users; at the tenant, a click stands for the password. Their profiles have the
        shapes that Auth0's connections really produce. You then see the picture that the provider gave, the one in the
        ID token, and why.
      </p>
      <h2 id="users">Sample users</h2>
      <ul class="people" aria-labelledby="users">
        ${samples.map(card)}
      </ul>
    `,
  });
}
