// One picture of the pair: shown, named, and its address as text. The address itself is never an `href` or a `src`.
import { html } from "./markup.js";
import { drawingOf } from "./pictures.js";

/**
 * @param {string} name
 * @returns {string} at most two letters
 */
export function initialsOf(name) {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? ["?"];
  const picked = words.length > 1 ? [words[0], words[words.length - 1]] : [words[0]];
  return picked.map((word) => [...word][0].toUpperCase()).join("");
}

/**
 * @param {unknown} picture
 * @returns {string} why there is nothing to show
 */
function absence(picture) {
  if (picture === undefined || picture === null) return "No picture: there is none at all.";
  if (picture === "") return "No picture: the value is an empty string.";
  return "No picture can be shown: this is not a web address.";
}

/**
 * @param {object} card
 * @param {string} card.title
 * @param {string} card.source where it is from, in words: "from the connection github"
 * @param {string} card.name whose picture it is
 * @param {unknown} card.picture
 */
export function pictureCard({ title, source, name, picture }) {
  const drawing = drawingOf(picture);
  const address = picture === undefined || picture === null || picture === "" ? null : picture;
  return html`
    <figure class="card picture">
      ${
        drawing
          ? html`<img src="${drawing}" alt="Picture of ${name}, ${source}" width="400" height="400" />`
          : html`<div class="no-picture" role="img" aria-label="No picture of ${name}, only initials">
              ${initialsOf(name)}
            </div>`
      }
      <figcaption>
        <h3>${title}</h3>
        <p>${source}</p>
        ${drawing ? null : html`<p class="absence">${absence(picture)}</p>`}
        ${
          address === null
            ? null
            : html`<p class="address">
                <code>${typeof address === "string" ? address : JSON.stringify(address)}</code>
              </p>`
        }
      </figcaption>
    </figure>
  `;
}
