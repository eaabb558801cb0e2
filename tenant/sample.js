// Everything that `npm start` shows, in one process: a tenant, the Action deployed to it, and the sample application.
import { startTenant } from "./tenant.js";
import { startApplication } from "./app/application.js";
import { closeServer } from "./app/listen.js";
import { deployAction } from "./deploy-action.js";
import { managementClient } from "./management-client.js";

/**
 * @param {object} options
 * @param {{ server: import("node:http").Server, url: string }} options.door the application's open port; closed with the rest
 * @param {string} options.code the Action's
 * @param {Record<string, string>} [options.secrets] the Action's
 * @param {import("./users.js").SampleUser[]} [options.users] in place of tenant/users.json
 * @returns {Promise<{ url: string, tenant: import("./tenant.js").Tenant, close: () => Promise<void> }>}
 */
export async function startSample({ door, code, secrets = {}, users }) {
  /** @type {import("./tenant.js").Tenant | undefined} */
  let tenant;
  const close = async () => void (await Promise.all([closeServer(door.server), tenant?.close()]));
  try {
    tenant = await startTenant({ application: { url: door.url }, users });
    await deployAction(managementClient(tenant), { code, secrets });
    startApplication({ door, tenant, secrets, users });
    return { url: door.url, tenant, close };
  } catch (error) {
    await close();
    throw error;
  }
}
