// The login page: a button for each sample user, in place of passwords and identity providers.
import { errors } from "oidc-provider";
import { readBody } from "../http/body.js";
import { escapeHtml, page } from "../page.js";

/** @typedef {import("node:http").IncomingMessage} Request */
/** @typedef {import("node:http").ServerResponse} Response */

/**
 * @param {Response} response
 * @param {number} status
 * @param {string} title
 * @param {string[]} paragraphs
 * @param {string} [trustedHtml]
 */
function send(response, status, title, paragraphs, trustedHtml) {
  const { html, headers } = page(title, paragraphs, trustedHtml);
  response.writeHead(status, headers).end(html);
}

/**
 * @param {import("../users.js").Users} users
 * @param {string} path
 * @param {unknown} hint the request's login_hint: a user's id comes first, and has the focus
 */
function userForm(users, path, hint) {
  const isHinted = (/** @type {{ user_id: string }} */ user) => user.user_id === hint;
  const ordered = users.list().sort((one, other) => Number(isHinted(other)) - Number(isHinted(one)));
  const buttons = ordered.map((user) => {
    const id = escapeHtml(user.user_id);
    const name = escapeHtml(String(user.name ?? user.user_id));
    const connection = escapeHtml(users.connectionOf(user.user_id)?.name ?? "unknown connection");
    return `<button name="user_id" value="${id}"${isHinted(user) ? " autofocus" : ""}>${name} <small>${connection}</small></button>`;
  });
  return `<form method="post" action="${escapeHtml(path)}">\n${buttons.join("\n")}\n</form>`;
}

/**
 * @param {Request} request
 * @param {Response} response
 * @param {import("oidc-provider").Provider} provider
 * @param {import("../users.js").Users} users
 */
export async function login(request, response, provider, users) {
  try {
    const { uid, params } = await provider.interactionDetails(request, response);
    if (request.method === "POST") {
      const userId = new URLSearchParams((await readBody(request)).toString()).get("user_id") ?? "";
      if (!users.get(userId)) return send(response, 400, "Log in", ["There is no such user."]);
      users.signIn(userId);
      return await provider.interactionFinished(request, response, { login: { accountId: userId } });
    }
    send(response, 200, "Log in", ["Who do you want to be?"], userForm(users, `/u/login/${uid}`, params.login_hint));
  } catch (error) {
    if (!(error instanceof errors.SessionNotFound)) throw error;
    send(response, 400, "Log in", ["This login has ended. Start it again from the application."]);
  }
}
