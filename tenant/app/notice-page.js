// A page with one message: an address that does not exist, a login that failed, a form that was not ours.
import { html } from "./markup.js";
import { layout } from "./layout.js";

/**
 * @param {string} title
 * @param {string} text
 * @returns {string}
 */
export function noticePage(title, text) {
  return layout({
    title,
    main: html`
      <h1>${title}</h1>
      <p class="lead">${text}</p>
      <p><a class="button" href="/">Back to the first page</a></p>
    `,
  });
}
