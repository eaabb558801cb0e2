// The two forms that write what the Action reads: the picture a user chose, and whether their Gravatar may be used.
import { html } from "./markup.js";

/** Room for an address that the Action rejects as too long (over 2,048), so that this can be seen as well. */
const longest = 4000;

/**
 * @param {unknown} body a posted form, or anything else
 * @param {string} name
 * @returns {string} empty if there is no such text
 */
export function field(body, name) {
  const value = Object(body)[name];
  return typeof value === "string" ? value : "";
}

/**
 * What the picture form asks for. Nothing but emptiness and length is refused here: what user_metadata holds is
 * user-controlled input, and that the Action ignores what it should is worth seeing.
 * @param {unknown} body
 * @returns {{ picture: string | null } | { error: string }} null goes back to the provider's picture
 */
export function pictureWanted(body) {
  const typed = field(body, "picture").trim();
  switch (field(body, "do")) {
    case "remove":
      return { picture: "" };
    case "reset":
      return { picture: null };
    case "set":
      if (typed === "") return { error: "Enter the address of a picture, or press “Remove” to have none." };
      if (typed.length > longest) return { error: `This is too long to try: ${typed.length} characters.` };
      return { picture: typed };
    default:
      return { error: "Press one of the buttons below." };
  }
}

/**
 * @typedef {object} Changes what the forms show
 * @property {string} formToken
 * @property {unknown} metadata `user_metadata` as it was at login; a mapping may have put anything there
 * @property {string} [typed] what was typed, if it is to be corrected
 * @property {string} [error] about the picture
 */

/** @param {Changes} changes */
export function changeSection({ formToken, metadata, typed, error }) {
  const value = typed ?? field(metadata, "picture");
  const isOff = ["true", true].includes(Object(metadata).gravatar_disabled);
  const token = html`<input type="hidden" name="form_token" value="${formToken}" />`;
  return html`
    <section class="card" aria-labelledby="change">
      <h2 id="change">Change it</h2>
      <p>
        Each button writes to the user's <code>user_metadata</code> through the Management API, then signs in again:
        what you see next is a new token.
      </p>
      <form method="post" action="/picture">
        ${token}
        <label for="picture">Picture of your own</label>
        <p id="picture-hint" class="hint">
          An https address. Anything may be tried: what the URL rule refuses is ignored at the login.
        </p>
        ${error ? html`<p id="picture-error" class="error">${error}</p>` : null}
        <input
          id="picture"
          name="picture"
          type="text"
          inputmode="url"
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          value="${value}"
          aria-describedby="${error ? "picture-error " : ""}picture-hint"
          aria-invalid="${error ? "true" : "false"}"
        />
        <div class="buttons">
          <button name="do" value="set">Save</button>
          <button name="do" value="remove" class="quiet">Remove</button>
          <button name="do" value="reset" class="quiet">Reset to the provider's</button>
        </div>
      </form>
      <form method="post" action="/gravatar">
        ${token}
        <div class="choice">
          <input
            id="gravatar-disabled"
            name="gravatar_disabled"
            type="checkbox"
            value="true"
            ${isOff ? html`checked=""` : null}
            aria-describedby="gravatar-hint"
          />
          <label for="gravatar-disabled">Do not use my Gravatar</label>
        </div>
        <p id="gravatar-hint" class="hint"><code>gravatar_disabled</code>; a picture from elsewhere is not affected.</p>
        <div class="buttons"><button class="quiet">Save this setting</button></div>
      </form>
    </section>
  `;
}
