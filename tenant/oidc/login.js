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
 */
function userForm(users, path) {
  const buttons = users.list().map((user) => {
    const id = escapeHtml(user.user_id);
    const name = escapeHtml(String(user.name ?? user.user_id));
    const connection = escapeHtml(users.connectionOf(user.user_id)?.name ?? "unknown connection");
    return `<button name="user_id" value="${id}">${name} <small>${connection}</small></button>`;
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
    const { uid } = await provider.interactionDetails(request, response);
    if (request.method === "POST") {
      const userId = new URLSearchParams((await readBody(request)).toString()).get("user_id") ?? "";
      if (!users.get(userId)) return send(response, 400, "Log in", ["There is no such user."]);
      users.signIn(userId);
      return await provider.interactionFinished(request, response, { login: { accountId: userId } });
    }
    send(response, 200, "Log in", ["Who do you want to be?"], userForm(users, `/u/login/${uid}`));
  } catch (error) {
    if (!(error instanceof errors.SessionNotFound)) throw error;
    send(response, 400, "Log in", ["This login has ended. Start it again from the application."]);
  }
}
