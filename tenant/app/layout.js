// The frame of every page.
import { html } from "./markup.js";

/**
 * @param {object} page
 * @param {string} page.title what the window's tab and a screen reader say first
 * @param {unknown} page.main
 * @param {unknown} [page.account] who is signed in, and the way out
 * @returns {string} a whole HTML document
 */
export function layout({ title, main, account }) {
  return `<!doctype html>\n${html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>${title} – Picture Claim</title>
      <link rel="icon" href="/icon.svg" type="image/svg+xml" />
      <link rel="stylesheet" href="/style/frame.css" />
      <link rel="stylesheet" href="/style/controls.css" />
      <link rel="stylesheet" href="/style/pages.css" />
    </head>
    <body>
      <a class="skip" href="#main">Skip to the content</a>
      <header class="bar">
        <a class="brand" href="/"><img src="/icon.svg" alt="" width="28" height="28" />Picture Claim</a>
        ${account}
      </header>
      <main id="main" tabindex="-1">${main}</main>
      <footer>
        <p>
          Everything here runs on this machine: a local tenant, this sample application, and pictures that are drawn
          here as stand-ins for the ones on the web.
        </p>
      </footer>
    </body>
  </html>`}\n`;
}
