// The sample application as a browser without a screen uses it: sign in, read the page, send its forms.
import { readFileSync } from "node:fs";
import { startSample } from "../../tenant/sample.js";
import { listen } from "../../tenant/app/listen.js";
import { Visitor } from "./visitor.js";

/** @type {import("../../tenant/users.js").SampleUser[]} */
export const samples = JSON.parse(readFileSync(new URL("../../tenant/users.json", import.meta.url), "utf8"));

const code = readFileSync(new URL("../../pkg/action.js", import.meta.url), "utf8");

/** @param {Partial<Parameters<typeof startSample>[0]>} [options] */
export async function startSampleForTest(options = {}) {
  return startSample({ door: await listen(0), code, ...options });
}

/** @typedef {Awaited<ReturnType<typeof startSampleForTest>>} Sample */

/** @type {Record<string, string>} */
const entities = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };

/** @param {string} text of an element or attribute, as it is in the page's source */
export const unescape = (text) => text.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => entities[entity]);

/** @typedef {{ status: number, headers: Headers, html: string, url: string }} Page */

export class Guest {
  /** @type {Page | undefined} the one that is shown */
  page;

  /** @param {Sample} sample */
  constructor(sample) {
    this.sample = sample;
    this.visitor = new Visitor(sample.tenant);
  }

  /**
   * Follows redirects through the tenant and back.
   * @param {string} path
   * @param {{ form?: Record<string, string>, userId?: string }} [input] the user to choose on the login page, if it comes
   * @returns {Promise<Page>}
   */
  async open(path, { form, userId } = {}) {
    const post = (/** @type {Record<string, string>} */ fields) => ({
      method: "POST",
      body: new URLSearchParams(fields),
    });
    let response = await this.visitor.fetch(this.sample.url + path, form ? post(form) : {});
    for (let steps = 0; steps < 12; steps += 1) {
      const location = response.headers.get("location");
      if (location !== null) response = await this.visitor.fetch(new URL(location, response.url).href);
      else if (userId !== undefined && response.url.startsWith(this.sample.tenant.issuer)) {
        response = await this.visitor.fetch(response.url, post({ user_id: userId }));
      } else
        return { status: response.status, headers: response.headers, html: await response.text(), url: response.url };
    }
    throw new Error(`${path} leads nowhere`);
  }

  /** @param {string} userId */
  async signIn(userId) {
    return (this.page = await this.open("/login", { userId }));
  }

  /**
   * Sends a form of the page that is shown.
   * @param {string} path
   * @param {Record<string, string>} fields
   */
  async send(path, fields) {
    const form_token = /name="form_token" value="([^"]+)"/.exec(this.page?.html ?? "")?.[1] ?? "";
    return (this.page = await this.open(path, { form: { form_token, ...fields } }));
  }
}
