// The deployment of the Action, in the steps that any tool takes at a tenant: create, wait until built, deploy, bind.
import { setTimeout as wait } from "node:timers/promises";

const name = "picture-claim";
// A build takes some seconds at Auth0, milliseconds at the local tenant.
const builtWithinMs = 30_000;

/**
 * @param {import("./management-client.js").ManagementClient} management
 * @param {object} action
 * @param {string} action.code
 * @param {Record<string, string>} action.secrets
 * @returns {Promise<void>}
 */
export async function deployAction(management, { code, secrets }) {
  const { id } = await management.post("actions/actions", {
    name,
    code,
    runtime: "node22",
    dependencies: [],
    secrets: Object.entries(secrets).map(([name, value]) => ({ name, value })),
    supported_triggers: [{ id: "post-login", version: "v3" }],
  });
  await untilBuilt(management, id);
  await management.post(`actions/actions/${id}/deploy`);
  await management.patch("actions/triggers/post-login/bindings", {
    bindings: [{ ref: { type: "action_id", value: id }, display_name: name }],
  });
}

/**
 * @param {import("./management-client.js").ManagementClient} management
 * @param {string} id
 */
async function untilBuilt(management, id) {
  const deadline = Date.now() + builtWithinMs;
  for (let pause = 20; Date.now() < deadline; pause = Math.min(2 * pause, 1000)) {
    const { status } = await management.get(`actions/actions/${id}`);
    if (status === "built") return;
    if (status === "failed") throw new Error("the tenant could not build the Action");
    await wait(pause);
  }
  throw new Error(`the Action was not built within ${builtWithinMs / 1000} seconds`);
}
